package io.callout4j.internal.soap;

import io.callout4j.internal.findings.HttpFailures;
import io.callout4j.internal.http.HttpClient;
import io.callout4j.internal.http.HttpOutcome;
import io.callout4j.internal.http.HttpRequest;
import io.callout4j.internal.net.Deadline;
import io.callout4j.internal.net.Endpoint;
import io.callout4j.internal.tls.ConnectionFailedException;
import io.callout4j.internal.tls.TlsContext;
import io.callout4j.request.CalloutLimits;
import io.callout4j.request.CalloutRequest;
import io.callout4j.spi.HttpResponse;
import io.callout4j.spi.SoapCodec;
import io.callout4j.spi.SoapCodec.Decoded;
import io.callout4j.spi.SoapCodec.Encoded;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Encodes, exchanges, decodes. Thread-safe. */
public final class SoapClient implements SoapExchange {

    private static final String ACCEPT = "text/xml, application/soap+xml, multipart/related";

    private final SoapCodec codec;
    private final HttpClient http;
    private final int requestBytes;

    /**
     * Creates a client.
     *
     * @param http closed with this client
     */
    public SoapClient(SoapCodec codec, HttpClient http, CalloutLimits limits) {
        this.codec = codec;
        this.http = http;
        this.requestBytes = limits.requestBytes();
    }

    @Override
    public SoapOutcome exchange(
            CalloutRequest request, Endpoint endpoint, MergeFields fields, @Nullable TlsContext tls, Deadline deadline)
            throws ConnectionFailedException {
        Encoded plain = codec.encode(request);
        Encoded sent = Compression.ofRequest(fields.fill(plain, requestBytes), request.headers());
        HttpOutcome outcome =
                http.send(new HttpRequest("POST", endpoint, headers(request, plain), sent, plain), tls, deadline);
        HttpResponse response = outcome.response();
        return response == null
                ? SoapOutcome.failed(outcome, outcome.failure())
                : decoded(outcome, endpoint, response, codec.decode(request, response));
    }

    private static SoapOutcome decoded(HttpOutcome outcome, Endpoint endpoint, HttpResponse response, Decoded decoded) {
        if (decoded instanceof Decoded.Value value) {
            return SoapOutcome.of(outcome, value.value(), value.soapHeaders());
        }
        if (decoded instanceof Decoded.Failure failure) {
            return SoapOutcome.failed(outcome, failure.failure());
        }
        String problem = ((Decoded.NotSoap) decoded).problem();
        return SoapOutcome.failed(outcome, HttpFailures.notSoap(endpoint, response, problem));
    }

    /** The headers that SOAP requires, overridden by the caller's. */
    private static Map<String, String> headers(CalloutRequest request, Encoded encoded) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Accept", ACCEPT);
        headers.putAll(encoded.headers());
        // A map that ignores case keeps the first spelling of a key, but the caller's spelling must be sent.
        headers.keySet().removeAll(request.headers().keySet());
        headers.putAll(request.headers());
        return headers;
    }

    @Override
    public void close() {
        http.close();
    }
}
