package io.callout4j.internal.tls;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.error.CalloutPhase;
import io.callout4j.error.HandshakeRecord.Failure;
import io.callout4j.error.HandshakeRecord.Failure.Kind;
import io.callout4j.internal.net.Deadline;
import io.callout4j.internal.net.DeadlineTimer;
import io.callout4j.internal.net.Endpoint;
import io.callout4j.internal.net.HostLookup;
import io.callout4j.internal.net.Interruption;
import io.callout4j.internal.net.WireSocket;
import io.callout4j.internal.pki.CrlFile;
import io.callout4j.trust.HttpProxy;
import io.callout4j.trust.ServerTrust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * The only place that connects: addresses, TCP, and TLS, within the callout's deadline, with a record of what happened. Thread-safe.
 */
public final class Connector implements AutoCloseable {

    /** How old a connection may be, if nothing else is set. */
    public static final Duration DEFAULT_MAX_AGE = Duration.ofMinutes(10);

    private final HostLookup lookup = new HostLookup();

    private final DeadlineTimer timer = new DeadlineTimer();

    private final Clock clock;

    private volatile HttpProxy proxy;

    private volatile Duration maxAge = DEFAULT_MAX_AGE;

    /**
     * Creates a connector that uses the system's clock.
     *
     * @param proxy whether to use a proxy, and which one
     */
    public Connector(HttpProxy proxy) {
        this(proxy, Clock.systemUTC());
    }

    /**
     * Creates a connector. Its threads (one timer, and a few for looking up names) start when they are needed.
     *
     * @param proxy whether to use a proxy, and which one
     * @param clock for the age of connections
     */
    public Connector(HttpProxy proxy, Clock clock) {
        this.proxy = proxy;
        this.clock = clock;
    }

    /**
     * Sets the proxy. Connections through another one are not used for further callouts.
     *
     * @param other whether to use a proxy, and which one
     */
    public void proxy(HttpProxy other) {
        proxy = other;
    }

    /**
     * Sets how long a connection may be used for further callouts.
     *
     * @param age the time since it was opened
     */
    public void maxAge(Duration age) {
        maxAge = age;
    }

    /**
     * Whether an open connection may be used for another callout: if it is not too old, the server would be accepted again, and the current
     * settings select the same proxy. Whether the other side has closed it is not checked.
     *
     * @param connection an idle connection that was opened by this connector
     * @return false if it should be closed
     */
    public boolean mayReuse(Connection connection) {
        return !clock.instant().isAfter(connection.opened().plus(maxAge))
                && connection.serverStillAccepted()
                && Objects.equals(connection.proxy(), hopOrNone(connection.endpoint()));
    }

    private HttpProxy.@Nullable Hop hopOrNone(Endpoint endpoint) {
        try {
            return proxy.hop(endpoint.secure(), endpoint.host(), endpoint.port());
        } catch (CalloutConfigurationException e) {
            // Connecting will report it.
            return null;
        }
    }

    /**
     * Creates an empty cache of TLS contexts that use the system's clock.
     *
     * @param settings the TLS settings
     * @param download fetches revocation lists
     * @return contexts to connect with
     * @throws io.callout4j.error.CalloutConfigurationException if the trust settings contain no trust anchors
     */
    public static TlsContexts contexts(TlsSettings settings, Download download) {
        return contexts(settings, download, Clock.systemUTC());
    }

    /**
     * Creates an empty cache of TLS contexts.
     *
     * @param settings the TLS settings
     * @param download fetches revocation lists
     * @param clock decides whether certificates, CRLs, and sessions are still valid
     * @return contexts to connect with
     * @throws io.callout4j.error.CalloutConfigurationException if the trust settings contain no trust anchors
     */
    public static TlsContexts contexts(TlsSettings settings, Download download, Clock clock) {
        ServerTrust trust = settings.trust();
        RevocationLists lists = new RevocationLists(
                trust.revocationLists().stream().map(CrlFile::new).toList(), download, clock);
        return new TlsContexts(settings, new RevocationChecks(trust.revocation(), lists, clock), clock);
    }

    /**
     * The timer of the deadlines, which can also run other short tasks.
     *
     * @return the timer, closed with the connector
     */
    public DeadlineTimer timer() {
        return timer;
    }

    /**
     * Connects, trying the addresses of the host in turn.
     *
     * @param endpoint the endpoint
     * @param tls the identity and trust for the handshake, or null for plain HTTP
     * @param deadline the deadline of the callout
     * @return an established connection, guarded by the deadline
     * @throws ConnectionFailedException if no connection could be established
     * @throws io.callout4j.error.CalloutTimeoutException if the deadline passed
     */
    public Connection connect(Endpoint endpoint, @Nullable TlsContext tls, Deadline deadline)
            throws ConnectionFailedException {
        HttpProxy.Hop hop = proxy.hop(endpoint.secure(), endpoint.host(), endpoint.port());
        try {
            return connect(new ConnectionAttempt(endpoint, tls, hop, clock.instant()), deadline);
        } catch (StaleSessionException e) {
            // Nothing has been sent. The next handshake is a complete one, which checks everything.
            Objects.requireNonNull(tls).forgetSessions();
        }
        ConnectionAttempt again = new ConnectionAttempt(endpoint, tls, hop, clock.instant());
        try {
            return connect(again, deadline);
        } catch (StaleSessionException e) {
            throw new ConnectionFailedException(again.record(null, null, JsseFailure.of(e, CalloutPhase.HANDSHAKE)), e);
        }
    }

    private Connection connect(ConnectionAttempt attempt, Deadline deadline)
            throws ConnectionFailedException, StaleSessionException {
        InetAddress[] addresses = resolve(attempt, deadline);
        WireSocket wire = open(addresses, attempt, deadline);
        TlsContext tls = attempt.tls();
        if (tls == null) {
            return new Connection(wire, attempt);
        }
        if (attempt.proxy() != null) {
            Tunnel.open(wire, attempt.proxy(), attempt, deadline);
        }
        return performHandshake(wire, tls, attempt, deadline);
    }

    private InetAddress[] resolve(ConnectionAttempt attempt, Deadline deadline) throws ConnectionFailedException {
        deadline.enter(CalloutPhase.RESOLVE);
        try {
            HttpProxy.Hop hop = attempt.proxy();
            return lookup.addresses(hop == null ? attempt.endpoint().host() : hop.host(), deadline);
        } catch (UnknownHostException e) {
            throw attempt.failed(Kind.NAME_NOT_RESOLVED, CalloutPhase.RESOLVE, e);
        }
    }

    private static WireSocket open(InetAddress[] addresses, ConnectionAttempt attempt, Deadline deadline)
            throws ConnectionFailedException {
        deadline.enter(CalloutPhase.CONNECT);
        HttpProxy.Hop hop = attempt.proxy();
        int port = hop == null ? attempt.endpoint().port() : hop.port();
        IOException last = new IOException("The host has no address.");
        for (int i = 0; i < addresses.length; i++) {
            InetSocketAddress address = new InetSocketAddress(addresses[i], port);
            // An address that drops packets must not use up the time of the remaining ones.
            long share = deadline.remainingNanos() / (addresses.length - i);
            try {
                WireSocket wire = open(address, share, deadline);
                attempt.note(address, null);
                return wire;
            } catch (IOException e) {
                deadline.check();
                Interruption.check(e);
                attempt.note(address, e);
                last = e;
            }
        }
        throw attempt.failed(Kind.NOT_CONNECTED, CalloutPhase.CONNECT, last);
    }

    private static WireSocket open(InetSocketAddress address, long nanos, Deadline deadline) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            deadline.guard(channel);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            // Rounded up, so that the last address, if it does not respond, ends at the deadline and not just before
            // it.
            int millis = (int) TimeUnit.NANOSECONDS.toMillis(Math.max(0, nanos)) + 1;
            channel.socket().connect(address, millis);
            return new WireSocket(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static Connection performHandshake(
            WireSocket wire, TlsContext tls, ConnectionAttempt attempt, Deadline deadline)
            throws ConnectionFailedException, StaleSessionException {
        HandshakeRecorder recorder = new HandshakeRecorder(tls.settings().serverName(attempt.endpoint()), deadline);
        SSLSocket socket = null;
        boolean done = false;
        try {
            deadline.enter(CalloutPhase.HANDSHAKE);
            wire.recordFirstLine();
            socket = tls.layer(wire, attempt.endpoint(), recorder);
            socket.startHandshake();
            if (recorder.resumed()) {
                tls.checkResumed(socket.getSession(), recorder);
            }
            Connection connection = new Connection(wire, socket, tls, attempt, recorder);
            done = true;
            return connection;
        } catch (StaleSessionException e) {
            deadline.check();
            throw e;
        } catch (IOException e) {
            deadline.check();
            Interruption.check(e);
            Failure failure = withFirstLine(JsseFailure.of(e, CalloutPhase.HANDSHAKE), wire);
            throw new ConnectionFailedException(attempt.record(recorder, null, failure), e);
        } finally {
            if (!done) {
                drop(wire, tls, socket);
            }
        }
    }

    /** Adds the first line from the other side if it does not speak TLS: a greeting shows which protocol it speaks. */
    private static Failure withFirstLine(Failure failure, WireSocket wire) {
        String line = failure.kind() == Kind.NOT_TLS ? wire.firstLine() : "";
        return line.isEmpty()
                ? failure
                : new Failure(
                        failure.kind(),
                        failure.phase(),
                        failure.text() + ": it began with \"" + line + "\"",
                        failure.alert());
    }

    private static void drop(WireSocket wire, TlsContext tls, @Nullable SSLSocket socket) {
        if (socket != null) {
            tls.forget(socket);
        }
        try {
            wire.close();
        } catch (IOException e) {
            // The handshake has already failed, which is what the caller is told.
        }
    }

    /** Stops the threads. */
    @Override
    public void close() {
        timer.close();
        lookup.close();
    }
}
