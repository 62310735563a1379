package io.callout4j.spi;

import io.callout4j.tls.ConnectionFailedException;
import io.callout4j.tls.Deadline;
import io.callout4j.tls.Endpoint;
import io.callout4j.tls.TlsContext;
import org.jspecify.annotations.Nullable;

/**
 * Moves one request to the server and its answer back. Implementations are thread-safe: a runtime has one transport and calls
 * it from all threads.
 */
public interface CalloutTransport extends AutoCloseable {

    /**
     * Makes one exchange. The request is sent at most once, whatever happens.
     *
     * @param exchange what to send, where, as whom, and until when
     * @return what became of it once the connection stood, be it a value or a failure
     * @throws ConnectionFailedException where no usable connection came about, or the server refused the client
     *     certificate right after the handshake
     * @throws io.callout4j.CalloutException where it failed before a connection stood
     */
    TransportAnswer exchange(TransportExchange exchange) throws ConnectionFailedException;

    /**
     * Asks for what is under an endpoint with a GET without a body, which a SOAP service does not act on. On a connection of its own, which is
     * closed after it.
     *
     * @param endpoint where
     * @param tls the identity and trust, or null for plain HTTP
     * @param deadline until when
     * @return the answer as it came, a value that is the first part of the body as text (at most 4,000 characters); or how it was lost
     * @throws ConnectionFailedException as {@link #exchange} does
     * @throws io.callout4j.CalloutException as {@link #exchange} does
     */
    TransportAnswer look(Endpoint endpoint, @Nullable TlsContext tls, Deadline deadline)
            throws ConnectionFailedException;

    /** Closes idle connections. No exchange runs any more when this is called. */
    @Override
    void close();
}
