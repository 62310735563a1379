package io.callout4j;

import io.callout4j.error.CalloutPhase;
import io.callout4j.request.Operation;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * How a callout went, for whoever watches callouts in production; a {@link CalloutListener} gets one for each.
 *
 * <pre>{@code
 * report -> audit.info("{} {} {} ms as {}", report.endpoint(), report.outcomeName(), report.total().toMillis(), report.certificateName())
 * }</pre>
 *
 * <p>Made by the library from an unmodifiable map: immutable and safe to share, as far as the response is. {@code toString} shows neither headers nor body.
 *
 * @param operation what was called
 * @param endpoint where it went: the URL without its query and without a user name
 * @param host the host: a name in A-label form or an IP literal without brackets; empty where the endpoint is no URL
 * @param port the port; 0 where the endpoint is no URL
 * @param outcome how it ended: response or failure, status, and what TLS negotiated. Holds the answer's headers and value, which may be
 *     secret
 * @param total from the beginning to the end, without the time of the listeners; for an asynchronous callout with its wait for a thread
 * @param phases the time in each phase that was entered, in the order of the way; unmodifiable. What is missing from the total was spent
 *     on this side before or between: opening the certificate, writing the XML
 * @param requestBytes the size of the request's body as it was sent, packed where it was packed; 0 where the connection did not come about,
 *     for a mock, and for a cancelled callout
 * @param responseBytes the size of the answer's body after unpacking; 0 where it has none or was not read to its end
 * @param connectionReused whether the callout went over a connection that an earlier one had left open
 * @param certificateName the named certificate that it asked for; null where the callout had no certificate, had it inline, or asked for one
 *     that the runtime does not have
 * @param certificateFingerprint of the client certificate chosen for the connection, the SHA-256 of its leaf in lower-case hex; null without,
 *     and where it could not be opened
 */
public record CalloutReport(
        Operation operation,
        String endpoint,
        String host,
        int port,
        CalloutOutcome outcome,
        Duration total,
        Map<CalloutPhase, Duration> phases,
        long requestBytes,
        long responseBytes,
        boolean connectionReused,
        @Nullable String certificateName,
        @Nullable String certificateFingerprint) {

    /**
     * Whether the caller canceled it. The failure is then a {@link io.callout4j.error.CalloutConnectException} if nothing was sent, else a
     * {@link io.callout4j.error.CalloutResponseException}, as for an interrupted thread; its cause is a {@link CancellationException}. Nobody
     * has caught it: the future says that it was canceled.
     *
     * @return false for all other ends
     */
    public boolean cancelled() {
        return outcome.failure() != null && outcome.failure().getCause() instanceof CancellationException;
    }

    /**
     * The word to count it under.
     *
     * @return {@code cancelled} where the caller cancelled it, else what {@link CalloutOutcome#name()} says
     */
    public String outcomeName() {
        return cancelled() ? "cancelled" : outcome.name();
    }

    @Override
    public String toString() {
        return "CalloutReport[" + operation.request().getLocalPart() + " to " + endpoint + ": " + outcomeName() + " in "
                + total.toMillis() + " ms]";
    }
}
