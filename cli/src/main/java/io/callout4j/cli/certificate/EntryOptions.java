package io.callout4j.cli.certificate;

import io.callout4j.certificates.NewEntry;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Name and properties of a new entry in the key store. */
final class EntryOptions {

    @Parameters(
            paramLabel = "NAME",
            description =
                    "Unique name of the entry, the value of clientCertName_x: letters, digits, and single underscores.")
    private String name = "";

    @Option(names = "--label", paramLabel = "TEXT", description = "Display label. Default: NAME.")
    private @Nullable String label;

    @Option(names = "--not-exportable", description = "Forbid exporting the private key.")
    private boolean notExportable;

    @Option(names = "--replace", description = "Replace an existing entry of that name. Its private key is lost.")
    private boolean replace;

    NewEntry entry() {
        NewEntry entry = NewEntry.named(name);
        entry = label == null ? entry : entry.withLabel(label);
        entry = notExportable ? entry.notExportable() : entry;
        return replace ? entry.replacing() : entry;
    }

    String name() {
        return name;
    }
}
