package io.callout4j.spi;

import io.callout4j.CalloutException;
import io.callout4j.HandshakeRecord;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/**
 * What became of an exchange once its connection stood. Headers and the handshake come back with a failure as well, which is why a
 * failure is a value here and not thrown.
 *
 * @param status the HTTP status, or null where no head of an answer came
 * @param headers the answer's headers, names as first received, repeats joined with {@code ", "}; look-up ignores case
 * @param handshake what was seen while connecting, or null for {@code http:}
 * @param value the response, or null for a void answer or a failure
 * @param soapHeaders the blocks of the answer's SOAP Header; empty for a failure
 * @param failure what the answer says went wrong (a SOAP fault, an HTML page), how it was lost, or that it came too late; or null
 * @param traffic what went over the connection, for those who watch callouts
 */
public record TransportAnswer(
        @Nullable Integer status,
        Map<String, String> headers,
        @Nullable HandshakeRecord handshake,
        @Nullable Object value,
        List<Element> soapHeaders,
        @Nullable CalloutException failure,
        Traffic traffic) {

    /**
     * What went over the connection.
     *
     * @param requestBytes the size of the request's body as it was sent
     * @param responseBytes the size of the answer's body after unpacking; 0 where it has none or was not read to its end
     * @param connectionReused whether an earlier exchange had left the connection open
     */
    public record Traffic(long requestBytes, long responseBytes, boolean connectionReused) {

        /** Nothing at all. */
        public static final Traffic NONE = new Traffic(0, 0, false);
    }
}
