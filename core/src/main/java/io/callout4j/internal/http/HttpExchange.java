package io.callout4j.internal.http;

import io.callout4j.internal.net.Deadline;
import io.callout4j.internal.tls.ConnectionFailedException;
import io.callout4j.internal.tls.TlsContext;
import org.jspecify.annotations.Nullable;

/** Sends a request to the server and returns its response. Implementations are thread-safe. */
public interface HttpExchange extends AutoCloseable {

    /**
     * Makes one exchange. The request is sent at most once.
     *
     * @param request what to send
     * @param tls the identity to present and the servers to trust, or null for {@code http:}
     * @param deadline when to give up
     * @return how it ended once the connection was established
     * @throws ConnectionFailedException if no usable connection was established, or the server rejected the client certificate right after
     *     the handshake
     * @throws io.callout4j.error.CalloutException if it failed before a connection was established
     */
    HttpOutcome send(HttpRequest request, @Nullable TlsContext tls, Deadline deadline) throws ConnectionFailedException;

    /** Closes idle connections. No exchange may be running. */
    @Override
    void close();
}
