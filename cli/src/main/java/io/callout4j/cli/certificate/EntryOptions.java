package io.callout4j.cli.certificate;

import io.callout4j.certificates.NewEntry;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How a new entry of the store is to be called. */
final class EntryOptions {

    @Parameters(
            paramLabel = "NAME",
            description = "The unique name: letters, digits, single underscores; what goes into clientCertName_x.")
    private String name = "";

    @Option(
            names = "--label",
            paramLabel = "TEXT",
            description = "What people call it; the name where it is not given.")
    private @Nullable String label;

    @Option(names = "--not-exportable", description = "Let its key not be exported.")
    private boolean notExportable;

    @Option(names = "--replace", description = "Take the place of an entry of that name. Its key is gone then.")
    private boolean replace;

    NewEntry entry() {
        NewEntry entry = NewEntry.named(name);
        entry = label == null ? entry : entry.labelled(label);
        entry = notExportable ? entry.notExportable() : entry;
        return replace ? entry.replacing() : entry;
    }

    String name() {
        return name;
    }
}
