package io.callout4j.internal.http;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long a connection may be idle, according to the client and to the header {@code Keep-Alive: timeout=5, max=100} of a server. */
final class KeepAlive {

    /** The longest time, whatever a server announces. */
    static final Duration LONGEST = Duration.ofSeconds(30);

    private static final Pattern TIMEOUT = Pattern.compile("timeout\\s*=\\s*(\\d{1,6})", Pattern.CASE_INSENSITIVE);
    private static final Pattern NO_MORE = Pattern.compile("\\bmax\\s*=\\s*0(?!\\d)", Pattern.CASE_INSENSITIVE);

    private KeepAlive() {}

    /**
     * Respects how long the server keeps the connection, minus one second for different clocks and network latency.
     *
     * @param before what applied to the connection before this response
     * @return negative if no further request may be sent
     */
    static Duration idleTime(@Nullable String header, Duration before) {
        if (header == null) {
            return before;
        }
        if (NO_MORE.matcher(header).find()) {
            return Duration.ofNanos(-1);
        }
        Matcher timeout = TIMEOUT.matcher(header);
        if (!timeout.find()) {
            return before;
        }
        Duration announced = Duration.ofSeconds(Long.parseLong(timeout.group(1)) - 1);
        return announced.compareTo(before) < 0 ? announced : before;
    }
}
