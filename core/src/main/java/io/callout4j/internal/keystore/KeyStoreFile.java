package io.callout4j.internal.keystore;

import io.callout4j.error.ClientCertificateException;
import io.callout4j.internal.libraries.BouncyCastle;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1Sequence;
import org.jspecify.annotations.Nullable;

/**
 * The content of a key store, and its passwords. Usually one file; a certificate and its key may be in two.
 *
 * <p>Contains passwords; {@code toString} returns only the origin.
 */
public final class KeyStoreFile {

    /**
     * One file.
     *
     * @param origin a path, or the name of the field that the bytes came from
     * @param content its bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // read once and never changed; a copy would only be another key in memory
    public record Part(String origin, byte[] content) {}

    private final List<Part> parts;
    private final char @Nullable [] password;
    private final char @Nullable [] keyPassword;
    private final Limits limits;

    /** The passwords are copied when a file is opened, and the copies are wiped afterwards. */
    public KeyStoreFile(List<Part> parts, char @Nullable [] password, char @Nullable [] keyPassword, Limits limits) {
        this.parts = List.copyOf(parts);
        this.password = password;
        this.keyPassword = keyPassword;
        this.limits = limits;
    }

    /**
     * Opens a text that must be base64 or PEM.
     *
     * @param origin the name of the field that the text came from
     * @throws io.callout4j.error.ClientCertificateException if it cannot be opened; the reason says why
     */
    public static StoredKey openText(String text, String origin, char @Nullable [] password, Limits limits) {
        return BouncyCastle.using(() -> {
            try (KeyStoreFileContext context = new KeyStoreFileContext(origin, limits, password, null, null)) {
                return new KeySelection(new KeyStoreReader(context).readText(text), null, context).choose();
            }
        });
    }

    /**
     * Opens one private key.
     *
     * @param alias the entry, or null if there is only one
     * @param fallbackKeyPassword tried on the key if neither its own password nor the store's decrypts it
     * @throws io.callout4j.error.ClientCertificateException if it cannot be opened; the reason says why
     */
    public StoredKey open(@Nullable String alias, char @Nullable [] fallbackKeyPassword) {
        return using(fallbackKeyPassword, context -> new KeySelection(read(context), alias, context).choose());
    }

    /** Opens everything in it. */
    public KeyStoreListing list() {
        return using(null, context -> KeyStoreListing.of(read(context), context));
    }

    /** All certificates in it, each once, without opening a private key. */
    public List<X509Certificate> certificates() {
        return using(null, context -> {
            StoredContents stored = read(context);
            if (stored.unreadable() != null) {
                throw new KeySelection(stored, null, context).unreadable(stored.unreadable());
            }
            return stored.certificates();
        });
    }

    /** The names of all entries with a private key, in the order of the file. */
    public List<String> names() {
        return using(null, context -> read(context).names());
    }

    /**
     * Checks how much key derivation a file asks for, before the JDK reads it, which limits each derivation but not their sum.
     *
     * @param origin where the content came from, for the message
     * @throws io.callout4j.error.ClientCertificateException if it is more than the default limit
     */
    public static void checkWork(byte[] content, String origin) {
        try (KeyStoreFileContext context = new KeyStoreFileContext(origin, Limits.DEFAULT, null, null, null)) {
            ASN1Sequence sequence = Parsing.decryptedSequence(content);
            if (sequence != null && FileKind.of(sequence) == FileKind.PKCS12) {
                Pkcs12Reader.charge(sequence, context);
            }
        } catch (ClientCertificateException e) {
            if (e.reason() == ClientCertificateException.Reason.TOO_MANY_ITERATIONS) {
                throw e;
            }
            // The JDK decides about the rest.
        } catch (IOException | RuntimeException | LinkageError e) {
            // The same.
        }
    }

    private <T> T using(char @Nullable [] fallbackKeyPassword, Function<KeyStoreFileContext, T> work) {
        return BouncyCastle.using(() -> {
            try (KeyStoreFileContext context =
                    new KeyStoreFileContext(origin(), limits, password, keyPassword, fallbackKeyPassword)) {
                return work.apply(context);
            }
        });
    }

    private StoredContents read(KeyStoreFileContext context) {
        StoredContents all = null;
        for (Part part : parts) {
            context.moveTo(part.origin());
            StoredContents stored = new KeyStoreReader(context).readFile(part.content());
            if (all == null) {
                all = stored;
            } else {
                all.addAll(stored);
            }
        }
        context.moveTo(origin());
        return Objects.requireNonNull(all, "a key store has at least one part");
    }

    private String origin() {
        return parts.stream().map(Part::origin).distinct().collect(Collectors.joining(" and "));
    }

    @Override
    public String toString() {
        return origin();
    }

    /**
     * The limits on a file.
     *
     * @param maxBytes the largest file in bytes, after base64 decoding
     * @param maxIterations the most iterations of key derivation in one file
     */
    public record Limits(int maxBytes, long maxIterations) {

        /** 1 MiB and 5,000,000 iterations: more than ten times what any known tool writes. */
        public static final Limits DEFAULT = new Limits(1 << 20, 5_000_000);
    }
}
