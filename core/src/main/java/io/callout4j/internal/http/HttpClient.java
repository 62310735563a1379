package io.callout4j.internal.http;

import io.callout4j.error.CalloutException;
import io.callout4j.error.HandshakeRecord;
import io.callout4j.internal.http.HttpOutcome.Traffic;
import io.callout4j.internal.net.Deadline;
import io.callout4j.internal.net.Endpoint;
import io.callout4j.internal.tls.ConnectionFailedException;
import io.callout4j.internal.tls.Connector;
import io.callout4j.internal.tls.TlsContext;
import io.callout4j.request.CalloutLimits;
import io.callout4j.spi.HttpResponse;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 for one runtime: one exchange under one deadline, as one identity, over pooled connections. A request is sent at most once.
 * Thread-safe.
 */
public final class HttpClient implements HttpExchange {

    /** Similar to what a browser sends. */
    private static final Map<String, String> PROBE_HEADERS =
            Map.of("Accept", "text/xml, application/soap+xml, text/html, */*", "Connection", "close");

    private final ConnectionPool pool;
    private final WireLog wire;

    /**
     * Creates a client without connections.
     *
     * @param connector opens connections; not closed with the client
     * @param limits how much may be read
     * @param redacted names of XML elements whose content the wire log must not show
     */
    public HttpClient(Connector connector, CalloutLimits limits, Set<String> redacted) {
        pool = new ConnectionPool(connector, limits);
        wire = new WireLog(redacted);
    }

    @Override
    public HttpOutcome send(HttpRequest request, @Nullable TlsContext tls, Deadline deadline)
            throws ConnectionFailedException {
        HttpConnection connection = pool.take(request.endpoint(), tls, deadline);
        boolean reused = connection.used();
        long sent = request.body() == null ? 0 : request.body().length();
        boolean keep = false;
        try {
            HttpResponse response =
                    wire.isOn() ? logged(connection, request, deadline) : connection.send(request, deadline);
            deadline.release();
            keep = connection.reusable();
            return received(request.endpoint(), response, new Traffic(sent, response.length(), reused));
        } catch (CalloutException e) {
            return lost(connection, request.endpoint(), e, new Traffic(sent, 0, reused));
        } finally {
            if (keep) {
                connection.giveBack();
            } else {
                connection.drop();
            }
        }
    }

    /**
     * Sends a GET without a body to an endpoint, which a SOAP service does not act on. Uses a new connection and closes it.
     *
     * @param tls the identity to present and the servers to trust, or null for {@code http:}
     * @throws ConnectionFailedException as {@link #send} does
     * @throws CalloutException as {@link #send} does
     */
    public HttpOutcome probe(Endpoint endpoint, @Nullable TlsContext tls, Deadline deadline)
            throws ConnectionFailedException {
        HttpConnection connection = pool.fresh(endpoint, tls, deadline);
        try {
            HttpResponse response = connection.send(HttpRequest.get(endpoint, PROBE_HEADERS), deadline);
            deadline.release();
            return received(endpoint, response, new Traffic(0, response.length(), false));
        } catch (CalloutException e) {
            return lost(connection, endpoint, e, Traffic.NONE);
        } finally {
            connection.drop();
        }
    }

    private static HttpOutcome received(Endpoint endpoint, HttpResponse response, Traffic traffic) {
        HandshakeRecord handshake = endpoint.secure() ? response.handshake() : null;
        return new HttpOutcome(response, null, response.status(), response.headers(), handshake, traffic);
    }

    private static HttpOutcome lost(
            HttpConnection connection, Endpoint endpoint, CalloutException failure, Traffic traffic) {
        HttpConnection.Head head = connection.responseHead();
        return new HttpOutcome(
                null,
                failure,
                head == null ? null : head.status(),
                head == null ? Map.of() : head.headers(),
                endpoint.secure() ? connection.handshake() : null,
                traffic);
    }

    private HttpResponse logged(HttpConnection connection, HttpRequest request, Deadline deadline)
            throws ConnectionFailedException {
        long number = wire.request(request, connection.headersOf(request));
        try {
            HttpResponse response = connection.send(request, deadline);
            wire.response(number, response);
            return response;
        } catch (RuntimeException | ConnectionFailedException e) {
            wire.lost(number, connection.responseHead(), e);
            throw e;
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
