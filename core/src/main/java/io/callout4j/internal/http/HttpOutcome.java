package io.callout4j.internal.http;

import io.callout4j.error.CalloutException;
import io.callout4j.error.HandshakeRecord;
import io.callout4j.spi.HttpResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an exchange ended once its connection was established. A failure is returned rather than thrown, because headers and handshake are
 * known after a failure as well.
 *
 * @param response the response, or null after a failure
 * @param failure why the response was lost or too late; null if there is a response
 * @param status the HTTP status, or null if no status line was received
 * @param headers the response's headers; lookup ignores case
 * @param handshake what was observed while connecting, or null for {@code http:}
 * @param traffic the traffic on the connection
 */
public record HttpOutcome(
        @Nullable HttpResponse response,
        @Nullable CalloutException failure,
        @Nullable Integer status,
        Map<String, String> headers,
        @Nullable HandshakeRecord handshake,
        Traffic traffic) {

    /**
     * The traffic on the connection.
     *
     * @param requestBytes the size of the request body as sent
     * @param responseBytes the size of the response body after decompression; 0 if there is none or it was not read to the end
     * @param connectionReused whether an earlier exchange had left the connection open
     */
    public record Traffic(long requestBytes, long responseBytes, boolean connectionReused) {

        /** No traffic. */
        public static final Traffic NONE = new Traffic(0, 0, false);
    }
}
