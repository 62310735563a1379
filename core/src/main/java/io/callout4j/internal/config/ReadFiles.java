package io.callout4j.internal.config;

import io.callout4j.internal.text.Fingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The files that a configuration was read from, with digests of their content to detect changes. Used by one thread at a time. */
final class ReadFiles {

    private static final String ABSENT = "absent";
    private static final int MAX_BYTES = 16 << 20;

    private final Map<Path, String> digests = new LinkedHashMap<>();

    /**
     * Reads a file and records its digest.
     *
     * @throws FileTooLargeException if it is larger than any file that a configuration needs
     */
    byte[] read(Path file) throws IOException {
        digests.put(file, ABSENT);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(MAX_BYTES + 1);
            if (content.length > MAX_BYTES) {
                throw new FileTooLargeException(file + " is larger than " + MAX_BYTES + " bytes");
            }
            digests.put(file, digest(content));
            return content;
        }
    }

    /** A file is too large to be read. */
    static final class FileTooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        FileTooLargeException(String message) {
            super(message);
        }
    }

    /** Records a file that is read elsewhere. */
    void note(Path file) {
        digests.put(file, now(file));
    }

    /** Whether no file has changed since it was recorded. */
    boolean areUnchanged() {
        return digests.entrySet().stream().allMatch(entry -> now(entry.getKey()).equals(entry.getValue()));
    }

    private static String now(Path file) {
        if (Files.isDirectory(file)) {
            return names(file);
        }
        try (InputStream in = Files.newInputStream(file)) {
            return digest(in.readNBytes(MAX_BYTES));
        } catch (IOException e) {
            return ABSENT;
        }
    }

    /** The files in a folder and its subfolders, with size and time: enough to detect a change. */
    private static String names(Path folder) {
        try (Stream<Path> found = Files.walk(folder, 2, FileVisitOption.FOLLOW_LINKS)) {
            StringBuilder names = new StringBuilder();
            for (Path file : found.sorted().toList()) {
                names.append(file)
                        .append(' ')
                        .append(Files.size(file))
                        .append(' ')
                        .append(Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS))
                        .append('\n');
            }
            return digest(names.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException | UncheckedIOException e) {
            return ABSENT;
        }
    }

    private static String digest(byte[] content) {
        return Fingerprint.of(content);
    }
}
