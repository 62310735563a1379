package io.callout4j.cxf;

import io.callout4j.CalloutLimits;
import io.callout4j.tls.Connection;
import io.callout4j.tls.ConnectionFailedException;
import io.callout4j.tls.Connector;
import io.callout4j.tls.Deadline;
import io.callout4j.tls.Endpoint;
import io.callout4j.tls.TlsContext;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Kept-alive connections, by who uses them and where they lead. The key holds the TLS context, which belongs to one identity and
 * one trust, so a connection never changes hands. Thread-safe.
 */
final class ConnectionPool {

    /** Beyond this many idle connections to one place as one identity, the one longest idle goes. */
    private static final int MOST_IDLE = 64;

    private static final Duration LONGEST_IDLE = Duration.ofSeconds(30);

    private record Key(@Nullable TlsContext tls, String host, int port) {}

    private final Connector connector;
    private final CalloutLimits limits;
    private final ConcurrentMap<Key, Deque<HttpConnection>> idle = new ConcurrentHashMap<>();
    private final java.util.concurrent.atomic.AtomicBoolean sweeping = new java.util.concurrent.atomic.AtomicBoolean();
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
        HttpConnection[] found = new HttpConnection[1];
        idle.computeIfPresent(key, (same, waiting) -> {
            found[0] = waiting.pollLast();
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
            Deque<HttpConnection> waiting = known == null ? new ArrayDeque<>() : known;
            waiting.addLast(connection);
            if (waiting.size() > MOST_IDLE) {
                surplus[0] = waiting.pollFirst();
            }
            return waiting;
        });
        if (surplus[0] != null) {
            surplus[0].end();
        }
        if (closed) {
            close();
        } else {
            sweepLater();
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
                waiting.forEach(HttpConnection::end);
            }
        }
    }
}
