package io.callout4j.cli;

import picocli.CommandLine.Option;

/** The {@code --help} option, which every command has. */
final class HelpOption {

    @SuppressWarnings("UnusedVariable") // picocli reads the annotation
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            order = 100,
            description = "Show this help and exit.")
    private boolean requested;
}
