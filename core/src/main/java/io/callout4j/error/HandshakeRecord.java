package io.callout4j.error;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * What was observed between the lookup of a host name and the end of the TLS handshake, whether it succeeded or failed. Every connection
 * has one, so exceptions and the doctor are based on the same facts.
 *
 * <p>Immutable and safe to share. Certificates are public; nothing in here is secret.
 *
 * @param host the host that was looked up and verified: a name in A-label form or an IP literal without brackets
 * @param port the TCP port
 * @param proxy the proxy, as {@code host:port}, or null if there was none; with a proxy, the addresses are those of the proxy
 * @param attempts the addresses tried, in order
 * @param tlsVersions the versions offered to the server, such as {@code 1.2}; empty for {@code http:}
 * @param serverName the name that was sent to the server (unless it is an address) and that its certificate must match; null for
 *     {@code http:}
 * @param session what was negotiated, or null if the handshake did not get that far
 * @param serverChain the certificates in the order in which the server sent them; empty if it sent none. For a resumed session, those of
 *     its first handshake
 * @param certificateRequest the server's request for a client certificate, or null if there was none, as in a resumed session
 * @param clientChain the certificates of the callout's identity, leaf first; empty if it had none
 * @param certificateSent whether the identity is bound to the session: presented in this handshake (or about to be presented when it
 *     failed), or in the first handshake of a resumed session
 * @param trust a description of the trust that the server's certificate was verified against
 * @param anchors the trusted certificates themselves
 * @param failure why no usable connection was established, or null if one was
 */
public record HandshakeRecord(
        String host,
        int port,
        @Nullable String proxy,
        List<Attempt> attempts,
        List<String> tlsVersions,
        @Nullable String serverName,
        @Nullable Session session,
        List<X509Certificate> serverChain,
        @Nullable CertificateRequest certificateRequest,
        List<X509Certificate> clientChain,
        boolean certificateSent,
        String trust,
        Set<X509Certificate> anchors,
        @Nullable Failure failure) {

    /**
     * Returns a copy with a failure.
     *
     * @param what the failure
     * @return a copy
     */
    public HandshakeRecord failed(Failure what) {
        return new HandshakeRecord(
                host,
                port,
                proxy,
                attempts,
                tlsVersions,
                serverName,
                session,
                serverChain,
                certificateRequest,
                clientChain,
                certificateSent,
                trust,
                anchors,
                what);
    }

    /**
     * One address that was tried.
     *
     * @param address the address in text, with its port
     * @param failure why the connection failed, or null if it was established
     */
    public record Attempt(String address, @Nullable String failure) {}

    /**
     * What both sides agreed on.
     *
     * @param protocol {@code TLSv1.2} or {@code TLSv1.3}
     * @param cipherSuite the standard name
     * @param applicationProtocol what ALPN (RFC 7301) agreed on, such as {@code http/1.1}, or null if the server does not support it
     * @param resumed whether an earlier session was resumed
     * @param renegotiated whether the server requested a client certificate only after the first handshake (TLS 1.2)
     */
    public record Session(
            String protocol,
            String cipherSuite,
            @Nullable String applicationProtocol,
            boolean resumed,
            boolean renegotiated) {}

    /**
     * The server's CertificateRequest (RFC 5246 section 7.4.4, RFC 8446 section 4.3.2).
     *
     * @param issuers the names of the CAs that it accepts; empty means any
     * @param signatureAlgorithms the signature schemes that it accepts, by their JDK names
     */
    public record CertificateRequest(List<X500Principal> issuers, List<String> signatureAlgorithms) {}

    /**
     * Why no usable connection was established.
     *
     * @param kind the kind of failure
     * @param phase where it happened; {@link CalloutPhase#WAIT} or {@link CalloutPhase#WRITE} for a rejection after a TLS 1.3 handshake
     * @param text the message of the JDK, the server or the proxy
     * @param alert the name of the TLS alert that the server sent, such as {@code bad_certificate}, or null
     */
    public record Failure(
            Kind kind,
            CalloutPhase phase,
            String text,
            @Nullable String alert) {

        private static final Set<String> ABOUT_CERTIFICATES = Set.of(
                "bad_certificate",
                "unsupported_certificate",
                "certificate_revoked",
                "certificate_expired",
                "certificate_unknown",
                "unknown_ca",
                "access_denied",
                "certificate_required",
                "no_certificate",
                "handshake_failure");

        /**
         * Whether the server's alert is one with which servers reject a client certificate, or the lack of one (RFC 8446 section 6.2, RFC
         * 5246 section 7.2.2).
         *
         * @return false if there was no alert, or one about something else
         */
        public boolean aboutCertificate() {
            return alert != null && ABOUT_CERTIFICATES.contains(alert);
        }

        /** The kinds of failure while connecting or during the handshake. */
        public enum Kind {
            /** The name has no address. */
            NAME_NOT_RESOLVED,
            /** No connection to any of the addresses could be established. */
            NOT_CONNECTED,
            /** The proxy refused the tunnel. */
            PROXY_REFUSED,
            /** The server's certificate does not chain to a trust anchor, or is not valid. */
            SERVER_NOT_TRUSTED,
            /** The server's certificate is for other names. */
            HOST_NAME_MISMATCH,
            /** A CA in the server's chain, or the trust anchor, may not issue certificates for these names. */
            NAME_CONSTRAINT,
            /** An intermediate in the server's chain may not issue certificates for servers. */
            ISSUER_PURPOSE,
            /** The trust anchor that the server's chain leads to has expired. */
            ANCHOR_EXPIRED,
            /** The trust anchor that the server's chain leads to is not valid yet. */
            ANCHOR_NOT_YET_VALID,
            /** None of the server's certificates has a pinned key. */
            NOT_PINNED,
            /** One of the server's certificates has been revoked. */
            SERVER_REVOKED,
            /** The revocation status of the server's certificates was required, but could not be determined. */
            REVOCATION_UNKNOWN,
            /** The server sent a fatal alert. */
            ALERT,
            /** The server does not speak TLS on this port. */
            NOT_TLS,
            /** A handshake message is larger than the JDK accepts. */
            TOO_LARGE,
            /** No TLS version or cipher suite in common, detected on your side. */
            NOTHING_IN_COMMON,
            /** The client's key supports none of the signature algorithms that the server accepts, detected on your side. */
            KEY_NOT_SUPPORTED,
            /** The connection was closed without an alert. */
            CUT,
            /** Anything else. */
            OTHER;

            /**
             * The kind in words.
             *
             * @return lower case, with spaces
             */
            public String words() {
                return name().toLowerCase(Locale.ROOT).replace('_', ' ');
            }
        }
    }
}
