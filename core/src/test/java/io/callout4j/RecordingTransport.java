package io.callout4j;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.callout4j.error.CalloutException;
import io.callout4j.internal.http.HttpExchange;
import io.callout4j.internal.http.HttpOutcome;
import io.callout4j.internal.http.HttpOutcome.Traffic;
import io.callout4j.internal.http.HttpRequest;
import io.callout4j.internal.net.Deadline;
import io.callout4j.internal.net.Endpoint;
import io.callout4j.internal.tls.TlsContext;
import io.callout4j.request.CalloutRequest;
import io.callout4j.spi.HttpResponse;
import io.callout4j.spi.SoapCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A codec and an HTTP exchange that send nothing: they record requests and return configured responses. */
final class RecordingTransport implements HttpExchange, SoapCodec {

    /** What was to be sent. */
    record Exchange(CalloutRequest request, HttpRequest http, TlsContext tls, Deadline deadline) {

        Endpoint endpoint() {
            return http.endpoint();
        }

        String body() {
            return new String(http.body().body(), 0, http.body().length(), UTF_8);
        }
    }

    final List<Exchange> exchanges = new ArrayList<>();
    final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    Object value = "<ok/>";
    CalloutException failure;
    CalloutException thrown;
    boolean closed;
    Consumer<Exchange> during = exchange -> {};
    Traffic traffic = new Traffic(10, 20, true);
    private final ThreadLocal<CalloutRequest> encoded = new ThreadLocal<>();

    @Override
    public Encoded encode(CalloutRequest request) {
        encoded.set(request);
        byte[] body = String.valueOf(request.payload()).getBytes(UTF_8);
        return new Encoded(body, body.length, Map.of("Content-Type", "text/xml"));
    }

    @Override
    public HttpOutcome send(HttpRequest request, TlsContext tls, Deadline deadline) {
        Exchange exchange = new Exchange(encoded.get(), request, tls, deadline);
        exchanges.add(exchange);
        during.accept(exchange);
        if (thrown != null) {
            throw thrown;
        }
        HttpResponse response = new HttpResponse(200, "OK", headers, new byte[0], 0, false, null);
        return new HttpOutcome(response, null, 200, headers, null, traffic);
    }

    @Override
    public Decoded decode(CalloutRequest request, HttpResponse response, Checkpoint checkpoint) {
        return failure == null ? new Decoded.Value(value, List.of()) : new Decoded.Failure(failure);
    }

    @Override
    public void close() {
        closed = true;
    }

    CalloutsBuilder callouts() {
        CalloutsBuilder builder = Callouts.builder().codec((limits, values) -> this);
        builder.exchange = this;
        return builder;
    }

    Exchange last() {
        return exchanges.get(exchanges.size() - 1);
    }
}
