package io.callout4j.cli.input;

import io.callout4j.cli.console.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A file that is named on the command line to be read. */
public final class InputFile {

    private static final int LARGEST = 1 << 20;

    private InputFile() {}

    /**
     * Refuses a file that cannot be read, before anything else is done or asked for.
     *
     * @param what what kind of file it is, for the message
     * @param name its name
     * @throws UsageException where it cannot be read
     */
    public static Path readable(String what, String name) {
        try {
            Path path = Path.of(name);
            if (Files.isReadable(path) && !Files.isDirectory(path)) {
                return path;
            }
        } catch (InvalidPathException e) {
            // Said below.
        }
        throw new UsageException("The " + what + " " + name + " cannot be read. Check its path and its permissions.");
    }

    /** Its content, cut off where it is larger than anything that is read here. */
    public static byte[] content(String name) {
        try (InputStream in = Files.newInputStream(readable("file", name))) {
            return in.readNBytes(LARGEST);
        } catch (IOException e) {
            throw new UsageException("The file " + name + " cannot be read ("
                    + e.getClass().getSimpleName() + "). Check its path and its permissions.");
        }
    }
}
