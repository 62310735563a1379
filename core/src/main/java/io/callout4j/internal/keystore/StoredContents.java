package io.callout4j.internal.keystore;

import io.callout4j.error.ClientCertificateException.Reason;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.jspecify.annotations.Nullable;

/** The contents of a file, before anything is selected from them. Filled by one of the readers; for a single thread. */
final class StoredContents {

    /**
     * A private key, not yet decrypted.
     *
     * @param name its alias, or null
     * @param localKeyId the link to its certificate in PKCS#12, in hex, or null
     * @param chain the certificates of its entry, if the format keeps them together
     * @param opener decrypts it; throws an exception if no password is right
     * @param attributes its other PKCS#12 attributes: OIDs, and the DER of their first values
     */
    record Key(
            @Nullable String name,
            @Nullable String localKeyId,
            List<X509Certificate> chain,
            Supplier<PrivateKeyInfo> opener,
            Map<String, byte[]> attributes) {

        Key(
                @Nullable String name,
                @Nullable String localKeyId,
                List<X509Certificate> chain,
                Supplier<PrivateKeyInfo> opener) {
            this(name, localKeyId, chain, opener, Map.of());
        }
    }

    /**
     * A certificate that is not part of a key's entry.
     *
     * @param certificate the certificate
     * @param name its own alias, or null
     * @param localKeyId the link to its key in PKCS#12, in hex, or null
     */
    record Loose(
            X509Certificate certificate,
            @Nullable String name,
            @Nullable String localKeyId) {}

    /** No real file has more. Each key is decrypted and compared with certificates, so a limit on bytes is not enough. */
    static final int MOST_KEYS = 1_000;

    /** No real file has more, not even one with all the roots of the world. */
    static final int MOST_CERTIFICATES = 10_000;

    private final StoredKey.Format format;
    private final List<Key> keys = new ArrayList<>();
    private final List<Loose> loose = new ArrayList<>();
    private Parsing.@Nullable UnreadableCertificate unreadable;
    private @Nullable String other;
    private final Set<String> secretKeys = new HashSet<>();
    /** What is looked up for each key; computed when the contents are complete. */
    private @Nullable Map<String, List<Loose>> byLocalKeyId;

    private @Nullable List<String> names;
    private @Nullable List<X509Certificate> certificates;

    StoredContents(StoredKey.Format format) {
        this.format = format;
    }

    StoredKey.Format format() {
        return format;
    }

    void add(Key key) {
        keys.add(key);
        changed();
    }

    void add(Loose certificate) {
        loose.add(certificate);
        changed();
    }

    private void changed() {
        byLocalKeyId = null;
        names = null;
        certificates = null;
    }

    /**
     * Checks the number of entries before any key is decrypted.
     *
     * @throws io.callout4j.error.ClientCertificateException if there are more than in any real file
     */
    void checkSize(KeyStoreFileContext context) {
        long certificates = loose.size();
        for (Key key : keys) {
            certificates += key.chain().size();
        }
        if (keys.size() > MOST_KEYS || certificates > MOST_CERTIFICATES) {
            throw context.refuse(
                    Reason.TOO_LARGE,
                    context.origin() + " has " + keys.size() + " private keys and " + certificates
                            + " certificates; the limits are " + MOST_KEYS + " and " + MOST_CERTIFICATES
                            + ". Export only the entries that are needed.");
        }
    }

    /**
     * Records a certificate that the JDK cannot read, which matters only if it is the one that is needed.
     *
     * @param der its bytes
     * @param thrown why
     */
    void addUnreadable(byte[] der, CertificateException thrown) {
        if (unreadable == null) {
            unreadable = Parsing.UnreadableCertificate.of(der, thrown);
        }
    }

    /** Records a secret key, which may be mistaken for the private key if it is selected by its name. */
    void addSecretKey(@Nullable String name) {
        addOther("a secret key");
        if (name != null && secretKeys.size() < MOST_KEYS) {
            secretKeys.add(name.toLowerCase(Locale.ROOT));
        }
    }

    boolean hasSecretKeyNamed(String alias) {
        return secretKeys.contains(alias.toLowerCase(Locale.ROOT));
    }

    /** Records other content, for the message if neither a key nor a certificate is found. */
    void addOther(String what) {
        other = other == null ? what : other;
    }

    /** Adds the contents of a second file. */
    void addAll(StoredContents second) {
        keys.addAll(second.keys);
        loose.addAll(second.loose);
        changed();
        secretKeys.addAll(second.secretKeys);
        unreadable = unreadable == null ? second.unreadable : unreadable;
        other = other == null ? second.other : other;
    }

    List<Key> keys() {
        return keys;
    }

    List<Loose> loose() {
        return loose;
    }

    Parsing.@Nullable UnreadableCertificate unreadable() {
        return unreadable;
    }

    @Nullable
    String other() {
        return other;
    }

    /** Which entries claim a certificate, by the number of the key. One that another entry claims is not reported as unrelated. */
    Map<X509Certificate, Set<Integer>> claims() {
        Map<X509Certificate, Set<Integer>> claims = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            for (X509Certificate certificate : keys.get(i).chain()) {
                claims.computeIfAbsent(certificate, first -> new HashSet<>()).add(i);
            }
            for (Loose certificate : linkedTo(keys.get(i))) {
                claims.computeIfAbsent(certificate.certificate(), first -> new HashSet<>())
                        .add(i);
            }
        }
        return claims;
    }

    /** The certificates that the file links to a key. */
    List<Loose> linkedTo(Key key) {
        if (key.localKeyId() == null) {
            return List.of();
        }
        Map<String, List<Loose>> index = byLocalKeyId;
        if (index == null) {
            index = new HashMap<>();
            for (Loose certificate : loose) {
                if (certificate.localKeyId() != null) {
                    index.computeIfAbsent(certificate.localKeyId(), id -> new ArrayList<>())
                            .add(certificate);
                }
            }
            byLocalKeyId = index;
        }
        return index.getOrDefault(key.localKeyId(), List.of());
    }

    /** All certificates, each once. */
    List<X509Certificate> certificates() {
        if (certificates == null) {
            Set<X509Certificate> all = new LinkedHashSet<>();
            keys.forEach(key -> all.addAll(key.chain()));
            loose.forEach(certificate -> all.add(certificate.certificate()));
            certificates = List.copyOf(all);
        }
        return certificates;
    }

    boolean hasCertificates() {
        return !loose.isEmpty() || keys.stream().anyMatch(key -> !key.chain().isEmpty());
    }

    /** The names of the keys: a key's own name, else its certificate's, else its number among the unnamed keys. */
    List<String> names() {
        if (names == null) {
            List<String> found = new ArrayList<>();
            int unnamed = 0;
            for (Key key : keys) {
                String name = key.name() != null ? key.name() : nameOfCertificate(key);
                found.add(name != null ? name : Integer.toString(++unnamed));
            }
            names = List.copyOf(found);
        }
        return names;
    }

    /** The keys with this alias: an exact match, else one that ignores case, as in the JDK's JKS. */
    List<Key> keysNamed(String alias) {
        List<String> names = names();
        List<Key> exact = new ArrayList<>();
        List<Key> loosely = new ArrayList<>();
        String folded = alias.toLowerCase(Locale.ROOT);
        for (int i = 0; i < keys.size(); i++) {
            String second = nameOfCertificate(keys.get(i));
            if (names.get(i).equals(alias) || alias.equals(second)) {
                exact.add(keys.get(i));
            } else if (names.get(i).toLowerCase(Locale.ROOT).equals(folded)
                    || (second != null && second.toLowerCase(Locale.ROOT).equals(folded))) {
                loosely.add(keys.get(i));
            }
        }
        return exact.isEmpty() ? loosely : exact;
    }

    boolean hasCertificateNamed(String alias) {
        return loose.stream()
                .anyMatch(certificate ->
                        certificate.name() != null && certificate.name().equalsIgnoreCase(alias));
    }

    private @Nullable String nameOfCertificate(Key key) {
        return linkedTo(key).stream()
                .map(Loose::name)
                .filter(name -> name != null)
                .findFirst()
                .orElse(null);
    }
}
