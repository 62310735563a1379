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
 * What a callout brought back.
 *
 * <p>Immutable and safe to share, as far as the value is: a bean, a DOM node and a Source belong to the caller. {@code toString} shows
 * neither the value nor the headers, which may hold a session id.
 *
 * @param value the response in the type asked for, or null for a void answer
 * @param status the HTTP status
 * @param headers the answer's HTTP headers, names as first received, repeats joined with {@code ", "}; look-up ignores case
 * @param soapHeaders the blocks of the answer's SOAP Header, as they came
 * @param handshake what was seen while connecting, or null for {@code http:} and for a mock. For a connection that was kept
 *     alive it tells of its beginning
 */
public record CalloutResponse(
        @Nullable Object value,
        int status,
        Map<String, String> headers,
        List<Element> soapHeaders,
        @Nullable HandshakeRecord handshake) {

    /**
     * The value in the type that was asked for.
     *
     * @param <T> the type
     * @param type the class given to {@link CalloutRequest.Builder#responseType}
     * @return the value, or null for a void answer
     * @throws ClassCastException where the value is of another type
     */
    public <T> @Nullable T value(Class<T> type) {
        return type.cast(value);
    }

    /**
     * What is worth knowing about the connection although it stood: that the server asked for no certificate, that Salesforce would
     * not have shown this one.
     *
     * @return warnings and infos, worst first; mostly empty
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
