package io.callout4j.internal.tls;

import io.callout4j.identity.ClientIdentity;
import io.callout4j.internal.net.Endpoint;
import io.callout4j.internal.net.WireSocket;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * One identity and one server trust, ready for handshakes. TLS sessions are resumed only within a context: a session carries the identity
 * of its first handshake, so two identities must not share one.
 *
 * <p>Thread-safe. Compared by instance, so what is kept per identity (such as connections) can be kept per context.
 */
public final class TlsContext {

    private static final int MAX_SESSIONS = 256;

    private final ClientIdentity identity;
    private final TlsSettings settings;
    private final ServerChecks checks;
    /** Keyed by the socket, which is all that JSSE passes to a key manager or a trust manager. */
    private final Map<Socket, HandshakeRecorder> recorders = new ConcurrentHashMap<>();

    private volatile SSLContext context;

    TlsContext(ClientIdentity identity, TlsSettings settings, ServerChecks checks) {
        this.identity = identity;
        this.settings = settings;
        this.checks = checks;
        this.context = withoutSessions();
    }

    private SSLContext withoutSessions() {
        try {
            SSLContext fresh = SSLContext.getInstance("TLS");
            fresh.init(
                    new KeyManager[] {new IdentityKeyManager(identity, settings.offer(), recorders)},
                    new TrustManager[] {new RecordingTrustManager(checks, recorders)},
                    null);
            // The JDK's default of 20,480 sessions is too much for each identity.
            fresh.getClientSessionContext().setSessionCacheSize(MAX_SESSIONS);
            fresh.getClientSessionContext()
                    .setSessionTimeout((int) settings.sessionLifetime().toSeconds());
            return fresh;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK does not support TLS.", e);
        }
    }

    /**
     * The identity of callouts that use this context.
     *
     * @return the identity, perhaps none
     */
    public ClientIdentity identity() {
        return identity;
    }

    TlsSettings settings() {
        return settings;
    }

    /** A TLS socket over {@code wire}, before its handshake. */
    SSLSocket layer(WireSocket wire, Endpoint endpoint, HandshakeRecorder recorder) throws IOException {
        String name = settings.serverName(endpoint);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(wire, name, endpoint.port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(settings.protocols());
        if (!HostNames.needsOwnCheck(name)) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        parameters.setApplicationProtocols(new String[] {"http/1.1"});
        SNIServerName sni = sni(name);
        if (!settings.sendsServerName()) {
            parameters.setServerNames(List.of());
        } else if (sni != null) {
            parameters.setServerNames(List.of(sni));
        }
        socket.setSSLParameters(parameters);
        recorders.put(socket, recorder);
        return socket;
    }

    /**
     * Checks a server whose session has been resumed, which JSSE does not: its certificates may have expired or been revoked since.
     *
     * @throws StaleSessionException if a complete handshake is needed
     */
    void checkResumed(SSLSession session, HandshakeRecorder recorder) throws StaleSessionException {
        Instant began = Instant.ofEpochMilli(session.getCreationTime());
        Instant now = checks.clock().instant();
        if (now.isAfter(began.plus(settings.sessionLifetime()))) {
            throw new StaleSessionException(new CertificateException("The TLS session is too old."));
        }
        if (!ServerChecks.firstExpiry(leaf(), began).isAfter(now)) {
            throw new StaleSessionException(
                    new CertificateException("The client certificate has expired since the session began."));
        }
        try {
            recorder.accepted(checks.checkAgain(session, recorder.serverName(), recorder.deadline()));
        } catch (CertificateException e) {
            throw new StaleSessionException(e);
        }
    }

    /** Drops all sessions, so that the next handshakes are complete ones. */
    void forgetSessions() {
        context = withoutSessions();
    }

    /** For how long a server's acceptance applies to a connection: not beyond the end of the client certificate, which the server checks. */
    ServerChecks.Accepted forConnection(ServerChecks.Accepted server) {
        return server.atMost(ServerChecks.firstExpiry(leaf(), checks.clock().instant()));
    }

    boolean stillHolds(ServerChecks.Accepted accepted) {
        return checks.stillHolds(accepted);
    }

    private List<X509Certificate> leaf() {
        return identity.isNone() ? List.of() : identity.chain().subList(0, 1);
    }

    /** By default, JSSE sends no name without a dot, such as {@code localhost}. RFC 6066 section 3 does not allow addresses. */
    private static @Nullable SNIServerName sni(String name) {
        return Endpoint.isAddress(name) ? null : new RawServerName(name);
    }

    void forget(Socket socket) {
        recorders.remove(socket);
    }
}
