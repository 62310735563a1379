package io.callout4j.cli.input;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The password that opens the file. */
public final class StorePasswordOptions {

    @Option(
            names = "--password-env",
            paramLabel = "VAR",
            description =
                    "Take the file's password from this environment variable. An empty variable is the empty password.")
    private @Nullable String variable;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "Take the file's password from this file: UTF-8, one line end at its end is left out.")
    private @Nullable String file;

    public PasswordSource source() {
        return new PasswordSource("--password-env", variable, "--password-file", file);
    }
}
