package io.callout4j.internal.soap;

import io.callout4j.error.CalloutException;
import io.callout4j.error.HandshakeRecord;
import io.callout4j.internal.http.HttpOutcome;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/**
 * How a SOAP exchange ended once its connection was established.
 *
 * @param status the HTTP status, or null if no status line was received
 * @param headers the response's headers; lookup ignores case
 * @param handshake what was observed while connecting, or null for {@code http:}
 * @param value the response, or null for a void one or a failure
 * @param soapHeaders the blocks of the response's SOAP Header; empty after a failure
 * @param failure the failure that the response contains, or why the response was lost or too late; null if there is none
 * @param traffic the traffic on the connection
 */
public record SoapOutcome(
        @Nullable Integer status,
        Map<String, String> headers,
        @Nullable HandshakeRecord handshake,
        @Nullable Object value,
        List<Element> soapHeaders,
        @Nullable CalloutException failure,
        HttpOutcome.Traffic traffic) {

    static SoapOutcome of(HttpOutcome http, @Nullable Object value, List<Element> soapHeaders) {
        return new SoapOutcome(
                http.status(), http.headers(), http.handshake(), value, soapHeaders, null, http.traffic());
    }

    static SoapOutcome failed(HttpOutcome http, @Nullable CalloutException failure) {
        return new SoapOutcome(
                http.status(), http.headers(), http.handshake(), null, List.of(), failure, http.traffic());
    }
}
