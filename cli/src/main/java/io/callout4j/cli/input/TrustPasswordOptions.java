package io.callout4j.cli.input;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The password that opens the trust key store. */
public final class TrustPasswordOptions {

    @Option(
            names = "--trust-password-env",
            paramLabel = "VAR",
            description = "Take the password of the trust key store from this environment variable.")
    private @Nullable String variable;

    @Option(
            names = "--trust-password-file",
            paramLabel = "FILE",
            description = "Take the password of the trust key store from this file.")
    private @Nullable String file;

    public PasswordSource source() {
        return new PasswordSource("--trust-password-env", variable, "--trust-password-file", file);
    }
}
