package io.callout4j.internal.http;

import io.callout4j.internal.net.Endpoint;
import io.callout4j.spi.SoapCodec.Encoded;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request.
 *
 * @param method such as {@code POST}
 * @param endpoint where it goes
 * @param headers the headers to send, each in one spelling; Host, Content-Length and User-Agent are added
 * @param body the body, or null
 * @param shown what the wire log shows instead of the body: not compressed, and without what a named credential fills in
 */
public record HttpRequest(
        String method,
        Endpoint endpoint,
        Map<String, String> headers,
        @Nullable Encoded body,
        @Nullable Encoded shown) {

    /** A GET without a body. */
    public static HttpRequest get(Endpoint endpoint, Map<String, String> headers) {
        return new HttpRequest("GET", endpoint, headers, null, null);
    }

    /** Shows the destination but no content. */
    @Override
    public String toString() {
        return method + " " + endpoint;
    }
}
