package io.callout4j.cxf;

import io.callout4j.CalloutException;
import io.callout4j.CalloutLimits;
import io.callout4j.HandshakeRecord;
import io.callout4j.spi.CalloutTransport;
import io.callout4j.spi.TransportAnswer;
import io.callout4j.spi.TransportExchange;
import io.callout4j.tls.ConnectionFailedException;
import io.callout4j.tls.Connector;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Encodes, exchanges, decodes. */
final class CxfTransport implements CalloutTransport {

    private final int requestBytes;
    private final SoapEncoders encoders;
    private final ConnectionPool pool;
    private final AnswerReader reader;

    CxfTransport(Connector connector, CalloutLimits limits) {
        DataBindings bindings = new DataBindings();
        requestBytes = limits.requestBytes();
        encoders = new SoapEncoders(bindings, limits.requestBytes());
        pool = new ConnectionPool(connector, limits);
        reader = new AnswerReader(bindings, limits);
    }

    @Override
    public TransportAnswer exchange(TransportExchange exchange) throws ConnectionFailedException {
        EncodedRequest encoded = MergeFields.fill(
                        encoders.encode(exchange.request()), exchange.bodyFields(), requestBytes)
                .packedAs(exchange.request().headers());
        HttpConnection connection = pool.take(exchange.endpoint(), exchange.tls(), exchange.deadline());
        HttpAnswer answer;
        try {
            answer = post(connection, exchange, encoded);
        } catch (CalloutException e) {
            HttpConnection.Head head = connection.answerHead();
            return new TransportAnswer(
                    head == null ? null : head.status(),
                    head == null ? Map.of() : head.headers(),
                    handshake(exchange, connection.handshake()),
                    null,
                    List.of(),
                    e);
        }
        AnswerReader.Reading reading = reader.read(exchange.request(), exchange.endpoint(), answer);
        return new TransportAnswer(
                answer.status(),
                answer.headers(),
                handshake(exchange, answer.handshake()),
                reading.value(),
                reading.soapHeaders(),
                reading.failure());
    }

    private static @Nullable HandshakeRecord handshake(TransportExchange exchange, HandshakeRecord seen) {
        return exchange.endpoint().secure() ? seen : null;
    }

    private HttpAnswer post(HttpConnection connection, TransportExchange exchange, EncodedRequest encoded)
            throws ConnectionFailedException {
        boolean keep = false;
        try {
            HttpAnswer answer = connection.post(exchange, encoded);
            exchange.deadline().release();
            keep = connection.reusable();
            return answer;
        } finally {
            if (keep) {
                pool.giveBack(connection);
            } else {
                connection.drop();
            }
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
