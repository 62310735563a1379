package io.callout4j.certificates;

import io.callout4j.error.Finding;
import io.callout4j.identity.ClientIdentity;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a {@link CertificateStore} as it was when it was read.
 *
 * <p>Immutable and safe to share. {@code toString} names entry and subject, never the key.
 */
public final class StoredCertificate {

    private final KeptEntry kept;
    private final ClientIdentity identity;

    StoredCertificate(KeptEntry kept, ClientIdentity identity) {
        this.kept = kept;
        this.identity = identity;
    }

    KeptEntry kept() {
        return kept;
    }

    /**
     * The unique name, which goes into {@code clientCertName_x}.
     *
     * @return the name
     */
    public String name() {
        return kept.name();
    }

    /**
     * What people call it.
     *
     * @return the label, the name where it has none
     */
    public String label() {
        return kept.label();
    }

    /**
     * Whether {@link CertificateStore#export} gives its key away.
     *
     * @return false where it was made not exportable
     */
    public boolean isExportable() {
        return kept.exportable();
    }

    /**
     * Whether a request was made for its key and the signed certificate has not come in. Until then a self-signed one stands in its
     * place, which no server takes.
     *
     * @return true between {@link CertificateStore#createRequest} and {@link CertificateStore#importSigned}
     */
    public boolean isAwaitingSignature() {
        return kept.awaitingSignature();
    }

    /**
     * The certificate itself.
     *
     * @return the leaf
     */
    public X509Certificate certificate() {
        return kept.certificates().get(0);
    }

    /**
     * The certificate and all above it that lie in the store, leaf first, with the root where it is known.
     *
     * @return an unmodifiable list, never empty
     */
    public List<X509Certificate> chain() {
        return kept.certificates();
    }

    /**
     * The authority whose certificate the chain lacks.
     *
     * @return its distinguished name by RFC 2253, or null where the chain leads to a root or the certificate is self-signed
     */
    public @Nullable String missingIssuer() {
        List<X509Certificate> sent = identity.chain();
        return identity.root() != null
                ? null
                : sent.get(sent.size() - 1).getIssuerX500Principal().getName();
    }

    /**
     * The same as an identity for callouts.
     *
     * @return the key with the chain that is sent
     */
    public ClientIdentity toIdentity() {
        return identity;
    }

    /**
     * What can be said about it before any connection.
     *
     * @param now the time to judge by
     * @return an unmodifiable list, worst first, empty where all is well
     */
    public List<Finding> findings(Instant now) {
        return identity.findings(now);
    }

    /**
     * The certificate alone as PEM text: what a partner gets. Public; the key is not in it.
     *
     * @return one block
     */
    public String toCertificatePem() {
        return Pem.of(certificate());
    }

    /**
     * The whole chain as PEM text, leaf first, with the root where it is known.
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
        return "certificate " + name() + " "
                + certificate().getSubjectX500Principal().getName();
    }
}
