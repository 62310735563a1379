package io.callout4j.internal.rules;

import io.callout4j.error.CalloutConfigurationException;
import java.time.Duration;

/** How long a callout may take (Apex Developer Guide, "Callout Limits and Limitations"). */
public final class TimeLimit {

    /** The limit of a callout that sets none. */
    public static final Duration DEFAULT = Duration.ofSeconds(10);

    private static final Duration MIN = Duration.ofMillis(1);
    private static final Duration MAX = Duration.ofMinutes(2);

    private TimeLimit() {}

    /**
     * Rejects a limit that is out of range.
     *
     * @throws CalloutConfigurationException unless it is between 1 millisecond and 2 minutes
     */
    public static void check(Duration timeout) {
        if (timeout.compareTo(MIN) < 0 || timeout.compareTo(MAX) > 0) {
            throw new CalloutConfigurationException("The timeout is " + inMillis(timeout)
                    + " ms; timeout_x must be between 1 and 120000 ms (Apex Developer Guide, Callout Limits).");
        }
    }

    private static String inMillis(Duration timeout) {
        try {
            return Long.toString(timeout.toMillis());
        } catch (ArithmeticException e) {
            return "more than " + Long.MAX_VALUE;
        }
    }
}
