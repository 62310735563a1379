package io.callout4j.internal.tls;

import io.callout4j.identity.ClientIdentity;
import io.callout4j.internal.net.Endpoint;
import io.callout4j.internal.net.WireSocket;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
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
    private final SSLContext context;
    /** Keyed by the socket, which is all that JSSE passes to a key manager or a trust manager. */
    private final Map<Socket, HandshakeRecorder> recorders = new ConcurrentHashMap<>();

    TlsContext(
            ClientIdentity identity, TlsSettings settings, X509ExtendedTrustManager pkix, RevocationChecks revocation) {
        this.identity = identity;
        this.settings = settings;
        try {
            context = SSLContext.getInstance("TLS");
            context.init(
                    new KeyManager[] {new IdentityKeyManager(identity, settings.offer(), recorders)},
                    new TrustManager[] {new RecordingTrustManager(pkix, settings.trust(), revocation, recorders)},
                    null);
            // The JDK's default of 20,480 sessions is too much for each identity.
            context.getClientSessionContext().setSessionCacheSize(MAX_SESSIONS);
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
        if (!settings.nameSent()) {
            parameters.setServerNames(List.of());
        } else if (sni != null) {
            parameters.setServerNames(List.of(sni));
        }
        socket.setSSLParameters(parameters);
        recorders.put(socket, recorder);
        return socket;
    }

    /** By default, JSSE sends no name without a dot, such as {@code localhost}. RFC 6066 section 3 does not allow addresses. */
    private static @Nullable SNIServerName sni(String name) {
        return Endpoint.isAddress(name) ? null : new RawServerName(name);
    }

    void forget(Socket socket) {
        recorders.remove(socket);
    }
}
