package io.callout4j.cli;

import picocli.CommandLine.Option;

/** The option that every command has. */
final class HelpOption {

    @SuppressWarnings("UnusedVariable") // picocli asks for it by its annotation
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and end.")
    private boolean asked;
}
