package io.callout4j.internal.tls;

import io.callout4j.identity.ClientIdentity;
import io.callout4j.trust.CertificateOffer;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Offers one identity, or none, and records what the server requested. It is used without an identity too, because only its being called
 * shows that the server requests a certificate.
 *
 * <p>With {@link CertificateOffer#ALWAYS} the identity is offered whatever issuers the server lists. The JDK's own key manager silently
 * sends nothing if the chain matches none of them, as {@link CertificateOffer#MATCHING} does.
 */
final class IdentityKeyManager extends X509ExtendedKeyManager {

    private static final String ALIAS = "identity";

    private final ClientIdentity identity;
    private final CertificateOffer offer;
    private final Map<Socket, HandshakeRecorder> recorders;

    IdentityKeyManager(ClientIdentity identity, CertificateOffer offer, Map<Socket, HandshakeRecorder> recorders) {
        this.identity = identity;
        this.offer = offer;
        this.recorders = recorders;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        HandshakeRecorder recorder = socket == null ? null : recorders.get(socket);
        if (recorder != null && socket instanceof SSLSocket tls) {
            recorder.certificateRequested(issuers, tls);
        }
        boolean offered = supports(keyTypes) && (offer == CertificateOffer.ALWAYS || matches(issuers));
        if (recorder != null) {
            recorder.identityOffered(offered);
        }
        return offered ? ALIAS : null;
    }

    private boolean supports(String[] keyTypes) {
        if (identity.isNone()) {
            return false;
        }
        String algorithm = identity.chain().get(0).getPublicKey().getAlgorithm();
        for (String type : keyTypes) {
            // "EC_RSA" is how TLS 1.2 names an EC key in a certificate signed by RSA.
            if (type.equals(algorithm) || type.startsWith(algorithm + "_")) {
                return true;
            }
        }
        return false;
    }

    /** An empty list accepts any issuer. */
    private boolean matches(Principal @Nullable [] issuers) {
        if (issuers == null || issuers.length == 0) {
            return true;
        }
        Set<Principal> accepted = Set.copyOf(Arrays.asList(issuers));
        return identity.chain().stream()
                .anyMatch(certificate -> accepted.contains(certificate.getIssuerX500Principal()));
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(@Nullable String alias) {
        return ALIAS.equals(alias) ? identity.chain().toArray(new X509Certificate[0]) : null;
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(@Nullable String alias) {
        return ALIAS.equals(alias) ? identity.privateKey() : null;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return identity.isNone() ? null : new String[] {ALIAS};
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
