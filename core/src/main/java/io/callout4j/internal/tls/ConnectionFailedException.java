package io.callout4j.internal.tls;

import io.callout4j.error.HandshakeRecord;
import java.io.IOException;
import java.util.Objects;

/**
 * No usable connection could be established: because of the name, the address, the handshake, or because the server rejected the client
 * certificate right after it. {@link #handshake()} returns what was recorded, from which the rules derive findings.
 */
public final class ConnectionFailedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient HandshakeRecord handshake;

    /**
     * Creates the exception.
     *
     * @param handshake what was recorded, with its {@link HandshakeRecord#failure()}
     * @param cause what the JDK threw
     */
    public ConnectionFailedException(HandshakeRecord handshake, IOException cause) {
        super(Objects.requireNonNull(handshake.failure()).text(), cause);
        this.handshake = handshake;
    }

    /**
     * What was recorded.
     *
     * @return a record with a failure
     */
    public HandshakeRecord handshake() {
        return handshake;
    }
}
