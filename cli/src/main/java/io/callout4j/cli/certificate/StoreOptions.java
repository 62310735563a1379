package io.callout4j.cli.certificate;

import io.callout4j.certificates.CertificateStore;
import io.callout4j.cli.console.Surroundings;
import io.callout4j.cli.console.UsageException;
import io.callout4j.cli.console.Words;
import io.callout4j.cli.input.NewPassword;
import io.callout4j.cli.input.PasswordSource;
import io.callout4j.cli.input.StorePasswordOptions;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The key store that certificates are kept in, and what opens it. */
final class StoreOptions {

    private static final String DEFAULT = "identities.p12";

    @Option(
            names = "--store",
            paramLabel = "FILE",
            description =
                    "The key store that the certificates are kept in, PKCS#12; " + DEFAULT + " where it is not given.")
    private String file = DEFAULT;

    @ArgGroup
    private @Nullable StorePasswordOptions password;

    Path path() {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw new UsageException("\"" + file + "\" cannot be the name of a file here.");
        }
    }

    /** For the commands that come next: nothing where the default is meant. */
    String inCommands() {
        return file.equals(DEFAULT) ? "" : " --store " + Words.quoted(file);
    }

    /**
     * What opens it: given by an option, or else typed by the person at the terminal, twice where the store is new.
     *
     * @throws UsageException where the two differ
     */
    char @Nullable [] password(Surroundings surroundings) {
        PasswordSource source = (password == null ? new StorePasswordOptions() : password).source();
        Surroundings.PasswordPrompt prompt = surroundings.prompt();
        if (source.isGiven() || prompt == null) {
            return source.read(surroundings);
        }
        String name = String.valueOf(path().getFileName());
        if (Files.exists(path())) {
            return prompt.ask("Password of " + name);
        }
        return NewPassword.ask(prompt, name);
    }

    CertificateStore open(Surroundings surroundings) {
        char[] secret = password(surroundings);
        try {
            return CertificateStore.at(path(), secret);
        } finally {
            if (secret != null) {
                Arrays.fill(secret, '\0');
            }
        }
    }
}
