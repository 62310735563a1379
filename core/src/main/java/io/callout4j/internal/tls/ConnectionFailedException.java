package io.callout4j.internal.tls;

import io.callout4j.error.HandshakeRecord;
import java.io.IOException;
import java.util.Objects;

/**
 * No usable connection came about: the name, the address, the handshake, or a server that refused the client certificate
 * right after it. {@link #handshake()} tells what was seen; the rules of the diagnosis make findings of it.
 */
public final class ConnectionFailedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient HandshakeRecord handshake;

    /**
     * Makes one.
     *
     * @param handshake what was seen, with its {@link HandshakeRecord#failure()}
     * @param cause what the JDK threw
     */
    public ConnectionFailedException(HandshakeRecord handshake, IOException cause) {
        super(Objects.requireNonNull(handshake.failure()).text(), cause);
        this.handshake = handshake;
    }

    /**
     * What was seen.
     *
     * @return a record with a failure
     */
    public HandshakeRecord handshake() {
        return handshake;
    }
}
