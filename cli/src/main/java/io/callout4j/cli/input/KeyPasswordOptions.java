package io.callout4j.cli.input;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The password of the private key, where it has one of its own. */
public final class KeyPasswordOptions {

    @Option(
            names = "--key-password-env",
            paramLabel = "VAR",
            description = "Take the private key's own password from this environment variable, where it has one.")
    private @Nullable String variable;

    @Option(
            names = "--key-password-file",
            paramLabel = "FILE",
            description = "Take the private key's own password from this file.")
    private @Nullable String file;

    public PasswordSource source() {
        return new PasswordSource("--key-password-env", variable, "--key-password-file", file);
    }
}
