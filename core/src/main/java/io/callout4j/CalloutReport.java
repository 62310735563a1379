package io.callout4j;

import io.callout4j.error.CalloutPhase;
import io.callout4j.request.Operation;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * How a callout went, for monitoring in production; a {@link CalloutListener} receives one for each callout.
 *
 * <pre>{@code
 * report -> audit.info("{} {} {} ms as {}", report.endpoint(), report.outcomeName(), report.total().toMillis(), report.certificateName())
 * }</pre>
 *
 * <p>Immutable and safe to share if the response is. {@code toString} shows neither headers nor body.
 *
 * @param operation the operation that was called
 * @param endpoint the URL that was called, without query and user name
 * @param host the host: a name in A-label form or an IP literal without brackets; empty if the endpoint is not a URL
 * @param port the port; 0 if the endpoint is not a URL
 * @param outcome how it ended: response or failure, status, and TLS handshake. Contains the headers and value of the response, which may be
 *     secret
 * @param total the time from start to end, without the time spent in listeners; includes the wait for a thread if the callout is
 *     asynchronous
 * @param phases the time spent in each phase that was entered, in order; unmodifiable. The rest of the total was spent on your side before
 *     or between phases: opening the certificate, writing the XML
 * @param requestBytes the size of the request body as sent (compressed, if it was); 0 for a mock, for a canceled callout, and if no
 *     connection was established
 * @param responseBytes the size of the response body after decompression; 0 if there is none or it was not read to the end
 * @param connectionReused whether the callout used a connection that an earlier one had left open
 * @param certificateName the named certificate that the callout asked for; null if it had none, had it inline, or asked for one that the
 *     runtime does not have
 * @param certificateFingerprint the SHA-256 fingerprint, in lower-case hex, of the client certificate chosen for the connection; null if
 *     there was none or it could not be opened
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
     * Whether the caller canceled the callout. The failure is then a {@link io.callout4j.error.CalloutConnectException} if nothing was
     * sent, otherwise a {@link io.callout4j.error.CalloutResponseException}, as for an interrupted thread; its cause is a
     * {@link CancellationException}. This exception is only reported, never thrown: the future itself is canceled.
     *
     * @return false if it ended in any other way
     */
    public boolean canceled() {
        return outcome.failure() != null && outcome.failure().getCause() instanceof CancellationException;
    }

    /**
     * The outcome as a name to count by, such as the tag of a metric.
     *
     * @return {@code cancelled} if the caller canceled it, otherwise {@link CalloutOutcome#name()}
     */
    public String outcomeName() {
        return canceled() ? "cancelled" : outcome.name();
    }

    @Override
    public String toString() {
        return "CalloutReport[" + operation.request().getLocalPart() + " to " + endpoint + ": " + outcomeName() + " in "
                + total.toMillis() + " ms]";
    }
}
