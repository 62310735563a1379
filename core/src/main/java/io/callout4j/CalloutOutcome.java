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
 * How a callout ended, whichever way: for code that wants the answer's headers and what TLS negotiated with a failure too.
 *
 * <pre>{@code
 * CalloutOutcome outcome = callouts.attempt(request);
 * log.info("{} after HTTP {}", outcome.name(), outcome.status());
 * }</pre>
 *
 * <p>Immutable and safe to share, as far as the response is. {@code toString} shows neither headers nor the answer.
 *
 * @param response what came back, or null where the callout failed
 * @param failure why there is no response, or null where there is one
 * @param status the HTTP status, or null where no answer came
 * @param headers the answer's HTTP headers, names as first received, repeats joined with {@code ", "}; look-up ignores case; empty
 *     where no answer came
 * @param handshake what was seen while connecting, or null where no connection was tried, for {@code http:} and for a mock
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
     * The word that programs know the outcome by.
     *
     * @return {@code response}, {@code empty} for a void answer, or what {@link CalloutException#outcome()} says
     */
    public String name() {
        if (failure != null) {
            return failure.outcome();
        }
        return Objects.requireNonNull(response).value() == null ? "empty" : "response";
    }

    /**
     * What is known about the cause of a failure, and what is worth knowing about the connection.
     *
     * @return an unmodifiable list, worst first
     */
    public List<Finding> findings() {
        List<Finding> ofFailure = failure == null ? List.of() : failure.findings();
        boolean noConnection = failure instanceof CalloutTlsException || failure instanceof CalloutConnectException;
        if (handshake == null || noConnection) {
            // Those of the handshake are in it already.
            return ofFailure;
        }
        List<Finding> all = new ArrayList<>(ofFailure);
        all.addAll(HandshakeFindings.of(handshake));
        return Finding.worstFirst(all);
    }

    /**
     * The response, as {@link Callouts#send} returns it.
     *
     * @return the response
     * @throws CalloutException where the callout failed
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
