package io.callout4j.identity;

import io.callout4j.internal.keystore.StoredKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What kind of file an identity was read from, and what else was in it.
 *
 * <p>Immutable and safe to share. Contains no secrets.
 *
 * @param type the format, detected from the content
 * @param alias the name of the entry that was used, or null if it has none
 * @param aliases the names of all entries with a private key, in the order of the file; entries without a name are numbered from 1, as in
 * the JDK. Empty for a single unnamed key
 * @param legacyAlgorithms the outdated algorithms that protect the file, such as {@code RC2-40}; empty if there are none
 * @param unrelatedCertificates the subjects of certificates that do not belong to the leaf's chain and were ignored
 */
public record IdentitySource(
        Type type,
        @Nullable String alias,
        List<String> aliases,
        List<String> legacyAlgorithms,
        List<String> unrelatedCertificates) {

    /** The formats. The names of the constants are used in JSON. */
    public enum Type {
        /** PKCS#12 or PFX, RFC 7292. */
        PKCS12,
        /** The JDK's old format. */
        JKS,
        /** The format of the JDK's SunJCE provider. */
        JCEKS,
        /** Bouncy Castle's format for FIPS. */
        BCFKS,
        /** PEM text, or the bare DER structures that PEM text contains. */
        PEM
    }

    /**
     * Copies the lists.
     *
     * @param type the format
     * @param alias the name of the entry that was used, or null
     * @param aliases the names of all entries with a private key
     * @param legacyAlgorithms the outdated algorithms
     * @param unrelatedCertificates the subjects of ignored certificates
     */
    public IdentitySource {
        aliases = List.copyOf(aliases);
        legacyAlgorithms = List.copyOf(legacyAlgorithms);
        unrelatedCertificates = List.copyOf(unrelatedCertificates);
    }

    static IdentitySource of(StoredKey.Origin origin) {
        return new IdentitySource(
                Type.valueOf(origin.format().name()),
                origin.entryName(),
                origin.entryNames(),
                origin.legacyAlgorithms(),
                origin.unrelatedCertificates());
    }
}
