package io.callout4j;

import io.callout4j.error.CalloutException;
import io.callout4j.internal.http.HttpOutcome.Traffic;
import io.callout4j.internal.net.Deadline;
import io.callout4j.internal.net.Endpoint;
import io.callout4j.internal.soap.MergeFields;
import io.callout4j.internal.soap.SoapExchange;
import io.callout4j.internal.soap.SoapOutcome;
import io.callout4j.internal.tls.TlsContext;
import io.callout4j.request.CalloutRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A transport that sends nothing: it records requests and returns configured responses. */
final class RecordingTransport implements SoapExchange {

    /** What was to be sent. */
    record Exchange(CalloutRequest request, Endpoint endpoint, MergeFields fields, TlsContext tls, Deadline deadline) {}

    final List<Exchange> exchanges = new ArrayList<>();
    final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    Object value = "<ok/>";
    CalloutException failure;
    CalloutException thrown;
    boolean closed;
    Consumer<Exchange> during = exchange -> {};
    Traffic traffic = new Traffic(10, 20, true);

    @Override
    public SoapOutcome exchange(
            CalloutRequest request, Endpoint endpoint, MergeFields fields, TlsContext tls, Deadline deadline) {
        Exchange exchange = new Exchange(request, endpoint, fields, tls, deadline);
        exchanges.add(exchange);
        during.accept(exchange);
        if (thrown != null) {
            throw thrown;
        }
        return new SoapOutcome(200, headers, null, failure == null ? value : null, List.of(), failure, traffic);
    }

    @Override
    public void close() {
        closed = true;
    }

    CalloutsBuilder callouts() {
        CalloutsBuilder builder = Callouts.builder();
        builder.exchange = this;
        return builder;
    }

    Exchange last() {
        return exchanges.get(exchanges.size() - 1);
    }
}
