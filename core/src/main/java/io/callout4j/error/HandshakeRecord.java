package io.callout4j.error;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * What was seen on the way from a host name to a finished (or failed) TLS handshake. Every connection leaves one, so that
 * a callout's error and the doctor reason about the same facts.
 *
 * <p>Made by the library from unmodifiable lists: immutable and safe to share. Certificates are public; nothing in here is
 * secret.
 *
 * @param host the host as it was looked up and verified: a name in A-label form or an IP literal without brackets
 * @param port the TCP port
 * @param proxy the proxy on the way, as {@code host:port}, or null where there was none; the addresses are then its own
 * @param attempts the addresses tried, in order
 * @param tlsVersions the versions that this side offered, such as {@code 1.2}; empty for {@code http:}
 * @param serverName the name that was sent to the server (unless it is an address) and that its certificate must be for; null for
 *     {@code http:}
 * @param session what was negotiated, or null where the handshake did not get so far
 * @param serverChain the certificates the server sent, as it sent them; empty where none came. For a resumed session, the
 *     ones of its first handshake
 * @param certificateRequest what the server asked of a client certificate, or null where it asked for none; a resumed
 *     session asks nobody
 * @param clientChain the certificates of the identity that the callout had, leaf first; empty where it had none
 * @param certificateSent whether the identity is bound to the session: presented in this handshake (or about to be, where it
 *     failed), or in the one that a resumed session began with
 * @param trust what the server's certificate was held against, in words
 * @param anchors the same as certificates
 * @param failure why no usable connection came about, or null where one did
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
     * The same record, ended by a failure.
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
     * @param failure what came of it in words, or null where the connection stood
     */
    public record Attempt(String address, @Nullable String failure) {}

    /**
     * What both sides agreed on.
     *
     * @param protocol {@code TLSv1.2} or {@code TLSv1.3}
     * @param cipherSuite the standard name
     * @param applicationProtocol what ALPN (RFC 7301) agreed on, such as {@code http/1.1}, or null where the server does not speak it
     * @param resumed whether an earlier session was taken up again
     * @param renegotiated whether the server has asked for a client certificate only after the first handshake (TLS 1.2)
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
     * @param issuers the names of the authorities it accepts; empty means any
     * @param signatureAlgorithms the signature schemes it accepts, in the JDK's names
     */
    public record CertificateRequest(List<X500Principal> issuers, List<String> signatureAlgorithms) {}

    /**
     * Why no usable connection came about.
     *
     * @param kind which of the known ways to fail
     * @param phase where it happened; {@link CalloutPhase#WAIT} or {@link CalloutPhase#WRITE} for a refusal after a TLS 1.3
     *     handshake
     * @param text what the JDK or the other side said
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
         * Whether the server's alert is one by which servers refuse a client's certificate, or the lack of one (RFC 8446 section
         * 6.2, RFC 5246 section 7.2.2).
         *
         * @return false where there was no alert, or one about something else
         */
        public boolean aboutCertificate() {
            return alert != null && ABOUT_CERTIFICATES.contains(alert);
        }

        /** The ways in which connecting and shaking hands fails. */
        public enum Kind {
            /** The name has no address. */
            NAME_NOT_RESOLVED,
            /** No address could be connected to. */
            NOT_CONNECTED,
            /** The proxy did not open a tunnel. */
            PROXY_REFUSED,
            /** The server's certificate does not lead to a trust anchor, or is not valid. */
            SERVER_NOT_TRUSTED,
            /** The server's certificate is for other names. */
            HOST_NAME_MISMATCH,
            /** None of the server's certificates has a key that is pinned. */
            NOT_PINNED,
            /** One of the server's certificates has been revoked. */
            SERVER_REVOKED,
            /** Proof that the server's certificates have not been revoked was required and could not be had. */
            REVOCATION_UNKNOWN,
            /** The server sent a fatal alert. */
            ALERT,
            /** What answers does not speak TLS. */
            NOT_TLS,
            /** A message of the handshake is larger than the JDK takes. */
            TOO_LARGE,
            /** No version of TLS or no cipher suite in common, found out on this side. */
            NOTHING_IN_COMMON,
            /** Our key can sign with none of the algorithms that the server takes, found out on this side. */
            KEY_NOT_TAKEN,
            /** The connection ended without a word. */
            CUT,
            /** Anything else. */
            OTHER;

            /**
             * The kind in words.
             *
             * @return lower case, with blanks
             */
            public String words() {
                return name().toLowerCase(Locale.ROOT).replace('_', ' ');
            }
        }
    }
}
