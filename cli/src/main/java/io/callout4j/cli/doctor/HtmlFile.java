package io.callout4j.cli.doctor;

import io.callout4j.cli.console.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Where the doctor's page goes. A file that is there is replaced: it was named on the command line for this. */
record HtmlFile(Path path) {

    /** Refuses a place that cannot be written to before anything is examined. */
    static HtmlFile at(String name) {
        try {
            Path path = Path.of(name);
            Path folder = path.toAbsolutePath().getParent();
            if (!Files.isDirectory(path) && folder != null && Files.isWritable(folder)) {
                return new HtmlFile(path);
            }
        } catch (InvalidPathException e) {
            // Said below.
        }
        throw new UsageException("The page cannot be written to " + name + ". Check the path and its permissions.");
    }

    void write(DoctorAnswer answer) {
        try {
            Files.writeString(path, new DoctorPage(answer).html(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UsageException("The page cannot be written to " + path + " ("
                    + e.getClass().getSimpleName() + "). Check the path and its permissions.");
        }
    }
}
