package io.callout4j.cli.input;

import io.callout4j.cli.console.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A file that is named on the command line and read. */
public final class InputFile {

    private static final int MAX_BYTES = 1 << 20;

    private InputFile() {}

    /**
     * Checks that a file can be read, before anything else is done or asked for.
     *
     * @param kind what kind of file it is, for the message
     * @param name the name of the file
     * @return its path
     * @throws UsageException if it cannot be read
     */
    public static Path readable(String kind, String name) {
        try {
            Path path = Path.of(name);
            if (Files.isReadable(path) && !Files.isDirectory(path)) {
                return path;
            }
        } catch (InvalidPathException e) {
            // Reported below.
        }
        throw new UsageException("The " + kind + " " + name + " cannot be read. Check its path and permissions.");
    }

    /**
     * Reads a file up to a limit that no file read this way exceeds.
     *
     * @param name the name of the file
     * @return its content
     * @throws UsageException if it cannot be read
     */
    public static byte[] content(String name) {
        try (InputStream in = Files.newInputStream(readable("file", name))) {
            return in.readNBytes(MAX_BYTES);
        } catch (IOException e) {
            throw new UsageException("The file " + name + " cannot be read ("
                    + e.getClass().getSimpleName() + "). Check its path and permissions.");
        }
    }
}
