package io.callout4j.cli.config;

import io.callout4j.cli.console.ExitCode;
import io.callout4j.cli.console.Surroundings;
import io.callout4j.config.Configuration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints the schema of configuration files. */
@Command(
        name = "schema",
        description = {
            "Prints the JSON Schema of configuration files, for editors that complete and check them.",
            "Name the file it is saved to in the configuration: {\"$schema\": \"callouts.schema.json\", ...}",
            ""
        },
        footerHeading = "%nExample:%n",
        footer = "  callout config schema > callouts.schema.json")
public final class ConfigSchemaCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    public ConfigSchemaCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        surroundings.out().print(Configuration.schema());
        return ExitCode.OK;
    }
}
