package io.callout4j.identity;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What this side shows when a server asks for a client certificate: a private key and the chain that goes with it.
 *
 * <p>Immutable and safe to share. {@code toString} names the subject, never the key. Two identities are equal when they
 * have the same chain: the leaf fixes the key.
 */
public final class ClientIdentity {

    private static final ClientIdentity NONE = new ClientIdentity(null, List.of());

    private final @Nullable PrivateKey privateKey;
    private final List<X509Certificate> chain;

    private ClientIdentity(@Nullable PrivateKey privateKey, List<X509Certificate> chain) {
        this.privateKey = privateKey;
        this.chain = List.copyOf(chain);
    }

    /**
     * No identity: one-way TLS.
     *
     * @return the one instance
     */
    public static ClientIdentity none() {
        return NONE;
    }

    /**
     * An identity from a key and its chain.
     *
     * @param privateKey the key that belongs to the first certificate
     * @param chain leaf first, then the intermediates in order
     * @return the identity
     * @throws IllegalArgumentException where the chain is empty
     */
    public static ClientIdentity of(PrivateKey privateKey, List<X509Certificate> chain) {
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("An identity needs a certificate; the chain is empty.");
        }
        return new ClientIdentity(privateKey, chain);
    }

    /**
     * Whether this is {@link #none()}.
     *
     * @return true where there is nothing to show
     */
    public boolean isNone() {
        return privateKey == null;
    }

    /**
     * The private key, for the TLS handshake.
     *
     * @return the key, null only for {@link #none()}
     */
    public @Nullable PrivateKey privateKey() {
        return privateKey;
    }

    /**
     * The certificates that are sent: leaf first, intermediates in order, without the root.
     *
     * @return an unmodifiable list, empty only for {@link #none()}
     */
    public List<X509Certificate> chain() {
        return chain;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ClientIdentity that && chain.equals(that.chain);
    }

    @Override
    public int hashCode() {
        return chain.hashCode();
    }

    @Override
    public String toString() {
        return isNone()
                ? "no client identity"
                : "client identity " + chain.get(0).getSubjectX500Principal().getName();
    }
}
