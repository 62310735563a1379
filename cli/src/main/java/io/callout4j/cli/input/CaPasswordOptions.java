package io.callout4j.cli.input;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The password of the authority that signs. */
public final class CaPasswordOptions {

    @Option(
            names = "--ca-password-env",
            paramLabel = "VAR",
            description = "Take the password of the signing authority's file from this environment variable.")
    private @Nullable String variable;

    @Option(
            names = "--ca-password-file",
            paramLabel = "FILE",
            description = "Take the password of the signing authority's file from this file.")
    private @Nullable String file;

    public PasswordSource source() {
        return new PasswordSource("--ca-password-env", variable, "--ca-password-file", file);
    }
}
