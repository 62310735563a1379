package io.callout4j;

import io.callout4j.error.Finding;
import io.callout4j.error.HandshakeRecord;
import io.callout4j.internal.findings.HandshakeFindings;
import io.callout4j.request.CalloutRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/**
 * The response to a callout.
 *
 * <p>Immutable and safe to share if the value is: a bean, a DOM node or a Source belongs to the caller. {@code toString} shows neither the
 * value nor the headers, which may contain a session ID.
 *
 * @param value the value in the requested type, or null for a void response
 * @param status the HTTP status
 * @param headers the HTTP headers, names as first received, repeats joined with {@code ", "}; lookup ignores case
 * @param soapHeaders the blocks of the SOAP Header, as received
 * @param handshake what was observed while connecting, or null for {@code http:} and for a mock. For a connection that was kept alive, it
 *     describes how that connection was opened
 */
public record CalloutResponse(
        @Nullable Object value,
        int status,
        Map<String, String> headers,
        List<Element> soapHeaders,
        @Nullable HandshakeRecord handshake) {

    /**
     * The value in the requested type.
     *
     * @param <T> the type
     * @param type the class given to {@link CalloutRequest.Builder#responseType}
     * @return the value, or null for a void response
     * @throws ClassCastException if the value has another type
     */
    public <T> @Nullable T value(Class<T> type) {
        return type.cast(value);
    }

    /**
     * Findings about a connection that worked: for example, that the server did not request a certificate, or that Salesforce would not
     * have presented this one.
     *
     * @return warnings and infos, worst first; usually empty
     */
    public List<Finding> findings() {
        return handshake == null ? List.of() : HandshakeFindings.of(handshake);
    }

    @Override
    public String toString() {
        String kind = value == null ? "void" : value.getClass().getName();
        return "CalloutResponse[status=" + status + ", value=" + kind + "]";
    }
}
