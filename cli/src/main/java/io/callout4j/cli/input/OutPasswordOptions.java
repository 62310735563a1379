package io.callout4j.cli.input;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The password of a file that is written. */
public final class OutPasswordOptions {

    @Option(
            names = "--out-password-env",
            paramLabel = "VAR",
            description = "Protect the file that is written with the password in this environment variable.")
    private @Nullable String variable;

    @Option(
            names = "--out-password-file",
            paramLabel = "FILE",
            description = "Protect the file that is written with the password in this file.")
    private @Nullable String file;

    public PasswordSource source() {
        return new PasswordSource("--out-password-env", variable, "--out-password-file", file);
    }
}
