package io.callout4j.internal.tls;

import io.callout4j.error.CalloutPhase;
import io.callout4j.error.HandshakeRecord.Failure;
import io.callout4j.error.HandshakeRecord.Failure.Kind;
import io.callout4j.internal.net.Deadline;
import io.callout4j.internal.net.DeadlineTimer;
import io.callout4j.internal.net.Endpoint;
import io.callout4j.internal.net.HostLookup;
import io.callout4j.internal.net.Interruption;
import io.callout4j.internal.net.WireSocket;
import io.callout4j.trust.HttpProxy;
import io.callout4j.trust.ServerTrust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * The one place that connects: addresses, TCP, TLS, under the callout's deadline, with a record of what was seen. Thread-safe.
 */
public final class Connector implements AutoCloseable {

    private final HostLookup lookup = new HostLookup();

    private final DeadlineTimer timer = new DeadlineTimer();

    private volatile HttpProxy proxy;

    /**
     * Makes a connector; its threads (one timer, a few for looking up names) start when they are needed.
     *
     * @param proxy which way to go
     */
    public Connector(HttpProxy proxy) {
        this.proxy = proxy;
    }

    /**
     * Goes another way from the next connection on. Connections that stand are not touched.
     *
     * @param other which way to go
     */
    public void proxy(HttpProxy other) {
        proxy = other;
    }

    /**
     * An empty cache of TLS contexts.
     *
     * @param settings how to speak TLS
     * @param download fetches revocation lists
     * @return contexts to connect with
     * @throws io.callout4j.error.CalloutConfigurationException if no server would be trusted
     */
    public static TlsContexts contexts(TlsSettings settings, Download download) {
        ServerTrust trust = settings.trust();
        RevocationLists lists = new RevocationLists(trust.revocationLists(), download);
        return new TlsContexts(settings, new RevocationChecks(trust.revocation(), lists));
    }

    /**
     * The timer of the deadlines, which may do other short things as well.
     *
     * @return the timer, closed with the connector
     */
    public DeadlineTimer timer() {
        return timer;
    }

    /**
     * Connects, trying the addresses of the host in turn.
     *
     * @param endpoint where to
     * @param tls the identity and trust to shake hands with, or null for plain HTTP
     * @param deadline when to give up
     * @return a connection that stands; the deadline guards it
     * @throws ConnectionFailedException where none came about
     * @throws io.callout4j.error.CalloutTimeoutException where the deadline passed
     */
    public Connection connect(Endpoint endpoint, @Nullable TlsContext tls, Deadline deadline)
            throws ConnectionFailedException {
        HttpProxy.Hop hop = proxy.hop(endpoint.secure(), endpoint.host(), endpoint.port());
        Attempts attempts = new Attempts(endpoint, tls, hop);
        InetAddress[] addresses = resolve(attempts, deadline);
        WireSocket wire = open(addresses, attempts, deadline);
        if (tls == null) {
            return new Connection(wire, attempts);
        }
        if (hop != null) {
            Tunnel.open(wire, hop, attempts, deadline);
        }
        return shakeHands(wire, tls, attempts, deadline);
    }

    private InetAddress[] resolve(Attempts attempts, Deadline deadline) throws ConnectionFailedException {
        deadline.enter(CalloutPhase.RESOLVE);
        try {
            HttpProxy.Hop hop = attempts.proxy();
            return lookup.addresses(hop == null ? attempts.endpoint().host() : hop.host(), deadline);
        } catch (UnknownHostException e) {
            throw attempts.failed(Kind.NAME_NOT_RESOLVED, CalloutPhase.RESOLVE, e);
        }
    }

    private static WireSocket open(InetAddress[] addresses, Attempts attempts, Deadline deadline)
            throws ConnectionFailedException {
        deadline.enter(CalloutPhase.CONNECT);
        HttpProxy.Hop hop = attempts.proxy();
        int port = hop == null ? attempts.endpoint().port() : hop.port();
        IOException last = new IOException("The host has no address.");
        for (int i = 0; i < addresses.length; i++) {
            InetSocketAddress address = new InetSocketAddress(addresses[i], port);
            // An address that swallows packets must not use up the time of those after it.
            long share = deadline.remainingNanos() / (addresses.length - i);
            try {
                WireSocket wire = open(address, share, deadline);
                attempts.note(address, null);
                return wire;
            } catch (IOException e) {
                deadline.check();
                Interruption.check(e);
                attempts.note(address, e);
                last = e;
            }
        }
        throw attempts.failed(Kind.NOT_CONNECTED, CalloutPhase.CONNECT, last);
    }

    private static WireSocket open(InetSocketAddress address, long nanos, Deadline deadline) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            deadline.guard(channel);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            // Rounded up, so that a last address that does not answer ends at the deadline and not just before it.
            int millis = (int) TimeUnit.NANOSECONDS.toMillis(Math.max(0, nanos)) + 1;
            channel.socket().connect(address, millis);
            return new WireSocket(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static Connection shakeHands(WireSocket wire, TlsContext tls, Attempts attempts, Deadline deadline)
            throws ConnectionFailedException {
        HandshakeWatch watch = new HandshakeWatch(tls.settings().serverName(attempts.endpoint()), deadline);
        SSLSocket socket = null;
        boolean done = false;
        try {
            deadline.enter(CalloutPhase.HANDSHAKE);
            wire.listen();
            socket = tls.layer(wire, attempts.endpoint(), watch);
            socket.startHandshake();
            Connection connection = new Connection(wire, socket, tls, attempts, watch);
            done = true;
            return connection;
        } catch (IOException e) {
            deadline.check();
            Interruption.check(e);
            Failure failure = saying(JsseFailure.of(e, CalloutPhase.HANDSHAKE), wire);
            throw new ConnectionFailedException(attempts.record(watch, null, failure), e);
        } finally {
            if (!done) {
                drop(wire, tls, socket);
            }
        }
    }

    /** The failure with what the other side said, where that was no TLS: a greeting tells which protocol it is. */
    private static Failure saying(Failure failure, WireSocket wire) {
        String said = failure.kind() == Kind.NOT_TLS ? wire.heard() : "";
        return said.isEmpty()
                ? failure
                : new Failure(
                        failure.kind(),
                        failure.phase(),
                        failure.text() + ": it began with \"" + said + "\"",
                        failure.alert());
    }

    private static void drop(WireSocket wire, TlsContext tls, @Nullable SSLSocket socket) {
        if (socket != null) {
            tls.forget(socket);
        }
        try {
            wire.close();
        } catch (IOException e) {
            // The handshake has failed already, and that is what the caller hears of.
        }
    }

    /** Ends the threads. */
    @Override
    public void close() {
        timer.close();
        lookup.close();
    }
}
