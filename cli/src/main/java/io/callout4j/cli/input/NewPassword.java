package io.callout4j.cli.input;

import io.callout4j.cli.console.CliEnvironment.PasswordPrompt;
import io.callout4j.cli.console.UsageException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Asks for a new password twice, because a typo would lock its owner out. */
public final class NewPassword {

    private NewPassword() {}

    /**
     * Asks for a new password.
     *
     * @param prompt asks the user
     * @param file the file that the password protects
     * @return the password, or null if the user closed the input
     * @throws UsageException if the two passwords differ
     */
    public static char @Nullable [] ask(PasswordPrompt prompt, String file) {
        char[] first = prompt.ask("New password for " + file);
        char[] second = prompt.ask("Repeat the password");
        try {
            if (!Arrays.equals(first, second)) {
                throw new UsageException("The two passwords for " + file + " do not match. Nothing was written.");
            }
            return first;
        } finally {
            if (second != null) {
                Arrays.fill(second, '\0');
            }
        }
    }
}
