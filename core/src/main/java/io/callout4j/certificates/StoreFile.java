package io.callout4j.certificates;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.error.ClientCertificateException;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.identity.IdentitySource;
import io.callout4j.internal.files.PrivateFile;
import io.callout4j.internal.keystore.KeyStoreFile;
import io.callout4j.internal.keystore.KeyStoreListing;
import io.callout4j.internal.keystore.StoredKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1String;
import org.jspecify.annotations.Nullable;

/**
 * Reads a store's file, and changes it so that it is never incomplete. A change holds the lock, reads the file, writes a temporary file,
 * opens that to verify it, and only then renames it.
 */
record StoreFile(Path path, char @Nullable [] password) {

    private static final int MAX_BYTES = KeyStoreFile.Limits.DEFAULT.maxBytes();

    List<StoredCertificate> read() {
        byte[] content = content();
        if (content == null) {
            throw new CalloutConfigurationException("The key store " + path.toAbsolutePath()
                    + " does not exist. Check the path. To create the key store, create or import a certificate.");
        }
        return open(content);
    }

    /** Changes the entries, and returns the new content of the file. */
    List<StoredCertificate> change(UnaryOperator<List<StoreEntry>> change) {
        char[] secret = password;
        if (secret == null || secret.length == 0) {
            throw new CalloutConfigurationException("The key store " + path.toAbsolutePath()
                    + " requires a password, because private keys are not stored without one.");
        }
        Path target = target();
        try {
            return StoreLock.holding(target, () -> changed(target, change, secret));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private List<StoredCertificate> changed(Path target, UnaryOperator<List<StoreEntry>> change, char[] secret)
            throws IOException {
        PrivateFile.removeLeftovers(target);
        byte[] before = content();
        List<StoreEntry> entries = before == null ? List.of() : changeable(before);
        byte[] after =
                Pkcs12Writer.write(change.apply(new ArrayList<>(entries)), secret, Pkcs12Writer.Strength.CURRENT);
        List<StoredCertificate> written = verified(after);
        if (!Arrays.equals(before, content())) {
            throw new CalloutConfigurationException(
                    "Another program changed " + target + " at the same time. Nothing was written. Try again.");
        }
        new PrivateFile(target).replace(after);
        return written;
    }

    private Path target() {
        try {
            return Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private byte @Nullable [] content() {
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(2 * MAX_BYTES + 1);
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private CalloutConfigurationException unreadable(IOException e) {
        return new CalloutConfigurationException(
                "The key store " + path.toAbsolutePath() + " cannot be read ("
                        + e.getClass().getSimpleName() + "). Check the path and its permissions for this account.",
                e);
    }

    private List<StoredCertificate> open(byte[] content) {
        return listing(content).keys().stream().map(StoreFile::stored).toList();
    }

    private KeyStoreListing listing(byte[] content) {
        KeyStoreFile.Part part = new KeyStoreFile.Part(path.toAbsolutePath().toString(), content);
        KeyStoreListing listing = new KeyStoreFile(List.of(part), password, null, KeyStoreFile.Limits.DEFAULT).list();
        if (listing.format() != StoredKey.Format.PKCS12) {
            throw new CalloutConfigurationException(
                    path.toAbsolutePath() + " is not a PKCS#12 key store but " + listing.format()
                            + ". Use a new file, and import its entries one by one (callout certificate import).");
        }
        return listing;
    }

    /** Rejects a file with content that would be lost if the file were written again. */
    private List<StoreEntry> changeable(byte[] content) {
        KeyStoreListing listing = listing(content);
        if (!listing.others().isEmpty()) {
            throw new CalloutConfigurationException(
                    path.toAbsolutePath() + " contains more than private keys and their certificates: "
                            + String.join(", ", listing.others())
                            + ". It was not changed, because these would be lost. Store client certificates in a"
                            + " separate file.");
        }
        return listing.keys().stream().map(each -> stored(each).entry()).toList();
    }

    private List<StoredCertificate> verified(byte[] content) {
        try {
            return open(content);
        } catch (ClientCertificateException e) {
            throw new CalloutConfigurationException(
                    "The new content of " + path.toAbsolutePath() + " could not be opened again, so nothing was"
                            + " written: " + e.getMessage(),
                    e);
        }
    }

    private static StoredCertificate stored(StoredKey key) {
        StoreEntry entry = new StoreEntry(
                key.alias(),
                label(key),
                !key.attributes().containsKey(Pkcs12Writer.NOT_EXPORTABLE),
                key.attributes().containsKey(Pkcs12Writer.AWAITING_SIGNATURE),
                key.privateKey(),
                key.chainWithRoot());
        return new StoredCertificate(entry, identity(key));
    }

    private static ClientIdentity identity(StoredKey key) {
        StoredKey.Origin origin = key.origin();
        return ClientIdentity.of(key.privateKey(), key.chainWithRoot())
                .withSource(new IdentitySource(
                        IdentitySource.Type.PKCS12,
                        origin.entryName(),
                        origin.entryNames(),
                        origin.legacyAlgorithms(),
                        origin.unrelatedCertificates()));
    }

    private static String label(StoredKey key) {
        byte[] der = key.attributes().get(Pkcs12Writer.LABEL);
        try {
            return der != null && ASN1Primitive.fromByteArray(der) instanceof ASN1String text
                    ? text.getString()
                    : key.alias();
        } catch (IOException e) {
            // The file contains another attribute with the same OID.
            return key.alias();
        }
    }

    /** Returns the path, never the password. */
    @Override
    public String toString() {
        return path.toString();
    }
}
