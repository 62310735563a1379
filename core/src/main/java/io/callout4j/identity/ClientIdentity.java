package io.callout4j.identity;

import io.callout4j.error.ClientCertificateException;
import io.callout4j.error.Finding;
import io.callout4j.internal.keystore.KeyStoreFile;
import io.callout4j.internal.keystore.StoredKey;
import io.callout4j.internal.pki.CertificateChain;
import io.callout4j.internal.text.ForeignText;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a client presents when a server requests a client certificate: a private key and its certificate chain.
 *
 * <pre>{@code
 * ClientIdentity identity = ClientIdentity.fromBase64(clientCert, password);
 * for (Finding finding : identity.findings(Instant.now())) {
 *     System.err.println(finding.code() + ": " + finding.summary());
 * }
 * }</pre>
 *
 * <p>Immutable and safe to share. {@code toString} returns the subject, never the key. Two identities are equal if both their chains and
 * their private keys are equal. The chain alone is not sufficient: certificates are public, and a caller with somebody else's certificate
 * and a wrong key must not share a connection with the owner.
 */
public final class ClientIdentity {

    private static final ClientIdentity NONE = new ClientIdentity(null, List.of(), null, null);

    private final @Nullable PrivateKey privateKey;
    private final List<X509Certificate> chain;
    private final @Nullable X509Certificate root;
    private final @Nullable IdentitySource source;
    private final int hash;

    private ClientIdentity(
            @Nullable PrivateKey privateKey,
            List<X509Certificate> chain,
            @Nullable X509Certificate root,
            @Nullable IdentitySource source) {
        this.privateKey = privateKey;
        this.chain = List.copyOf(chain);
        this.root = root;
        this.source = source;
        this.hash = this.chain.hashCode();
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
     * @param chain leaf first, then the intermediates in order; a self-signed root at the end is kept but not sent
     * @return the identity
     * @throws IllegalArgumentException if the chain is empty
     */
    public static ClientIdentity of(PrivateKey privateKey, List<X509Certificate> chain) {
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("An identity requires a certificate, but the chain is empty.");
        }
        X509Certificate last = chain.get(chain.size() - 1);
        if (!CertificateChain.isSelfSigned(last)) {
            return new ClientIdentity(privateKey, chain, null, null);
        }
        List<X509Certificate> sent = chain.size() == 1 ? chain : chain.subList(0, chain.size() - 1);
        return new ClientIdentity(privateKey, sent, last, null);
    }

    /**
     * The same identity with a description of the file it was read from.
     *
     * @param file what kind of file it was, and what else was in it
     * @return a copy
     */
    public ClientIdentity withSource(IdentitySource file) {
        return new ClientIdentity(privateKey, chain, root, file);
    }

    /**
     * An identity from the text that goes into {@code clientCert_x}: base64 of a PKCS#12 file, as
     * {@code openssl base64 -in contoso.p12} prints it. Lines of any length, spaces, tabs, armor lines, and the URL alphabet are accepted,
     * and so is PEM text with a certificate and its key. Any other character is rejected, and the message contains its position.
     *
     * @param text the text
     * @param password the password, or null; copied, and the copy is wiped
     * @return the identity
     * @throws ClientCertificateException if it cannot be opened; the reason says why
     */
    public static ClientIdentity fromBase64(@Nullable String text, char @Nullable [] password) {
        return fromBase64(text, password, IdentityLimits.DEFAULT);
    }

    /**
     * The same as {@link #fromBase64(String, char[])} with other limits.
     *
     * @param text the text
     * @param password the password, or null; copied, and the copy is wiped
     * @param limits the limits on the file
     * @return the identity
     * @throws ClientCertificateException if it cannot be opened; the reason says why
     */
    public static ClientIdentity fromBase64(@Nullable String text, char @Nullable [] password, IdentityLimits limits) {
        return of(KeyStoreFile.openText(text == null ? "" : text, "clientCert_x", password, limits.toReading()));
    }

    /**
     * An identity from a file's bytes: PKCS#12, JKS, JCEKS, BCFKS, PEM, or base64 of any of them, detected from the content.
     *
     * @param file the bytes
     * @param password the password, or null; copied, and the copy is wiped
     * @return the identity
     * @throws ClientCertificateException if it cannot be opened; the reason says why
     */
    public static ClientIdentity fromBytes(byte[] file, char @Nullable [] password) {
        return fromBytes(file, password, IdentityLimits.DEFAULT);
    }

    /**
     * The same as {@link #fromBytes(byte[], char[])} with other limits.
     *
     * @param file the bytes
     * @param password the password, or null; copied, and the copy is wiped
     * @param limits the limits on the file
     * @return the identity
     * @throws ClientCertificateException if it cannot be opened; the reason says why
     */
    public static ClientIdentity fromBytes(byte[] file, char @Nullable [] password, IdentityLimits limits) {
        KeyStoreFile.Part part = new KeyStoreFile.Part("the client certificate file", file);
        return of(new KeyStoreFile(List.of(part), password, null, limits.toReading()).open(null, null));
    }

    static ClientIdentity of(StoredKey stored) {
        return new ClientIdentity(
                stored.privateKey(), stored.chain(), stored.root(), IdentitySource.of(stored.origin()));
    }

    /**
     * Whether this is {@link #none()}.
     *
     * @return true if there is no certificate to present
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
     * The certificate that identifies the client.
     *
     * @return the leaf, null only for {@link #none()}
     */
    public @Nullable X509Certificate certificate() {
        return chain.isEmpty() ? null : chain.get(0);
    }

    /**
     * The certificates that are sent: leaf first, intermediates in order, without the root.
     *
     * @return an unmodifiable list, empty only for {@link #none()}
     */
    public List<X509Certificate> chain() {
        return chain;
    }

    /**
     * Whether the chain is complete: it leads to a root that was in the file, or the leaf is self-signed.
     *
     * @return false if the issuer of the last certificate is not in the file, and for {@link #none()}
     */
    public boolean chainComplete() {
        return root != null;
    }

    /**
     * The root that the chain leads to. It is not sent.
     *
     * @return the root if it was in the file, the leaf if that is self-signed, else null
     */
    public @Nullable X509Certificate root() {
        return root;
    }

    /**
     * What kind of file it was read from, and what else was in it.
     *
     * @return the source, or null if it was not read from a file
     */
    public @Nullable IdentitySource source() {
        return source;
    }

    /**
     * What is known about it without a connection: whether it has expired or will soon, is unsuitable for client authentication, weak, or
     * incomplete. Only {@code expired} and {@code not-yet-valid} are errors; no finding prevents it from being presented.
     *
     * @param now the current time
     * @return an unmodifiable list, worst first, empty if there are no findings
     */
    public List<Finding> findings(Instant now) {
        return LocalFindings.of(this, now);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof ClientIdentity that
                        && hash == that.hash
                        && chain.equals(that.chain)
                        && Objects.equals(privateKey, that.privateKey));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return isNone()
                ? "no client identity"
                : "client identity " + ForeignText.name(chain.get(0).getSubjectX500Principal());
    }
}
