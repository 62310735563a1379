package io.callout4j.cxf;

import io.callout4j.CalloutException;
import io.callout4j.CalloutLimits;
import io.callout4j.spi.CalloutTransport;
import io.callout4j.spi.TransportAnswer;
import io.callout4j.spi.TransportAnswer.Traffic;
import io.callout4j.spi.TransportExchange;
import io.callout4j.spi.TransportSettings;
import io.callout4j.tls.ConnectionFailedException;
import io.callout4j.tls.Connector;
import io.callout4j.tls.Deadline;
import io.callout4j.tls.Endpoint;
import io.callout4j.tls.TlsContext;
import java.util.List;
import java.util.Map;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.jspecify.annotations.Nullable;

/** Encodes, exchanges, decodes. */
final class CxfTransport implements CalloutTransport {

    /** How much of a page is kept: enough to tell what it is. */
    private static final int PAGE_START = 4_000;

    private final int requestBytes;
    private final SoapEncoders encoders;
    private final ConnectionPool pool;
    private final AnswerReader reader;
    private final WireLog wire;

    CxfTransport(Connector connector, TransportSettings settings) {
        DataBindings bindings = new DataBindings();
        CalloutLimits limits = settings.limits();
        requestBytes = limits.requestBytes();
        encoders = new SoapEncoders(bindings, limits.requestBytes());
        pool = new ConnectionPool(connector, limits);
        reader = new AnswerReader(bindings, limits);
        wire = new WireLog(limits, settings.redacted());
    }

    @Override
    public TransportAnswer exchange(TransportExchange exchange) throws ConnectionFailedException {
        EncodedRequest plain = encoders.encode(exchange.request());
        EncodedRequest encoded = MergeFields.fill(plain, exchange.bodyFields(), requestBytes)
                .packedAs(exchange.request().headers());
        HttpConnection connection = pool.take(exchange.endpoint(), exchange.tls(), exchange.deadline());
        boolean reused = connection.used();
        HttpAnswer answer;
        try {
            answer = post(connection, exchange, plain, encoded);
        } catch (CalloutException e) {
            return lost(connection, exchange.endpoint(), e, new Traffic(encoded.length(), 0, reused));
        }
        AnswerReader.Reading reading = reader.read(exchange.request(), exchange.endpoint(), answer);
        return new TransportAnswer(
                answer.status(),
                answer.headers(),
                exchange.endpoint().secure() ? answer.handshake() : null,
                reading.value(),
                reading.soapHeaders(),
                reading.failure(),
                new Traffic(encoded.length(), answer.length(), reused));
    }

    @Override
    public TransportAnswer look(Endpoint endpoint, @Nullable TlsContext tls, Deadline deadline)
            throws ConnectionFailedException {
        HttpConnection connection = pool.fresh(endpoint, tls, deadline);
        try {
            HttpAnswer answer =
                    connection.send(endpoint, deadline, Requests.look(endpoint, connection.connection()), null);
            deadline.release();
            return new TransportAnswer(
                    answer.status(),
                    answer.headers(),
                    endpoint.secure() ? answer.handshake() : null,
                    AnswerReader.text(answer, PAGE_START),
                    List.of(),
                    null,
                    new Traffic(0, answer.length(), false));
        } catch (CalloutException e) {
            return lost(connection, endpoint, e, Traffic.NONE);
        } finally {
            connection.drop();
        }
    }

    private static TransportAnswer lost(
            HttpConnection connection, Endpoint endpoint, CalloutException failure, Traffic traffic) {
        HttpConnection.Head head = connection.answerHead();
        return new TransportAnswer(
                head == null ? null : head.status(),
                head == null ? Map.of() : head.headers(),
                endpoint.secure() ? connection.handshake() : null,
                null,
                List.of(),
                failure,
                traffic);
    }

    private HttpAnswer post(
            HttpConnection connection, TransportExchange exchange, EncodedRequest plain, EncodedRequest encoded)
            throws ConnectionFailedException {
        boolean keep = false;
        try {
            BasicClassicHttpRequest request = Requests.of(exchange, encoded, connection.connection());
            HttpAnswer answer = wire.isOn()
                    ? shown(connection, exchange, request, plain, encoded)
                    : connection.send(exchange.endpoint(), exchange.deadline(), request, encoded);
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

    private HttpAnswer shown(
            HttpConnection connection,
            TransportExchange exchange,
            BasicClassicHttpRequest request,
            EncodedRequest plain,
            EncodedRequest encoded)
            throws ConnectionFailedException {
        long number = wire.request(exchange.endpoint(), request, plain);
        try {
            HttpAnswer answer = connection.send(exchange.endpoint(), exchange.deadline(), request, encoded);
            wire.answer(number, answer);
            return answer;
        } catch (RuntimeException | ConnectionFailedException e) {
            wire.lost(number, connection.answerHead(), e);
            throw e;
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
