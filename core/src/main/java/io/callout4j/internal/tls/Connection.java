package io.callout4j.internal.tls;

import io.callout4j.error.CalloutPhase;
import io.callout4j.error.HandshakeRecord;
import io.callout4j.internal.net.Endpoint;
import io.callout4j.internal.net.WireSocket;
import io.callout4j.trust.HttpProxy;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Instant;
import java.util.Objects;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * An established connection, including TLS. Used by one thread at a time; only {@link #close()} may be called by another thread, and ends
 * whatever the first one waits for.
 */
public final class Connection implements Closeable {

    private final WireSocket wire;
    private final Socket socket;
    private final @Nullable TlsContext tls;
    private final ConnectionAttempt attempt;
    private final @Nullable HandshakeRecorder recorder;
    private final ServerChecks.@Nullable Accepted accepted;
    private volatile HandshakeRecord handshake;

    /** Without TLS. */
    Connection(WireSocket wire, ConnectionAttempt attempt) {
        this.wire = wire;
        this.socket = wire;
        this.tls = null;
        this.attempt = attempt;
        this.recorder = null;
        this.accepted = null;
        this.handshake = attempt.record(null, null, null);
    }

    Connection(
            WireSocket wire, SSLSocket socket, TlsContext tls, ConnectionAttempt attempt, HandshakeRecorder recorder) {
        this.wire = wire;
        this.socket = socket;
        this.tls = tls;
        this.attempt = attempt;
        this.recorder = recorder;
        recorder.protocolSelected(socket.getApplicationProtocol());
        this.handshake = attempt.record(recorder, socket.getSession(), null);
        recorder.finished();
        this.accepted = tls.forConnection(Objects.requireNonNull(recorder.accepted()));
    }

    /** When it was opened, on the connector's clock. */
    Instant opened() {
        return attempt.began();
    }

    Endpoint endpoint() {
        return attempt.endpoint();
    }

    /** The proxy that it uses, or null. */
    HttpProxy.@Nullable Hop proxy() {
        return attempt.proxy();
    }

    /** Whether the server would be accepted again, as far as certificates, CRLs, and the time are concerned. */
    boolean serverStillAccepted() {
        return tls == null || accepted == null || tls.stillHolds(accepted);
    }

    /**
     * The stream from the other side.
     *
     * @return the stream
     * @throws IOException if the connection is closed
     */
    public InputStream input() throws IOException {
        return socket.getInputStream();
    }

    /**
     * The stream to the other side. If the other side has closed the connection, a write does not fail, but the next read does.
     *
     * @return the stream
     * @throws IOException if the connection is closed
     */
    public OutputStream output() throws IOException {
        return socket.getOutputStream();
    }

    /**
     * What was recorded while connecting.
     *
     * @return the record; its session is null for a connection without TLS
     */
    public HandshakeRecord handshake() {
        HandshakeRecord seen = handshake;
        HandshakeRecord.Session session = seen.session();
        if (recorder != null && session != null && !session.renegotiated() && recorder.renegotiated()) {
            seen = attempt.record(recorder, ((SSLSocket) socket).getSession(), null);
            handshake = seen;
        }
        return seen;
    }

    /**
     * Whether requests go to a proxy that forwards them: plain HTTP through a proxy. The request target is then the complete URL (RFC 9112
     * section 3.2.2).
     *
     * @return false without a proxy, and with TLS, which uses a tunnel
     */
    public boolean forwarded() {
        return tls == null && attempt.proxy() != null;
    }

    /**
     * The credentials for a forwarding proxy.
     *
     * @return the value of a Proxy-Authorization header, or null for none
     */
    public @Nullable String proxyAuthorization() {
        HttpProxy.Hop hop = attempt.proxy();
        return tls != null || hop == null ? null : hop.authorization();
    }

    /**
     * Whether the connection uses TLS.
     *
     * @return false for {@code http:}
     */
    public boolean secure() {
        return tls != null;
    }

    /**
     * Whether the other side has closed the connection, or has sent unexpected data, while it was idle. Does not wait.
     *
     * @return true if it should not be used again
     */
    public boolean looksClosed() {
        try {
            // Data that TLS has already decrypted is no longer visible on the wire.
            return socket.getInputStream().available() > 0 || wire.looksClosed();
        } catch (IOException e) {
            return true;
        }
    }

    /**
     * The failure of this connection, for a forwarding proxy that rejected the caller with 407 instead of forwarding the request.
     *
     * @param line the status line
     * @return the failure of the connection
     */
    public ConnectionFailedException refusedByProxy(String line) {
        return attempt.failed(
                HandshakeRecord.Failure.Kind.PROXY_REFUSED,
                CalloutPhase.PROXY,
                new IOException("The proxy rejected the caller. Proxy returns \"" + line + "\""));
    }

    /**
     * The failure of this connection, if the first exchange failed with {@code thrown} before a byte of the response arrived because the
     * server rejected the client certificate. Under TLS 1.3 the client completes the handshake before the server checks the certificate, so
     * the alert arrives only then.
     *
     * @param thrown what reading the response threw
     * @param phase the current phase of the callout
     * @return the failure of the connection, or null if no alert about a rejected certificate was received
     */
    public @Nullable ConnectionFailedException refusal(IOException thrown, CalloutPhase phase) {
        HandshakeRecord.Failure failure = JsseFailure.of(thrown, phase);
        return failure.aboutCertificate()
                ? new ConnectionFailedException(handshake().failed(failure), thrown)
                : null;
    }

    /** Closes an idle connection as TLS requires, with a close_notify; never blocks. */
    public void end() {
        wire.stopReading();
        try {
            socket.close();
        } catch (IOException e) {
            // The other side has already closed the connection.
        }
        try {
            close();
        } catch (IOException e) {
            // As above.
        }
    }

    /** Closes the connection immediately, without telling the other side; never blocks. */
    @Override
    public void close() throws IOException {
        if (tls != null) {
            tls.forget(socket);
        }
        wire.close();
    }
}
