package io.callout4j.cli.certificate;

import io.callout4j.certificates.CertificateStore;
import io.callout4j.cli.console.CliEnvironment;
import io.callout4j.cli.console.ShellQuoting;
import io.callout4j.cli.console.UsageException;
import io.callout4j.cli.input.NewPassword;
import io.callout4j.cli.input.PasswordOptions;
import io.callout4j.cli.input.PasswordSource;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The key store that certificates are kept in, and its password. */
final class StoreOptions {

    private static final String DEFAULT = "identities.p12";

    @Option(
            names = "--store",
            paramLabel = "FILE",
            description = "Key store that holds the certificates (PKCS#12). Default: " + DEFAULT + ".")
    private String file = DEFAULT;

    @Mixin
    private final PasswordOptions password = PasswordOptions.of("--password", "the key store's password");

    Path path() {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw new UsageException("\"" + file + "\" is not a valid file name on this system.");
        }
    }

    /** The option for commands shown to the user: empty for the default. */
    String inCommands() {
        return file.equals(DEFAULT) ? "" : " --store " + ShellQuoting.quote(file);
    }

    /**
     * The password: given by an option, or typed by the user at the terminal, twice if the key store is new.
     *
     * @throws UsageException if the two differ, or the source cannot be read
     */
    char @Nullable [] password(CliEnvironment environment) {
        PasswordSource source = password.source();
        CliEnvironment.PasswordPrompt prompt = environment.prompt();
        if (source.isGiven() || prompt == null) {
            return source.read(environment);
        }
        String name = String.valueOf(path().getFileName());
        if (Files.exists(path())) {
            return prompt.ask("Password for " + name);
        }
        return NewPassword.ask(prompt, name);
    }

    CertificateStore open(CliEnvironment environment) {
        char[] secret = password(environment);
        try {
            return CertificateStore.at(path(), secret);
        } finally {
            if (secret != null) {
                Arrays.fill(secret, '\0');
            }
        }
    }
}
