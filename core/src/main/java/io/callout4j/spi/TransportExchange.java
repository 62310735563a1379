package io.callout4j.spi;

import io.callout4j.CalloutRequest;
import io.callout4j.tls.Deadline;
import io.callout4j.tls.Endpoint;
import io.callout4j.tls.TlsContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One exchange to be made.
 *
 * @param request what to send; the rules have passed it
 * @param endpoint where to
 * @param tls the identity to show and the servers to trust, or null for {@code http:}
 * @param deadline when to give up
 * @param bodyFields texts of the envelope, such as {@code {!$Credential.Password}}, and what is sent in their place, which is to be
 *     escaped for XML; mostly empty
 */
public record TransportExchange(
        CalloutRequest request,
        Endpoint endpoint,
        @Nullable TlsContext tls,
        Deadline deadline,
        Map<String, String> bodyFields) {
    /** Names the request and no field's value. */
    @Override
    public String toString() {
        return "TransportExchange[" + request + "]";
    }
}
