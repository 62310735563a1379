package io.callout4j.internal.keystore;

import io.callout4j.error.ClientCertificateException.Reason;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
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

    private final StoredKey.Format format;
    private final List<Key> keys = new ArrayList<>();
    private final List<Loose> loose = new ArrayList<>();
    private @Nullable Reason unreadable;
    private @Nullable String other;

    StoredContents(StoredKey.Format format) {
        this.format = format;
    }

    StoredKey.Format format() {
        return format;
    }

    void add(Key key) {
        keys.add(key);
    }

    void add(Loose certificate) {
        loose.add(certificate);
    }

    /**
     * Records a certificate that the JDK cannot read, which matters only if it is the one that is needed.
     *
     * @param der its bytes
     */
    void addUnreadable(byte[] der) {
        if (unreadable == null) {
            unreadable = Parsing.isCertificate(der) ? Reason.UNSUPPORTED : Reason.DAMAGED;
        }
    }

    /** Records other content, for the message if neither a key nor a certificate is found. */
    void addOther(String what) {
        other = other == null ? what : other;
    }

    /** Adds the contents of a second file. */
    void addAll(StoredContents second) {
        keys.addAll(second.keys);
        loose.addAll(second.loose);
        unreadable = unreadable == null ? second.unreadable : unreadable;
        other = other == null ? second.other : other;
    }

    List<Key> keys() {
        return keys;
    }

    List<Loose> loose() {
        return loose;
    }

    @Nullable
    Reason unreadable() {
        return unreadable;
    }

    @Nullable
    String other() {
        return other;
    }

    /** All certificates, those of the key's own entry first. */
    List<X509Certificate> certificatesFor(Key key) {
        List<X509Certificate> all = new ArrayList<>(key.chain());
        loose.forEach(certificate -> all.add(certificate.certificate()));
        keys.stream().filter(other -> !other.equals(key)).forEach(other -> all.addAll(other.chain()));
        return all;
    }

    /** The certificates of the other entries, which are not reported as unrelated. */
    Set<X509Certificate> certificatesOfOthers(Key key) {
        Set<X509Certificate> theirs = new HashSet<>();
        for (Key other : keys) {
            if (!other.equals(key)) {
                theirs.addAll(other.chain());
                loose.stream()
                        .filter(certificate ->
                                other.localKeyId() != null && other.localKeyId().equals(certificate.localKeyId()))
                        .forEach(certificate -> theirs.add(certificate.certificate()));
            }
        }
        return theirs;
    }

    /** All certificates, each once. */
    List<X509Certificate> certificates() {
        Set<X509Certificate> all = new LinkedHashSet<>();
        keys.forEach(key -> all.addAll(key.chain()));
        loose.forEach(certificate -> all.add(certificate.certificate()));
        return List.copyOf(all);
    }

    boolean hasCertificates() {
        return !loose.isEmpty() || keys.stream().anyMatch(key -> !key.chain().isEmpty());
    }

    /** The names of the keys: a key's own name, else its certificate's, else its number among the unnamed keys. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        int unnamed = 0;
        for (Key key : keys) {
            String name = key.name() != null ? key.name() : nameOfCertificate(key);
            names.add(name != null ? name : Integer.toString(++unnamed));
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
        if (key.localKeyId() == null) {
            return null;
        }
        return loose.stream()
                .filter(certificate -> key.localKeyId().equals(certificate.localKeyId()))
                .map(Loose::name)
                .filter(name -> name != null)
                .findFirst()
                .orElse(null);
    }
}
