package io.callout4j.tls;

import io.callout4j.CalloutPhase;
import io.callout4j.HandshakeRecord;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * A connection that stands, TLS included. Used by one thread at a time; only {@link #close()} may come from another one, and
 * ends whatever the first one waits for.
 */
public final class Connection implements Closeable {

    private final WireSocket wire;
    private final Socket socket;
    private final @Nullable TlsContext tls;
    private final HandshakeRecord handshake;

    Connection(WireSocket wire, Socket socket, @Nullable TlsContext tls, HandshakeRecord handshake) {
        this.wire = wire;
        this.socket = socket;
        this.tls = tls;
        this.handshake = handshake;
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
        return handshake;
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
        return failure.aboutCertificate() ? new ConnectionFailedException(handshake.failed(failure), thrown) : null;
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
