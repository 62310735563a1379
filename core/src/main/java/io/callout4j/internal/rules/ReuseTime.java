package io.callout4j.internal.rules;

import io.callout4j.error.CalloutConfigurationException;
import java.time.Duration;
import java.util.Locale;

/** How long connections and TLS sessions may be used again. */
public final class ReuseTime {

    private static final Duration MIN = Duration.ofSeconds(1);
    private static final Duration MAX = Duration.ofDays(1);

    private ReuseTime() {}

    /**
     * Rejects a time that is out of range.
     *
     * @param what its name in the message
     * @return the time
     * @throws CalloutConfigurationException unless it is between 1 second and 24 hours
     */
    public static Duration check(String what, Duration time) {
        if (time.compareTo(MIN) < 0 || time.compareTo(MAX) > 0) {
            throw new CalloutConfigurationException(
                    what + " is " + time.toString().substring(2).toLowerCase(Locale.ROOT)
                            + "; it must be between 1 second and 24 hours.");
        }
        return time;
    }
}
