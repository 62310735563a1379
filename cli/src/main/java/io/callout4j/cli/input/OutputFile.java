package io.callout4j.cli.input;

import io.callout4j.CalloutConfigurationException;
import io.callout4j.certificates.PrivateFile;
import io.callout4j.cli.console.UsageException;
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
 * A file that a command writes; nothing that is there is replaced unless that was said.
 *
 * @param name as it was given; {@code -} is standard output
 * @param overwrite whether a file that is there is replaced
 */
public record OutputFile(String name, boolean overwrite) {

    public boolean isStandardOutput() {
        return name.equals("-");
    }

    /**
     * For what is not printed.
     *
     * @throws UsageException where standard output is named
     */
    public OutputFile onDisk() {
        if (isStandardOutput()) {
            throw new UsageException("What is written here goes into a file: - names none.");
        }
        return this;
    }

    public Path path() {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new UsageException("\"" + name + "\" cannot be the name of a file here.");
        }
    }

    /**
     * Refuses, before anything else is done, what could not be written afterwards.
     *
     * @throws CalloutConfigurationException where the file is there and is not to be replaced
     * @throws UsageException where it cannot be written
     */
    public OutputFile check() {
        if (isStandardOutput()) {
            return this;
        }
        if (!overwrite && Files.exists(path(), LinkOption.NOFOLLOW_LINKS)) {
            throw new CalloutConfigurationException("The file " + name
                    + " exists already and is not replaced. Name another file with --out, or say --overwrite.");
        }
        Path folder = path().toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder) || Files.isDirectory(path())) {
            throw new UsageException("The file " + name + " cannot be written. Check the path and its permissions.");
        }
        return this;
    }

    /** What everybody may read. */
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
                    + e.getClass().getSimpleName() + "). Check the path and its permissions.");
        }
    }

    /** What holds a key. */
    public void writeSecret(byte[] content) {
        PrivateFile file = new PrivateFile(path());
        if (overwrite) {
            file.replace(content);
        } else {
            file.create(content);
        }
    }

    public static void print(byte[] content, PrintStream out) {
        out.write(content, 0, content.length);
        out.flush();
    }
}
