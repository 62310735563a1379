package io.callout4j.cli.input;

import io.callout4j.cli.console.UsageException;
import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.internal.files.PrivateFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that a command writes. Existing files are replaced only on request.
 *
 * @param name the name as given; {@code -} is standard output
 * @param overwrite whether an existing file is replaced
 */
public record OutputFile(String name, boolean overwrite) {

    /**
     * {@return whether this is standard output}
     */
    public boolean isStandardOutput() {
        return name.equals("-");
    }

    /**
     * Rejects standard output.
     *
     * @return this
     * @throws UsageException if this is standard output
     */
    public OutputFile requireFile() {
        if (isStandardOutput()) {
            throw new UsageException("This command writes to a file, not to standard output: - is not allowed here.");
        }
        return this;
    }

    /**
     * {@return the path}
     *
     * @throws UsageException if the name is not a valid path
     */
    public Path path() {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new UsageException("\"" + name + "\" is not a valid file name on this system.");
        }
    }

    /**
     * Checks that the file can be written, before anything else is done.
     *
     * @return this
     * @throws CalloutConfigurationException if the file exists and must not be replaced
     * @throws UsageException if it cannot be written
     */
    public OutputFile check() {
        if (isStandardOutput()) {
            return this;
        }
        if (!overwrite && Files.exists(path(), LinkOption.NOFOLLOW_LINKS)) {
            throw new CalloutConfigurationException(
                    "The file " + name + " already exists. Name another file with --out, or add --overwrite.");
        }
        Path folder = path().toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder) || Files.isDirectory(path())) {
            throw new UsageException("The file " + name + " cannot be written. Check its path and permissions.");
        }
        return this;
    }

    /**
     * Writes content that anyone may read.
     *
     * @param text the content, in ASCII
     */
    public void writePublic(String text) {
        OpenOption[] options = overwrite
                ? new OpenOption[] {
                    StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE
                }
                : new OpenOption[] {StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE};
        try {
            Files.write(path(), text.getBytes(StandardCharsets.US_ASCII), options);
        } catch (IOException e) {
            throw new UsageException("The file " + name + " cannot be written ("
                    + e.getClass().getSimpleName() + "). Check its path and permissions.");
        }
    }

    /**
     * Writes content that holds a private key; only the owner can read the file.
     *
     * @param content the content
     */
    public void writeSecret(byte[] content) {
        PrivateFile file = new PrivateFile(path());
        if (overwrite) {
            file.replace(content);
        } else {
            file.create(content);
        }
    }

    /**
     * Prints content as it is.
     *
     * @param content the content
     * @param out where to print it
     */
    public static void print(byte[] content, PrintStream out) {
        out.write(content, 0, content.length);
        out.flush();
    }
}
