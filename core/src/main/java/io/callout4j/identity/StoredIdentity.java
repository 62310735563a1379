package io.callout4j.identity;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.jspecify.annotations.Nullable;

/**
 * An identity as it lies in a file, with what an identity for callouts leaves out: the root, and what PKCS#12 says of its key.
 *
 * <p>Immutable and safe to share. {@code toString} names the subject, never the key.
 */
public final class StoredIdentity {

    private final String alias;
    private final ClientIdentity identity;
    private final @Nullable X509Certificate root;
    private final Map<String, byte[]> attributes;

    StoredIdentity(
            String alias, ClientIdentity identity, @Nullable X509Certificate root, Map<String, byte[]> attributes) {
        this.alias = alias;
        this.identity = identity;
        this.root = root;
        this.attributes = Map.copyOf(attributes);
    }

    /**
     * Puts a key and certificates together that lie in any order, as an authority sends them: finds the one that belongs to the key,
     * and the chain above it.
     *
     * @param privateKey the key
     * @param certificates the certificates, some of which may belong to nothing here
     * @param origin where they come from, for messages
     * @return the identity
     * @throws io.callout4j.ClientCertificateException where none of them belongs to the key
     */
    public static StoredIdentity joined(PrivateKey privateKey, List<X509Certificate> certificates, String origin) {
        StoredContents contents = new StoredContents(IdentitySource.Type.PEM);
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(privateKey.getEncoded());
        contents.add(new StoredContents.Key(null, null, List.of(), () -> info));
        certificates.forEach(certificate -> contents.add(new StoredContents.Loose(certificate, null, null)));
        try (Reading reading = new Reading(origin, IdentityLimits.DEFAULT, null, null, null)) {
            return new IdentitySelection(contents, null, reading).all().get(0);
        }
    }

    /**
     * The name it goes by.
     *
     * @return the alias, or the number from 1 of an unnamed key
     */
    public String alias() {
        return alias;
    }

    /**
     * The key with the chain that would be sent.
     *
     * @return the identity, never {@link ClientIdentity#none()}
     */
    public ClientIdentity identity() {
        return identity;
    }

    /**
     * The root above the chain.
     *
     * @return the root where it lies in the file, the leaf where that is self-signed, else null
     */
    public @Nullable X509Certificate root() {
        return root;
    }

    /**
     * An attribute of the key in PKCS#12 (RFC 7292 section 4.2), other tools' own among them.
     *
     * @param oid the attribute's object identifier, in dots
     * @return the DER of its first value, or null where there is none
     */
    public byte @Nullable [] attribute(String oid) {
        byte[] value = attributes.get(oid);
        return value == null ? null : value.clone();
    }

    @Override
    public String toString() {
        return "\"" + alias + "\": " + identity;
    }
}
