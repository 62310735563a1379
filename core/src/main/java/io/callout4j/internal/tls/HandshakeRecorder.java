package io.callout4j.internal.tls;

import io.callout4j.error.HandshakeRecord.CertificateRequest;
import io.callout4j.internal.net.Deadline;
import java.security.Principal;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/** Records what JSSE passes to the key manager and the trust manager during one handshake. */
final class HandshakeRecorder {

    private final String serverName;
    private final Deadline deadline;
    private List<X509Certificate> serverChain = List.of();
    private @Nullable CertificateRequest request;
    private boolean serverChecked;
    private boolean offered;
    private boolean finished;
    private boolean renegotiated;
    private @Nullable String applicationProtocol;
    private ServerChecks.@Nullable Accepted accepted;

    /** For one connection. */
    HandshakeRecorder(String serverName, Deadline deadline) {
        this.serverName = serverName;
        this.deadline = deadline;
    }

    String serverName() {
        return serverName;
    }

    Deadline deadline() {
        return deadline;
    }

    /** Called after the first handshake; any further one is a renegotiation. */
    synchronized void finished() {
        finished = true;
    }

    /** Whether the server requested a certificate after the first handshake (TLS 1.2 only). */
    synchronized boolean renegotiated() {
        return renegotiated;
    }

    /** Called with the protocol that ALPN selected; the empty string if the server does not support ALPN. */
    synchronized void protocolSelected(@Nullable String protocol) {
        applicationProtocol = protocol == null || protocol.isEmpty() ? null : protocol;
    }

    synchronized @Nullable String applicationProtocol() {
        return applicationProtocol;
    }

    synchronized void serverSent(X509Certificate[] chain) {
        serverChain = List.of(chain);
        serverChecked = true;
    }

    /** Called when the server has been accepted, also if its session was resumed. */
    synchronized void accepted(ServerChecks.Accepted server) {
        accepted = server;
    }

    /** For how long the server is accepted; null before it is. */
    synchronized ServerChecks.@Nullable Accepted accepted() {
        return accepted;
    }

    synchronized void certificateRequested(Principal @Nullable [] issuers, SSLSocket socket) {
        List<X500Principal> names = issuers == null
                ? List.of()
                : Arrays.stream(issuers)
                        .map(issuer ->
                                issuer instanceof X500Principal name ? name : new X500Principal(issuer.getName()))
                        .toList();
        SSLSession session = socket.getHandshakeSession();
        List<String> algorithms = session instanceof ExtendedSSLSession extended
                ? Arrays.stream(extended.getPeerSupportedSignatureAlgorithms())
                        .filter(Objects::nonNull)
                        .toList()
                : List.of();
        request = new CertificateRequest(names, algorithms);
        renegotiated = finished;
    }

    synchronized void identityOffered(boolean identity) {
        offered = identity;
    }

    /** Whether the identity was passed to JSSE to be sent. */
    synchronized boolean offered() {
        return offered;
    }

    synchronized List<X509Certificate> serverChain() {
        return serverChain;
    }

    synchronized @Nullable CertificateRequest request() {
        return request;
    }

    /** Whether the session was resumed: then there are no certificates to check (RFC 8446 section 2.2). */
    synchronized boolean resumed() {
        return !serverChecked;
    }
}
