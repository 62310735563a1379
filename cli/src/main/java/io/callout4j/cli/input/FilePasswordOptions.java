package io.callout4j.cli.input;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The password of the file that is taken in. */
public final class FilePasswordOptions {

    @Option(
            names = "--file-password-env",
            paramLabel = "VAR",
            description = "Take the password of the file that is taken in from this environment variable.")
    private @Nullable String variable;

    @Option(
            names = "--file-password-file",
            paramLabel = "FILE",
            description = "Take the password of the file that is taken in from this file.")
    private @Nullable String file;

    public PasswordSource source() {
        return new PasswordSource("--file-password-env", variable, "--file-password-file", file);
    }
}
