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
 * A store's file: how it is read, and how it is changed so that nobody ever finds half of it. A change holds the lock, reads, writes
 * anew beside the old, opens what it wrote to see that it can be opened, and only then lets it take the name.
 */
record StoreFile(Path path, char @Nullable [] password) {

    private static final int LARGEST = KeyStoreFile.Limits.DEFAULT.maxBytes();

    List<StoredCertificate> read() {
        byte[] content = content();
        if (content == null) {
            throw new CalloutConfigurationException("The key store " + path.toAbsolutePath()
                    + " does not exist. Check the path; creating or importing a first certificate makes it.");
        }
        return open(content);
    }

    /** Changes what is in it; the result is what lies in the file now. */
    List<StoredCertificate> change(UnaryOperator<List<KeptEntry>> change) {
        char[] secret = password;
        if (secret == null || secret.length == 0) {
            throw new CalloutConfigurationException("The key store " + path.toAbsolutePath()
                    + " needs a password: private keys are not kept without one.");
        }
        Path target = target();
        try {
            return StoreLock.holding(target, () -> changed(target, change, secret));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private List<StoredCertificate> changed(Path target, UnaryOperator<List<KeptEntry>> change, char[] secret)
            throws IOException {
        PrivateFile.removeLeftovers(target);
        byte[] before = content();
        List<KeptEntry> entries = before == null ? List.of() : changeable(before);
        byte[] after =
                Pkcs12Writer.write(change.apply(new ArrayList<>(entries)), secret, Pkcs12Writer.Strength.CURRENT);
        List<StoredCertificate> written = verified(after);
        if (!Arrays.equals(before, content())) {
            throw new CalloutConfigurationException(
                    "Another program has changed " + target + " at this very moment. Nothing was written. Try again.");
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
            return in.readNBytes(2 * LARGEST + 1);
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
                            + ". Name a new file, and take its entries in one by one (callout certificate import).");
        }
        return listing;
    }

    /** What would be lost by writing it anew is left to whoever put it there. */
    private List<KeptEntry> changeable(byte[] content) {
        KeyStoreListing listing = listing(content);
        if (!listing.others().isEmpty()) {
            throw new CalloutConfigurationException(
                    path.toAbsolutePath() + " holds more than private keys and their certificates: "
                            + String.join(", ", listing.others())
                            + ". It is not changed, since that would be lost. Keep client certificates in a file of their own.");
        }
        return listing.keys().stream().map(each -> stored(each).kept()).toList();
    }

    private List<StoredCertificate> verified(byte[] content) {
        try {
            return open(content);
        } catch (ClientCertificateException e) {
            throw new CalloutConfigurationException(
                    "What would be written to " + path.toAbsolutePath()
                            + " could not be opened again, so nothing was written: " + e.getMessage(),
                    e);
        }
    }

    private static StoredCertificate stored(StoredKey key) {
        KeptEntry kept = new KeptEntry(
                key.alias(),
                label(key),
                !key.attributes().containsKey(Pkcs12Writer.NOT_EXPORTABLE),
                key.attributes().containsKey(Pkcs12Writer.AWAITING_SIGNATURE),
                key.privateKey(),
                key.chainWithRoot());
        return new StoredCertificate(kept, identity(key));
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
            // Somebody else's attribute under the same number.
            return key.alias();
        }
    }

    /** Names the place, never the password. */
    @Override
    public String toString() {
        return path.toString();
    }
}
