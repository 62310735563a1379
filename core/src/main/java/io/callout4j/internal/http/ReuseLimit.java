package io.callout4j.internal.http;

import java.util.concurrent.TimeUnit;

/**
 * For how many exchanges a server is likely to keep a connection open. Some servers close a connection right after a response, without
 * announcing it; a request that is already on its way then is lost, and must not be sent again. After a server has done so once, its
 * connections are closed in time for a while. Times are those of {@link System#nanoTime()}. Thread-safe.
 */
final class ReuseLimit {

    /** A connection that is closed later has been idle for too long for the server, whatever it was used for before. */
    static final long SOON = TimeUnit.MILLISECONDS.toNanos(100);

    static final long FIRST_TIME = TimeUnit.SECONDS.toNanos(10);
    static final long LONGEST_TIME = TimeUnit.MINUTES.toNanos(10);

    private volatile int exchanges = Integer.MAX_VALUE;
    private volatile long until;
    private long time = FIRST_TIME;

    /** Whether a connection that has been used for so many exchanges may be used for another one. */
    boolean allows(int used, long now) {
        return used < exchanges || !isActive(now);
    }

    /** Whether there is a limit. */
    boolean isActive(long now) {
        return exchanges < Integer.MAX_VALUE && now - until <= 0;
    }

    /** The server has closed a connection soon after a response. Each time it does so again, this is kept in mind for twice as long. */
    synchronized void closedAfter(int used, long now) {
        boolean active = isActive(now);
        if (!active) {
            boolean again = exchanges < Integer.MAX_VALUE && now - until <= time;
            time = again ? Math.min(2 * time, LONGEST_TIME) : FIRST_TIME;
            until = now + time;
        }
        exchanges = active ? Math.min(used, exchanges) : used;
    }
}
