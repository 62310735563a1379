package io.callout4j.identity;

import io.callout4j.internal.keystore.StoredKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What kind of file an identity was read from, and what else was in it.
 *
 * <p>Immutable and safe to share. Names only, nothing secret.
 *
 * @param type the format, told from the content
 * @param alias the name of the entry that was taken, or null where the format gave it none
 * @param aliases the names of all entries with a private key, in the order of the file; entries without a name are
 *     numbered from 1, as the JDK does. Empty for a single unnamed key
 * @param legacyAlgorithms the outdated protection found in the file, in words, such as {@code RC2-40}; empty where all is
 *     current
 * @param unrelatedCertificates the subjects of certificates that lead nowhere from the leaf and were left out
 */
public record IdentitySource(
        Type type,
        @Nullable String alias,
        List<String> aliases,
        List<String> legacyAlgorithms,
        List<String> unrelatedCertificates) {

    /** The formats. The constant's name is the word in JSON. */
    public enum Type {
        /** PKCS#12 or PFX, RFC 7292. */
        PKCS12,
        /** The JDK's old format. */
        JKS,
        /** The format of the JDK's SunJCE provider. */
        JCEKS,
        /** Bouncy Castle's format for FIPS. */
        BCFKS,
        /** PEM text, or the bare DER structures that PEM text holds. */
        PEM
    }

    /**
     * Copies the lists.
     *
     * @param type the format
     * @param alias the name of the entry that was taken, or null
     * @param aliases the names of all entries with a private key
     * @param legacyAlgorithms the outdated protection found
     * @param unrelatedCertificates the subjects left out
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
