package io.callout4j.error;

import java.time.Duration;
import java.util.List;

/**
 * The callout timed out ({@code timeout_x}); {@link #phase()} says in which phase.
 *
 * @serial exclude
 */
public final class CalloutTimeoutException extends CalloutException {

    private static final long serialVersionUID = 1L;

    private final CalloutPhase phase;
    private final Duration timeout;

    /**
     * Creates one.
     *
     * @param message what happened and what to do
     * @param phase the phase in which the callout timed out
     * @param timeout the timeout
     */
    public CalloutTimeoutException(String message, CalloutPhase phase, Duration timeout) {
        super(message, List.of(), null);
        this.phase = phase;
        this.timeout = timeout;
    }

    /**
     * The phase in which the callout timed out. From {@link CalloutPhase#WRITE} on, the server may have acted on the request.
     *
     * @return the phase
     */
    public CalloutPhase phase() {
        return phase;
    }

    /**
     * The timeout of the callout.
     *
     * @return the timeout
     */
    public Duration timeout() {
        return timeout;
    }

    @Override
    public String outcome() {
        return "timeout";
    }
}
