package io.callout4j.internal.keystore;

import io.callout4j.internal.text.ForeignText;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.jspecify.annotations.Nullable;

/**
 * A private key from a file, with everything that belongs to it. Immutable.
 *
 * @param alias its name: the alias, or for an unnamed key its number, from 1
 * @param privateKey the key
 * @param chain the certificates to send: leaf first, without the root
 * @param root the root above the chain if it is in the file, the leaf if that is self-signed, else null
 * @param attributes the key's PKCS#12 attributes (RFC 7292 section 4.2): the OID, and the DER of its first value
 * @param origin what else the file shows
 */
public record StoredKey(
        String alias,
        PrivateKey privateKey,
        List<X509Certificate> chain,
        @Nullable X509Certificate root,
        Map<String, byte[]> attributes,
        Origin origin) {

    /**
     * The file around a key.
     *
     * @param format the file's format
     * @param entryName the name of the key's entry, or null if the format gives it none
     * @param entryNames the names of all entries with a private key; empty for a single unnamed key
     * @param legacyAlgorithms the outdated protection that was used
     * @param unrelatedCertificates the subjects of certificates that belong to no chain
     */
    public record Origin(
            Format format,
            @Nullable String entryName,
            List<String> entryNames,
            List<String> legacyAlgorithms,
            List<String> unrelatedCertificates) {}

    /** Copies the collections. */
    public StoredKey {
        chain = List.copyOf(chain);
        attributes = Map.copyOf(attributes);
    }

    /**
     * Matches a key with certificates in any order, as a CA delivers them: finds the one that belongs to the key, and the chain above it.
     *
     * @param origin where they come from, for messages
     * @throws io.callout4j.error.ClientCertificateException if none of them belongs to the key
     */
    public static StoredKey joined(PrivateKey privateKey, List<X509Certificate> certificates, String origin) {
        StoredContents contents = new StoredContents(Format.PEM);
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(privateKey.getEncoded());
        contents.add(new StoredContents.Key(null, null, List.of(), () -> info));
        certificates.forEach(certificate -> contents.add(new StoredContents.Loose(certificate, null, null)));
        try (KeyStoreFileContext context =
                new KeyStoreFileContext(origin, KeyStoreFile.Limits.DEFAULT, null, null, null)) {
            return new KeySelection(contents, null, context).all().get(0);
        }
    }

    /** The chain, with its root if known. */
    public List<X509Certificate> chainWithRoot() {
        if (root == null || chain.contains(root)) {
            return chain;
        }
        List<X509Certificate> all = new ArrayList<>(chain);
        all.add(root);
        return all;
    }

    /** Names the entry, never the key. */
    @Override
    public String toString() {
        return "\"" + ForeignText.quotable(alias, ForeignText.MAX_NAME) + "\": "
                + ForeignText.name(chain.get(0).getSubjectX500Principal());
    }

    /** The formats of key store files. */
    public enum Format {
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
}
