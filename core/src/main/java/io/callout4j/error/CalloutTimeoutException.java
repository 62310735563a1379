package io.callout4j.error;

import java.time.Duration;
import java.util.List;

/**
 * The deadline of the callout ({@code timeout_x}) passed; {@link #phase()} tells where it was then.
 *
 * @serial exclude
 */
public final class CalloutTimeoutException extends CalloutException {

    private static final long serialVersionUID = 1L;

    private final CalloutPhase phase;
    private final Duration timeout;

    /**
     * Makes one.
     *
     * @param message what happened and what to do
     * @param phase where the callout was
     * @param timeout the time it was given
     */
    public CalloutTimeoutException(String message, CalloutPhase phase, Duration timeout) {
        super(message, List.of(), null);
        this.phase = phase;
        this.timeout = timeout;
    }

    /**
     * Where the callout was when its time was up. From {@link CalloutPhase#WRITE} on, the server may have acted.
     *
     * @return the phase
     */
    public CalloutPhase phase() {
        return phase;
    }

    /**
     * The time the callout was given.
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
