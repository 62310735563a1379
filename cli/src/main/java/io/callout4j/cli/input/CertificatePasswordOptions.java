package io.callout4j.cli.input;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The password that opens the client certificate. */
public final class CertificatePasswordOptions {

    @Option(
            names = "--cert-password-env",
            paramLabel = "VAR",
            description = "Take the certificate file's password from this environment variable.")
    private @Nullable String variable;

    @Option(
            names = "--cert-password-file",
            paramLabel = "FILE",
            description = "Take the certificate file's password from this file.")
    private @Nullable String file;

    public PasswordSource source() {
        return new PasswordSource("--cert-password-env", variable, "--cert-password-file", file);
    }
}
