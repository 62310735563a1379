package io.callout4j.internal.soap;

import io.callout4j.error.CalloutPhase;
import io.callout4j.error.CalloutTimeoutException;
import io.callout4j.internal.findings.HttpFailures;
import io.callout4j.internal.http.HttpOutcome;
import io.callout4j.internal.http.HttpRequest;
import io.callout4j.internal.net.Deadline;
import io.callout4j.internal.net.Endpoint;
import io.callout4j.request.CalloutLimits;
import io.callout4j.request.CalloutRequest;
import io.callout4j.spi.HttpResponse;
import io.callout4j.spi.SoapCodec;
import io.callout4j.spi.SoapCodec.Decoded;
import io.callout4j.spi.SoapCodec.Encoded;
import java.util.Map;
import java.util.TreeMap;

/** Converts callouts to HTTP requests and HTTP responses to results. Thread-safe. */
public final class SoapMessages {

    private static final String ACCEPT = "text/xml, application/soap+xml, multipart/related";

    private final SoapCodec codec;
    private final int requestBytes;

    /** Creates one that uses a codec and the limit for requests. */
    public SoapMessages(SoapCodec codec, CalloutLimits limits) {
        this.codec = codec;
        this.requestBytes = limits.requestBytes();
    }

    /**
     * Creates the HTTP request for a callout.
     *
     * @param request what to send; the rules have accepted it
     * @param endpoint where it goes
     * @param fields what a named credential fills into the envelope
     * @throws io.callout4j.error.CalloutConfigurationException if the payload cannot be written, or is larger than the limit
     */
    public HttpRequest encode(CalloutRequest request, Endpoint endpoint, MergeFields fields) {
        Encoded plain = codec.encode(request);
        Encoded sent = Compression.ofRequest(fields.fill(plain, requestBytes), request.headers());
        return new HttpRequest("POST", endpoint, headers(request, plain), sent, plain);
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

    /**
     * Converts the outcome of the exchange to the result of the callout.
     *
     * @param request what was sent
     * @param endpoint where it went
     * @param outcome how the exchange ended
     * @param deadline the deadline of the callout, which also limits the time for parsing
     * @throws java.util.concurrent.CancellationException if the callout is canceled meanwhile
     */
    public SoapOutcome decode(CalloutRequest request, Endpoint endpoint, HttpOutcome outcome, Deadline deadline) {
        HttpResponse response = outcome.response();
        if (response == null) {
            return SoapOutcome.failed(outcome, outcome.failure());
        }
        Decoded decoded = decoded(request, response, deadline);
        if (decoded instanceof Decoded.Value value) {
            return SoapOutcome.of(outcome, value.value(), value.soapHeaders());
        }
        if (decoded instanceof Decoded.Failure failure) {
            return SoapOutcome.failed(outcome, failure.failure());
        }
        String problem = ((Decoded.NotSoap) decoded).problem();
        return SoapOutcome.failed(outcome, HttpFailures.notSoap(endpoint, response, problem));
    }

    private Decoded decoded(CalloutRequest request, HttpResponse response, Deadline deadline) {
        try {
            deadline.enter(CalloutPhase.DECODE);
            Decoded decoded = codec.decode(request, response, deadline::check);
            deadline.check();
            return decoded;
        } catch (CalloutTimeoutException e) {
            return new Decoded.Failure(e);
        }
    }
}
