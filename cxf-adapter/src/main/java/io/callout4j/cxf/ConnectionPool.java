package io.callout4j.cxf;

import io.callout4j.CalloutLimits;
import io.callout4j.tls.Connection;
import io.callout4j.tls.ConnectionFailedException;
import io.callout4j.tls.Connector;
import io.callout4j.tls.Deadline;
import io.callout4j.tls.Endpoint;
import io.callout4j.tls.TlsContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Kept-alive connections, by who uses them and where they lead. The key holds the TLS context, which belongs to one identity and
 * one trust, so a connection never changes hands. Thread-safe.
 */
final class ConnectionPool {

    /** Beyond this many idle connections to one place as one identity, the one longest idle goes. */
    private static final int MOST_IDLE = 64;

    /** Beyond this many idle connections in all, so that a thousand identities do not use up the process's descriptors. */
    private static final int MOST_IDLE_IN_ALL = 256;

    private static final Duration LONGEST_IDLE = Duration.ofSeconds(30);

    private record Key(@Nullable TlsContext tls, String host, int port) {}

    private final Connector connector;
    private final CalloutLimits limits;
    private final ConcurrentMap<Key, Deque<HttpConnection>> idle = new ConcurrentHashMap<>();
    private final AtomicInteger idleCount = new AtomicInteger();
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private volatile boolean closed;

    ConnectionPool(Connector connector, CalloutLimits limits) {
        this.connector = connector;
        this.limits = limits;
    }

    /** A connection for one exchange, guarded by the deadline: the one last used that is still good, or a new one. */
    HttpConnection take(Endpoint endpoint, @Nullable TlsContext tls, Deadline deadline)
            throws ConnectionFailedException {
        Key key = new Key(tls, endpoint.host(), endpoint.port());
        for (HttpConnection found = poll(key); found != null; found = poll(key)) {
            if (!found.looksClosed()) {
                deadline.guard(found.connection());
                return found;
            }
            found.drop();
        }
        Connection fresh = connector.connect(endpoint, tls, deadline);
        return new HttpConnection(fresh, limits, connection -> offer(key, connection));
    }

    private @Nullable HttpConnection poll(Key key) {
        return poll(key, Deque::pollLast);
    }

    private @Nullable HttpConnection poll(Key key, Function<Deque<HttpConnection>, @Nullable HttpConnection> end) {
        HttpConnection[] found = new HttpConnection[1];
        idle.computeIfPresent(key, (same, waiting) -> {
            found[0] = end.apply(waiting);
            idleCount.decrementAndGet();
            return waiting.isEmpty() ? null : waiting;
        });
        return found[0];
    }

    void giveBack(HttpConnection connection) {
        connection.giveBack();
    }

    private void offer(Key key, HttpConnection connection) {
        HttpConnection[] surplus = new HttpConnection[1];
        idle.compute(key, (same, known) -> {
            Deque<HttpConnection> waiting = known == null ? new ConcurrentLinkedDeque<>() : known;
            waiting.addLast(connection);
            if (waiting.size() > MOST_IDLE) {
                surplus[0] = waiting.pollFirst();
            } else {
                idleCount.incrementAndGet();
            }
            return waiting;
        });
        if (surplus[0] != null) {
            surplus[0].end();
        }
        if (idleCount.get() > MOST_IDLE_IN_ALL) {
            endOldest();
        }
        if (closed) {
            close();
        } else {
            sweepLater();
        }
    }

    private void endOldest() {
        Key oldest = null;
        long since = Long.MAX_VALUE;
        for (Map.Entry<Key, Deque<HttpConnection>> entry : idle.entrySet()) {
            HttpConnection first = entry.getValue().peekFirst();
            if (first != null && (oldest == null || first.idleSince() - since < 0)) {
                oldest = entry.getKey();
                since = first.idleSince();
            }
        }
        HttpConnection surplus = oldest == null ? null : poll(oldest, Deque::pollFirst);
        if (surplus != null) {
            surplus.end();
        }
    }

    private void sweepLater() {
        if (sweeping.compareAndSet(false, true)) {
            connector.timer().after(LONGEST_IDLE, this::sweep);
        }
    }

    /** Ends the connections that have been idle for too long, in the timer's thread. */
    private void sweep() {
        sweeping.set(false);
        long oldest = System.nanoTime() - LONGEST_IDLE.toNanos();
        List<HttpConnection> old = new ArrayList<>();
        for (Key key : idle.keySet()) {
            idle.computeIfPresent(key, (same, waiting) -> {
                Iterator<HttpConnection> each = waiting.iterator();
                while (each.hasNext()) {
                    HttpConnection connection = each.next();
                    if (connection.idleSince() - oldest <= 0) {
                        each.remove();
                        idleCount.decrementAndGet();
                        old.add(connection);
                    }
                }
                return waiting.isEmpty() ? null : waiting;
            });
        }
        old.forEach(HttpConnection::end);
        if (!idle.isEmpty() && !closed) {
            sweepLater();
        }
    }

    void close() {
        closed = true;
        for (Key key : idle.keySet()) {
            Deque<HttpConnection> waiting = idle.remove(key);
            if (waiting != null) {
                idleCount.addAndGet(-waiting.size());
                waiting.forEach(HttpConnection::end);
            }
        }
    }
}
