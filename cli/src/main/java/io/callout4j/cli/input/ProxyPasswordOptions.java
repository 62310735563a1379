package io.callout4j.cli.input;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The password for the proxy. */
public final class ProxyPasswordOptions {

    @Option(
            names = "--proxy-password-env",
            paramLabel = "VAR",
            description = "Take the proxy user's password from this environment variable.")
    private @Nullable String variable;

    @Option(
            names = "--proxy-password-file",
            paramLabel = "FILE",
            description = "Take the proxy user's password from this file.")
    private @Nullable String file;

    public PasswordSource source() {
        return new PasswordSource("--proxy-password-env", variable, "--proxy-password-file", file);
    }
}
