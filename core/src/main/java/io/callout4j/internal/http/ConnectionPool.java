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

    /** The idle connections of one key, the one last used at the end. A place that has ended takes none any more. */
    private static final class Place {
        private final Deque<HttpConnection> idle = new ConcurrentLinkedDeque<>();
        private final AtomicInteger count = new AtomicInteger();
        private volatile boolean ended;
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

    /** A connection for one exchange, guarded by the deadline: the one last used that is still good, or a new one. */
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

    /** A connection of its own, on which nothing has been sent. */
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
        if (count > MOST_IDLE) {
            endFirst(place);
        }
        if (place.ended || closed) {
            // It was let go, or the pool closed, while this connection came back.
            endAll(place);
        } else {
            if (idleCount.get() > MOST_IDLE_IN_ALL) {
                endOldest();
            }
            sweepLater();
        }
    }

    private void endFirst(Place place) {
        HttpConnection first = place.idle.pollFirst();
        if (first != null) {
            taken(place, first).end();
        }
    }

    private void endAll(Place place) {
        for (HttpConnection each = last(place); each != null; each = last(place)) {
            each.end();
        }
    }

    private void endOldest() {
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
            endFirst(oldest);
        }
    }

    private void sweepLater() {
        if (!sweeping.get() && sweeping.compareAndSet(false, true)) {
            connector.timer().after(LONGEST_IDLE, this::sweep);
        }
    }

    /** Ends the connections that have been idle for too long, in the timer's thread, and lets go of places without any. */
    private void sweep() {
        sweeping.set(false);
        long oldest = System.nanoTime() - LONGEST_IDLE.toNanos();
        places.forEach((key, place) -> {
            for (HttpConnection first = place.idle.peekFirst();
                    first != null && first.idleSince() - oldest <= 0;
                    first = place.idle.peekFirst()) {
                // Somebody may have taken it just now, and may give it back.
                if (place.idle.remove(first)) {
                    taken(place, first).end();
                }
            }
            if (place.idle.isEmpty()) {
                places.remove(key, place);
                place.ended = true;
                endAll(place);
            }
        });
        if (!places.isEmpty() && !closed) {
            sweepLater();
        }
    }

    void close() {
        closed = true;
        places.values().forEach(this::endAll);
    }
}
