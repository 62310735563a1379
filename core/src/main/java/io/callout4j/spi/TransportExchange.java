package io.callout4j.spi;

import io.callout4j.CalloutRequest;
import io.callout4j.tls.Deadline;
import io.callout4j.tls.Endpoint;
import io.callout4j.tls.TlsContext;
import org.jspecify.annotations.Nullable;

/**
 * One exchange to be made.
 *
 * @param request what to send; the rules have passed it
 * @param endpoint where to
 * @param tls the identity to show and the servers to trust, or null for {@code http:}
 * @param deadline when to give up
 */
public record TransportExchange(
        CalloutRequest request, Endpoint endpoint, @Nullable TlsContext tls, Deadline deadline) {}
