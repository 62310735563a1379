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

    /** The idle connections of one key, the most recently used last. A route that has been removed accepts none. */
    private static final class Route {
        private final Deque<HttpConnection> idle = new ConcurrentLinkedDeque<>();
        private final AtomicInteger count = new AtomicInteger();
        private final ReuseLimit limit = new ReuseLimit();
        private volatile boolean removed;
    }

    private final Connector connector;
    private final CalloutLimits limits;
    private final ConcurrentMap<Key, Route> routes = new ConcurrentHashMap<>();
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
        Route route = routes.get(key);
        HttpConnection found = route == null ? null : usable(route);
        if (found == null) {
            return connected(key, endpoint, deadline);
        }
        deadline.guard(found.connection());
        return found;
    }

    private @Nullable HttpConnection usable(Route route) {
        for (HttpConnection found = last(route); found != null; found = last(route)) {
            if (isUsable(route, found)) {
                return found;
            }
            found.drop();
        }
        return null;
    }

    private boolean isUsable(Route route, HttpConnection connection) {
        return route.limit.allows(connection.exchanges(), System.nanoTime())
                && !connection.looksClosed()
                && connector.mayReuse(connection.connection());
    }

    /** A new connection, on which nothing has been sent. */
    HttpConnection fresh(Endpoint endpoint, @Nullable TlsContext tls, Deadline deadline)
            throws ConnectionFailedException {
        return connected(new Key(tls, endpoint.host(), endpoint.port()), endpoint, deadline);
    }

    private HttpConnection connected(Key key, Endpoint endpoint, Deadline deadline) throws ConnectionFailedException {
        Connection fresh = connector.connect(endpoint, key.tls(), deadline);
        return new HttpConnection(fresh, limits, new Home(key));
    }

    /** Where the connections of one key return to. */
    private final class Home implements ConnectionHome {
        private final Key key;

        Home(Key key) {
            this.key = key;
        }

        @Override
        public void offer(HttpConnection connection) {
            ConnectionPool.this.offer(key, connection);
        }

        @Override
        public void closedSoon(HttpConnection connection) {
            route(key).limit.closedAfter(connection.exchanges(), System.nanoTime());
            sweepLater();
        }
    }

    private Route route(Key key) {
        return routes.computeIfAbsent(key, same -> new Route());
    }

    private @Nullable HttpConnection last(Route route) {
        HttpConnection found = route.idle.pollLast();
        return found == null ? null : claim(route, found);
    }

    private HttpConnection claim(Route route, HttpConnection connection) {
        route.count.decrementAndGet();
        idleCount.decrementAndGet();
        return connection;
    }

    private void offer(Key key, HttpConnection connection) {
        Route route = route(key);
        if (!route.limit.allows(connection.exchanges(), System.nanoTime())) {
            connection.end();
            return;
        }
        idleCount.incrementAndGet();
        int count = route.count.incrementAndGet();
        route.idle.addLast(connection);
        if (count > MAX_IDLE) {
            closeFirst(route);
        }
        if (route.removed || closed) {
            // The route was removed, or the pool closed, while this connection was being returned.
            closeAll(route);
        } else {
            if (idleCount.get() > MAX_IDLE_TOTAL) {
                closeOldest();
            }
            sweepLater();
        }
    }

    private void closeFirst(Route route) {
        HttpConnection first = route.idle.pollFirst();
        if (first != null) {
            claim(route, first).end();
        }
    }

    private void closeAll(Route route) {
        for (HttpConnection each = last(route); each != null; each = last(route)) {
            each.end();
        }
    }

    private void closeOldest() {
        Route oldest = null;
        long since = 0;
        for (Route route : routes.values()) {
            HttpConnection first = route.idle.peekFirst();
            if (first != null && (oldest == null || first.idleSince() - since < 0)) {
                oldest = route;
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

    /** Closes connections that have been idle for too long and removes empty routes, in the timer's thread. */
    private void sweep() {
        sweeping.set(false);
        long oldest = System.nanoTime() - MAX_IDLE_TIME.toNanos();
        routes.forEach((key, route) -> {
            for (HttpConnection first = route.idle.peekFirst();
                    first != null && first.idleSince() - oldest <= 0;
                    first = route.idle.peekFirst()) {
                // Another thread may have just taken it and may return it.
                if (route.idle.remove(first)) {
                    claim(route, first).end();
                }
            }
            if (route.idle.isEmpty() && !route.limit.isActive(System.nanoTime())) {
                routes.remove(key, route);
                route.removed = true;
                closeAll(route);
            }
        });
        if (!routes.isEmpty() && !closed) {
            sweepLater();
        }
    }

    void close() {
        closed = true;
        routes.values().forEach(this::closeAll);
    }
}
