package io.callout4j;

import io.callout4j.spi.CalloutTransport;
import io.callout4j.spi.TransportAnswer;
import io.callout4j.spi.TransportExchange;
import io.callout4j.spi.TransportSettings;
import io.callout4j.tls.Deadline;
import io.callout4j.tls.Endpoint;
import io.callout4j.tls.TlsContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A transport that sends nothing: it keeps what it is given and answers what it is told to. */
final class RecordingTransport implements CalloutTransport {

    final List<TransportExchange> exchanges = new ArrayList<>();
    final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    Object value = "<ok/>";
    CalloutException failure;
    CalloutException thrown;
    boolean closed;
    Consumer<TransportExchange> during = exchange -> {};
    TransportAnswer.Traffic traffic = new TransportAnswer.Traffic(10, 20, true);
    TransportSettings settings;

    @Override
    public TransportAnswer exchange(TransportExchange exchange) {
        exchanges.add(exchange);
        during.accept(exchange);
        if (thrown != null) {
            throw thrown;
        }
        return new TransportAnswer(200, headers, null, failure == null ? value : null, List.of(), failure, traffic);
    }

    @Override
    public TransportAnswer look(Endpoint endpoint, TlsContext tls, Deadline deadline) {
        throw new UnsupportedOperationException("Callouts do not look.");
    }

    @Override
    public void close() {
        closed = true;
    }

    CalloutsBuilder callouts() {
        return Callouts.builder().transport((connector, given) -> {
            settings = given;
            return this;
        });
    }

    TransportExchange last() {
        return exchanges.get(exchanges.size() - 1);
    }
}
