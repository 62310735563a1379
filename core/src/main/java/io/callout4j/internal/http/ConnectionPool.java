package io.callout4j.internal.http;

import io.callout4j.internal.net.Deadline;
import io.callout4j.internal.net.Endpoint;
import io.callout4j.internal.tls.Connection;
import io.callout4j.internal.tls.ConnectionFailedException;
import io.callout4j.internal.tls.Connector;
import io.callout4j.internal.tls.TlsContext;
import io.callout4j.request.CalloutLimits;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Idle connections, by identity and server. The key contains the TLS context, which belongs to one identity and one trust, so no connection
 * is ever shared between identities. Thread-safe.
 */
final class ConnectionPool {

    /** The limit per server and identity; beyond it, the connection that has been idle longest is closed. */
    private static final int MAX_IDLE = 64;

    /** The limit of the pool, so that a thousand identities do not exhaust the file descriptors of the process. */
    private static final int MAX_IDLE_TOTAL = 256;

    private static final Duration MAX_IDLE_TIME = Duration.ofSeconds(30);

    private record Key(@Nullable TlsContext tls, String host, int port) {}

    /** The idle connections of one key, the most recently used last. A place that has been removed accepts none. */
    private static final class Place {
        private final Deque<HttpConnection> idle = new ConcurrentLinkedDeque<>();
        private final AtomicInteger count = new AtomicInteger();
        private volatile boolean removed;
    }

    private final Connector connector;
    private final CalloutLimits limits;
    private final ConcurrentMap<Key, Place> places = new ConcurrentHashMap<>();
    private final AtomicInteger idleCount = new AtomicInteger();
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private volatile boolean closed;

    ConnectionPool(Connector connector, CalloutLimits limits) {
        this.connector = connector;
        this.limits = limits;
    }

    /** A connection for one exchange, guarded by the deadline: the most recently used one that is still open, or a new one. */
    HttpConnection take(Endpoint endpoint, @Nullable TlsContext tls, Deadline deadline)
            throws ConnectionFailedException {
        Key key = new Key(tls, endpoint.host(), endpoint.port());
        Place place = places.get(key);
        for (HttpConnection found = last(place); found != null; found = last(place)) {
            if (!found.looksClosed()) {
                deadline.guard(found.connection());
                return found;
            }
            found.drop();
        }
        return connected(key, endpoint, deadline);
    }

    /** A new connection, on which nothing has been sent. */
    HttpConnection fresh(Endpoint endpoint, @Nullable TlsContext tls, Deadline deadline)
            throws ConnectionFailedException {
        return connected(new Key(tls, endpoint.host(), endpoint.port()), endpoint, deadline);
    }

    private HttpConnection connected(Key key, Endpoint endpoint, Deadline deadline) throws ConnectionFailedException {
        Connection fresh = connector.connect(endpoint, key.tls(), deadline);
        return new HttpConnection(fresh, limits, connection -> offer(key, connection));
    }

    private @Nullable HttpConnection last(@Nullable Place place) {
        if (place == null) {
            return null;
        }
        HttpConnection found = place.idle.pollLast();
        return found == null ? null : taken(place, found);
    }

    private HttpConnection taken(Place place, HttpConnection connection) {
        place.count.decrementAndGet();
        idleCount.decrementAndGet();
        return connection;
    }

    void giveBack(HttpConnection connection) {
        connection.giveBack();
    }

    private void offer(Key key, HttpConnection connection) {
        Place place = places.computeIfAbsent(key, same -> new Place());
        idleCount.incrementAndGet();
        int count = place.count.incrementAndGet();
        place.idle.addLast(connection);
        if (count > MAX_IDLE) {
            closeFirst(place);
        }
        if (place.removed || closed) {
            // The place was removed, or the pool closed, while this connection was being returned.
            closeAll(place);
        } else {
            if (idleCount.get() > MAX_IDLE_TOTAL) {
                closeOldest();
            }
            sweepLater();
        }
    }

    private void closeFirst(Place place) {
        HttpConnection first = place.idle.pollFirst();
        if (first != null) {
            taken(place, first).end();
        }
    }

    private void closeAll(Place place) {
        for (HttpConnection each = last(place); each != null; each = last(place)) {
            each.end();
        }
    }

    private void closeOldest() {
        Place oldest = null;
        long since = 0;
        for (Place place : places.values()) {
            HttpConnection first = place.idle.peekFirst();
            if (first != null && (oldest == null || first.idleSince() - since < 0)) {
                oldest = place;
                since = first.idleSince();
            }
        }
        if (oldest != null) {
            closeFirst(oldest);
        }
    }

    private void sweepLater() {
        if (!sweeping.get() && sweeping.compareAndSet(false, true)) {
            connector.timer().after(MAX_IDLE_TIME, this::sweep);
        }
    }

    /** Closes connections that have been idle for too long and removes empty places, in the timer's thread. */
    private void sweep() {
        sweeping.set(false);
        long oldest = System.nanoTime() - MAX_IDLE_TIME.toNanos();
        places.forEach((key, place) -> {
            for (HttpConnection first = place.idle.peekFirst();
                    first != null && first.idleSince() - oldest <= 0;
                    first = place.idle.peekFirst()) {
                // Another thread may have just taken it and may return it.
                if (place.idle.remove(first)) {
                    taken(place, first).end();
                }
            }
            if (place.idle.isEmpty()) {
                places.remove(key, place);
                place.removed = true;
                closeAll(place);
            }
        });
        if (!places.isEmpty() && !closed) {
            sweepLater();
        }
    }

    void close() {
        closed = true;
        places.values().forEach(this::closeAll);
    }
}
