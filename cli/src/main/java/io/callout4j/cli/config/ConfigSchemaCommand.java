package io.callout4j.cli.config;

import io.callout4j.cli.console.CliEnvironment;
import io.callout4j.cli.console.ExitCode;
import io.callout4j.internal.config.Configuration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code callout config schema}. */
@Command(
        name = "schema",
        description = {
            "Prints the JSON Schema of configuration files, which editors use for completion and validation.",
            "Save it and refer to it in the configuration:",
            "  {\"$schema\": \"callouts.schema.json\", ...}",
            ""
        },
        footerHeading = "%nExample:%n",
        footer = "  callout config schema > callouts.schema.json")
public final class ConfigSchemaCommand implements Callable<Integer> {

    private final CliEnvironment environment;

    /**
     * Creates the command.
     *
     * @param environment the environment
     */
    public ConfigSchemaCommand(CliEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        environment.out().print(Configuration.schema());
        return ExitCode.OK;
    }
}
