package io.callout4j.cli.input;

import io.callout4j.cli.console.Surroundings;
import io.callout4j.cli.console.UsageException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A password that is chosen now: asked for twice, since a slip would lock its owner out. */
public final class NewPassword {

    private NewPassword() {}

    public static char @Nullable [] ask(Surroundings.PasswordPrompt prompt, String file) {
        char[] first = prompt.ask("New password for " + file);
        char[] second = prompt.ask("The same once more");
        try {
            if (!Arrays.equals(first, second)) {
                throw new UsageException("The two passwords for " + file + " are not the same. Nothing was written.");
            }
            return first;
        } finally {
            if (second != null) {
                Arrays.fill(second, '\0');
            }
        }
    }
}
