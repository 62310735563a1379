package io.callout4j.cli.doctor;

import io.callout4j.cli.console.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The file that the HTML report is written to. An existing file is replaced, because --html names it for this. */
record HtmlFile(Path path) {

    /** Checks that the file can be written, before anything is checked. */
    static HtmlFile at(String name) {
        try {
            Path path = Path.of(name);
            Path folder = path.toAbsolutePath().getParent();
            if (!Files.isDirectory(path) && folder != null && Files.isWritable(folder)) {
                return new HtmlFile(path);
            }
        } catch (InvalidPathException e) {
            // Reported below.
        }
        throw new UsageException("The HTML report cannot be written to " + name + ". Check its path and permissions.");
    }

    void write(DoctorReport report) {
        try {
            Files.writeString(path, new DoctorPage(report).html(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UsageException("The HTML report cannot be written to " + path + " ("
                    + e.getClass().getSimpleName() + "). Check its path and permissions.");
        }
    }
}
