package io.callout4j.internal.pki;

import io.callout4j.error.CalloutConfigurationException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A file with CRLs in PEM or DER, read again when it changes. Thread-safe. */
public final class CrlFile {

    /** Parsing a CRL of this size takes a few seconds and some 400 MB. */
    public static final int MAX_BYTES = 32 << 20;

    /** What distinguishes one version of a file from another, without reading it: a replaced file has another key (inode). */
    private record Version(
            FileTime time, long size, @Nullable Object key) {}

    private record Contents(
            @Nullable Version version,
            List<X509CRL> lists,
            @Nullable String problem) {}

    private final Path path;
    private final Function<Path, List<X509CRL>> reader;
    private volatile Contents known = new Contents(null, List.of(), null);

    public CrlFile(Path path) {
        this(path, CrlFile::read);
    }

    /** For tests: a file that is read in another way. */
    public CrlFile(Path path, Function<Path, List<X509CRL>> reader) {
        this.path = path;
        this.reader = reader;
    }

    /**
     * A value that changes when the file changes; it stays the same while the file cannot be found. Cheap enough for every callout.
     *
     * @return equal to earlier ones if the file has not changed
     */
    public @Nullable Object version() {
        Version now = currentVersion();
        return now == null ? known.version() : now;
    }

    private @Nullable Version currentVersion() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return new Version(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        } catch (IOException e) {
            return null;
        }
    }

    /** Whether {@link #update()} has to read the file. */
    public boolean isOutdated() {
        Version now = currentVersion();
        return now != null && !now.equals(known.version());
    }

    /** Reads the file if it has changed. A file that cannot be read is not read again before it changes. May take seconds. */
    public void update() {
        Contents before = known;
        Version now = currentVersion();
        if (now == null || now.equals(before.version())) {
            return;
        }
        try {
            known = new Contents(now, reader.apply(path), null);
        } catch (CalloutConfigurationException e) {
            known = new Contents(now, before.lists(), e.getMessage());
        }
    }

    /**
     * The CRLs that were last read from the file.
     *
     * @param reasons why the file's current content is not available; this method adds to it
     */
    public List<X509CRL> lists(List<String> reasons) {
        Contents now = known;
        if (now.problem() != null) {
            reasons.add(now.problem());
        } else if (currentVersion() == null) {
            reasons.add("The CRL file " + path.toAbsolutePath() + " cannot be found");
        }
        return now.lists();
    }

    /**
     * Reads a file.
     *
     * @throws CalloutConfigurationException if it cannot be read or contains no CRL
     */
    public static List<X509CRL> read(Path path) {
        if (Files.isDirectory(path)) {
            throw refused(path, "it is a folder", null);
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            // Reading a pipe or a device may never end.
            throw refused(path, "it is not a regular file", null);
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] content = in.readNBytes(MAX_BYTES + 1);
            if (content.length > MAX_BYTES) {
                throw refused(path, "it is larger than " + MAX_BYTES + " bytes", null);
            }
            List<X509CRL> lists = parse(content);
            if (lists.isEmpty()) {
                throw refused(path, "it contains no CRL", null);
            }
            return lists;
        } catch (NoSuchFileException e) {
            throw refused(path, "it does not exist", e);
        } catch (IOException e) {
            throw refused(path, "it cannot be read (" + e.getClass().getSimpleName() + ")", e);
        } catch (CRLException e) {
            throw refused(path, "a CRL in it cannot be parsed", e);
        }
    }

    /** The only CRL in a download. */
    public static X509CRL one(byte[] content) throws CRLException {
        List<X509CRL> lists = parse(content);
        if (lists.size() != 1) {
            throw new CRLException("the response does not contain exactly one CRL");
        }
        return lists.get(0);
    }

    static List<X509CRL> parse(byte[] content) throws CRLException {
        try {
            return CertificateFactory.getInstance("X.509").generateCRLs(new ByteArrayInputStream(content)).stream()
                    .map(X509CRL.class::cast)
                    .toList();
        } catch (CertificateException e) {
            throw new CRLException(e);
        }
    }

    private static CalloutConfigurationException refused(Path path, String why, @Nullable Exception cause) {
        return new CalloutConfigurationException(
                "The CRL file " + path.toAbsolutePath() + " cannot be used: " + why + ". Use a file that contains"
                        + " CRLs in PEM or DER.",
                cause);
    }
}
