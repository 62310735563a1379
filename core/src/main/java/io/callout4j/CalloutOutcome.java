package io.callout4j;

import io.callout4j.error.CalloutConnectException;
import io.callout4j.error.CalloutException;
import io.callout4j.error.CalloutTlsException;
import io.callout4j.error.Finding;
import io.callout4j.error.HandshakeRecord;
import io.callout4j.internal.findings.HandshakeFindings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a callout ended, whether it succeeded or failed: for code that needs the response headers and the TLS handshake of failures too.
 *
 * <pre>{@code
 * CalloutOutcome outcome = callouts.attempt(request);
 * log.info("{} after HTTP {}", outcome.name(), outcome.status());
 * }</pre>
 *
 * <p>Immutable and safe to share if the response is. {@code toString} shows neither headers nor the response.
 *
 * @param response the response, or null if the callout failed
 * @param failure why there is no response, or null if there is one
 * @param status the HTTP status, or null if no response was received
 * @param headers the HTTP headers of the response, names as first received, repeats joined with {@code ", "}; lookup ignores case; empty if
 *     no response was received
 * @param handshake what was observed while connecting; null for {@code http:}, for a mock, and if no connection was attempted
 */
public record CalloutOutcome(
        @Nullable CalloutResponse response,
        @Nullable CalloutException failure,
        @Nullable Integer status,
        Map<String, String> headers,
        @Nullable HandshakeRecord handshake) {

    static CalloutOutcome of(CalloutResponse response) {
        return new CalloutOutcome(response, null, response.status(), response.headers(), response.handshake());
    }

    static CalloutOutcome failed(CalloutException failure, @Nullable HandshakeRecord handshake) {
        return new CalloutOutcome(null, failure, null, Map.of(), handshake);
    }

    /**
     * The stable name of this outcome, for programs.
     *
     * @return {@code response}, {@code empty} for a void response, or {@link CalloutException#outcome()} for a failure
     */
    public String name() {
        if (failure != null) {
            return failure.outcome();
        }
        return Objects.requireNonNull(response).value() == null ? "empty" : "response";
    }

    /**
     * The findings about the cause of a failure and about the connection.
     *
     * @return an unmodifiable list, worst first
     */
    public List<Finding> findings() {
        List<Finding> ofFailure = failure == null ? List.of() : failure.findings();
        boolean noConnection = failure instanceof CalloutTlsException || failure instanceof CalloutConnectException;
        if (handshake == null || noConnection) {
            // These failures already contain the findings of the handshake.
            return ofFailure;
        }
        List<Finding> all = new ArrayList<>(ofFailure);
        all.addAll(HandshakeFindings.of(handshake));
        return Finding.worstFirst(all);
    }

    /**
     * The response, or the exception that {@link Callouts#send} would throw.
     *
     * @return the response
     * @throws CalloutException if the callout failed
     */
    public CalloutResponse responseOrThrow() {
        if (failure != null) {
            throw failure;
        }
        return Objects.requireNonNull(response);
    }

    @Override
    public String toString() {
        return "CalloutOutcome[" + name() + (status == null ? "" : ", status=" + status) + "]";
    }
}
