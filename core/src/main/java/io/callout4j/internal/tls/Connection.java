package io.callout4j.internal.tls;

import io.callout4j.error.CalloutPhase;
import io.callout4j.error.HandshakeRecord;
import io.callout4j.internal.net.WireSocket;
import io.callout4j.trust.HttpProxy;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A connection that stands, TLS included. Used by one thread at a time; only {@link #close()} may come from another one, and
 * ends whatever the first one waits for.
 */
public final class Connection implements Closeable {

    private final WireSocket wire;
    private final Socket socket;
    private final @Nullable TlsContext tls;
    private final Attempts attempts;
    private final @Nullable HandshakeWatch watch;
    private volatile HandshakeRecord handshake;

    /** Without TLS. */
    Connection(WireSocket wire, Attempts attempts) {
        this.wire = wire;
        this.socket = wire;
        this.tls = null;
        this.attempts = attempts;
        this.watch = null;
        this.handshake = attempts.record(null, null, null);
    }

    Connection(WireSocket wire, SSLSocket socket, TlsContext tls, Attempts attempts, HandshakeWatch watch) {
        this.wire = wire;
        this.socket = socket;
        this.tls = tls;
        this.attempts = attempts;
        this.watch = watch;
        watch.agreedOn(socket.getApplicationProtocol());
        this.handshake = attempts.record(watch, socket.getSession(), null);
        watch.finished();
    }

    /**
     * What the other side sends.
     *
     * @return the stream
     * @throws IOException where the connection is closed
     */
    public InputStream input() throws IOException {
        return socket.getInputStream();
    }

    /**
     * What goes to the other side. A write does not fail because the other side has gone; the next read does.
     *
     * @return the stream
     * @throws IOException where the connection is closed
     */
    public OutputStream output() throws IOException {
        return socket.getOutputStream();
    }

    /**
     * What was seen while connecting.
     *
     * @return the record; its session is null for a connection without TLS
     */
    public HandshakeRecord handshake() {
        HandshakeRecord seen = handshake;
        HandshakeRecord.Session session = seen.session();
        if (watch != null && session != null && !session.renegotiated() && watch.renegotiated()) {
            seen = attempts.record(watch, ((SSLSocket) socket).getSession(), null);
            handshake = seen;
        }
        return seen;
    }

    /**
     * Whether requests go to a proxy that sends them on: plain HTTP through a proxy. Their target is then the whole URL (RFC 9112
     * section 3.2.2).
     *
     * @return false without a proxy, and with TLS, which goes through it untouched
     */
    public boolean forwarded() {
        return tls == null && attempts.proxy() != null;
    }

    /**
     * What a forwarding proxy wants to see.
     *
     * @return the value of a Proxy-Authorization header, or null for none
     */
    public @Nullable String proxyAuthorization() {
        HttpProxy.Hop hop = attempts.proxy();
        return tls != null || hop == null ? null : hop.authorization();
    }

    /**
     * Whether TLS protects it.
     *
     * @return false for {@code http:}
     */
    public boolean secure() {
        return tls != null;
    }

    /**
     * Whether the other side has closed it, or has sent something unasked, while it was idle. Does not wait.
     *
     * @return true where it should not be used again
     */
    public boolean looksClosed() {
        try {
            // What TLS has decrypted already no longer shows on the wire.
            return socket.getInputStream().available() > 0 || wire.looksClosed();
        } catch (IOException e) {
            return true;
        }
    }

    /**
     * What it means that a forwarding proxy answered in the server's place that it does not know this caller (407).
     *
     * @param line the status line
     * @return the failure of the connection
     */
    public ConnectionFailedException refusedByProxy(String line) {
        return attempts.failed(
                HandshakeRecord.Failure.Kind.PROXY_REFUSED,
                CalloutPhase.PROXY,
                new IOException("The proxy refuses the caller. Proxy returns \"" + line + "\""));
    }

    /**
     * What it means that the first exchange on this connection failed with {@code thrown} before a byte of the answer
     * came. Under TLS 1.3 the client has finished the handshake before the server looks at its certificate, so a refusal
     * comes only now, as an alert.
     *
     * @param thrown what reading the answer threw
     * @param phase where the callout was
     * @return the failure of the connection, or null where it is none: no alert came that tells of a refused certificate
     */
    public @Nullable ConnectionFailedException refusal(IOException thrown, CalloutPhase phase) {
        HandshakeRecord.Failure failure = JsseFailure.of(thrown, phase);
        return failure.aboutCertificate()
                ? new ConnectionFailedException(handshake().failed(failure), thrown)
                : null;
    }

    /** Ends an idle connection as TLS wants it, with a close_notify; never blocks. */
    public void end() {
        wire.leave();
        try {
            socket.close();
        } catch (IOException e) {
            // The other side has gone before us.
        }
        try {
            close();
        } catch (IOException e) {
            // As above.
        }
    }

    /** Drops the connection at once, without a word to the other side; never blocks. */
    @Override
    public void close() throws IOException {
        if (tls != null) {
            tls.forget(socket);
        }
        wire.close();
    }
}
