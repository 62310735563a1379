package io.callout4j.certificates;

import io.callout4j.error.Finding;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.internal.text.ForeignText;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a {@link CertificateStore} as it was when it was read.
 *
 * <p>Immutable and safe to share. {@code toString} returns name and subject, never the key.
 */
public final class StoredCertificate {

    private final StoreEntry entry;
    private final ClientIdentity identity;

    StoredCertificate(StoreEntry entry, ClientIdentity identity) {
        this.entry = entry;
        this.identity = identity;
    }

    StoreEntry entry() {
        return entry;
    }

    /**
     * The unique name, for {@code clientCertName_x}.
     *
     * @return the name
     */
    public String name() {
        return entry.name();
    }

    /**
     * The label for display.
     *
     * @return the label, or the name if it has none
     */
    public String label() {
        return entry.label();
    }

    /**
     * Whether {@link CertificateStore#export} exports its key.
     *
     * @return false if it was made not exportable
     */
    public boolean isExportable() {
        return entry.exportable();
    }

    /**
     * Whether a request was created for its key and the signed certificate has not been imported. Until then the entry contains a temporary
     * self-signed certificate, which no server accepts.
     *
     * @return true between {@link CertificateStore#createRequest} and {@link CertificateStore#importSigned}
     */
    public boolean isAwaitingSignature() {
        return entry.awaitingSignature();
    }

    /**
     * The certificate itself.
     *
     * @return the leaf
     */
    public X509Certificate certificate() {
        return entry.certificates().get(0);
    }

    /**
     * The certificate and all above it in the store, leaf first, with the root if it is known.
     *
     * @return an unmodifiable list, never empty
     */
    public List<X509Certificate> chain() {
        return entry.certificates();
    }

    /**
     * The CA whose certificate is missing in the chain.
     *
     * @return its distinguished name, according to RFC 2253, or null if the chain leads to a root or the certificate is self-signed
     */
    public @Nullable String missingIssuer() {
        List<X509Certificate> sent = identity.chain();
        return identity.root() != null
                ? null
                : sent.get(sent.size() - 1).getIssuerX500Principal().getName();
    }

    /**
     * Converts it into an identity for callouts.
     *
     * @return the key with the chain that is sent
     */
    public ClientIdentity toIdentity() {
        return identity;
    }

    /**
     * What is known about it without a connection.
     *
     * @param now the current time
     * @return an unmodifiable list, worst first, empty if there are no findings
     */
    public List<Finding> findings(Instant now) {
        return identity.findings(now);
    }

    /**
     * The certificate as PEM text, for a partner. Neither its chain nor the key is in it.
     *
     * @return one block
     */
    public String toCertificatePem() {
        return Pem.of(certificate());
    }

    /**
     * The full chain as PEM text, leaf first, with the root if it is known.
     *
     * @return one block per certificate
     */
    public String toChainPem() {
        List<String> blocks = new ArrayList<>();
        chain().forEach(certificate -> blocks.add(Pem.of(certificate)));
        return String.join("", blocks);
    }

    @Override
    public String toString() {
        return "certificate " + name() + " " + ForeignText.name(certificate().getSubjectX500Principal());
    }
}
