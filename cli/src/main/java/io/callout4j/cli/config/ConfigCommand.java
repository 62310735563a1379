package io.callout4j.cli.config;

import picocli.CommandLine.Command;

/** {@code callout config}: the commands about configuration files. */
@Command(
        name = "config",
        description = "Checks configuration files, which define certificates, trust, sites, and credentials.",
        footerHeading = "%nExample:%n",
        footer = "  callout config check callouts.json")
public final class ConfigCommand {}
