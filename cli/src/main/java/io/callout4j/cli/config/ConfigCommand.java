package io.callout4j.cli.config;

import picocli.CommandLine.Command;

/** The commands about configuration files. */
@Command(
        name = "config",
        description = "Configuration files: certificates, trust, sites and credentials without code.",
        footerHeading = "%nExample:%n",
        footer = "  callout config check callouts.json")
public final class ConfigCommand {}
