package io.callout4j.internal.http;

import io.callout4j.error.CalloutException;
import io.callout4j.error.HandshakeRecord;
import io.callout4j.spi.HttpResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an exchange ended once its connection was established. Headers and handshake are known after a failure as well, which is why a failure is a
 * value here and not thrown.
 *
 * @param response the response, or null after a failure
 * @param failure how the response was lost, or that it came too late; null if there is a response
 * @param status the HTTP status, or null if no head of a response came
 * @param headers the response's headers; lookup ignores case
 * @param handshake what was seen while connecting, or null for {@code http:}
 * @param traffic what went over the connection
 */
public record HttpOutcome(
        @Nullable HttpResponse response,
        @Nullable CalloutException failure,
        @Nullable Integer status,
        Map<String, String> headers,
        @Nullable HandshakeRecord handshake,
        Traffic traffic) {

    /**
     * What went over the connection.
     *
     * @param requestBytes the size of the request's body as it was sent
     * @param responseBytes the size of the response's body after decompression; 0 if it has none or was not read to its end
     * @param connectionReused whether an earlier exchange had left the connection open
     */
    public record Traffic(long requestBytes, long responseBytes, boolean connectionReused) {

        /** Nothing at all. */
        public static final Traffic NONE = new Traffic(0, 0, false);
    }
}
