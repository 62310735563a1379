package io.callout4j.spi;

import io.callout4j.tls.ConnectionFailedException;

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

    /** Closes idle connections. No exchange runs any more when this is called. */
    @Override
    void close();
}
