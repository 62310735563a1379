package io.callout4j.internal.pki;

import io.callout4j.error.CalloutConfigurationException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file with CRLs in PEM or DER, read again when it changes. Thread-safe. */
public final class CrlFile {

    public static final int MAX_BYTES = 32 << 20;

    private record Contents(FileTime time, long size, List<X509CRL> lists) {}

    private final Path path;
    private volatile @Nullable Contents known;

    public CrlFile(Path path) {
        this.path = path;
    }

    /** The CRLs in the file, or those that were last read if the file is no longer readable. */
    public List<X509CRL> lists(List<String> reasons) {
        Contents before = known;
        try {
            FileTime time = Files.getLastModifiedTime(path);
            long size = Files.size(path);
            if (before != null && before.time().equals(time) && before.size() == size) {
                return before.lists();
            }
            Contents now = new Contents(time, size, read(path));
            known = now;
            return now.lists();
        } catch (IOException | CalloutConfigurationException e) {
            reasons.add(String.valueOf(e.getMessage()));
            return before == null ? List.of() : before.lists();
        }
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
