package io.callout4j.diagnosis;

import io.callout4j.CalloutException;
import io.callout4j.CalloutFaultException;
import io.callout4j.CalloutHttpException;
import io.callout4j.CalloutPhase;
import io.callout4j.CalloutResponseException;
import io.callout4j.CalloutTimeoutException;
import io.callout4j.HandshakeRecord;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.spi.CalloutTransport;
import io.callout4j.spi.CalloutTransportProvider;
import io.callout4j.spi.TransportAnswer;
import io.callout4j.spi.TransportExchange;
import io.callout4j.spi.TransportSettings;
import io.callout4j.tls.Connection;
import io.callout4j.tls.ConnectionFailedException;
import io.callout4j.tls.Connector;
import io.callout4j.tls.Deadline;
import io.callout4j.tls.Endpoint;
import io.callout4j.tls.TlsContext;
import io.callout4j.tls.TlsSettings;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes the connections of one examination, each with a TLS context of its own: a resumed session asks nobody for a certificate. */
final class Prober implements AutoCloseable {

    /** A service that does not answer a GET must not use up the time of what tells more. */
    private static final Duration LONGEST_GET = Duration.ofSeconds(10);

    private static final Duration LONGEST_PROBE = Duration.ofSeconds(5);

    /** How long a server is given to refuse a certificate after a TLS 1.3 handshake that nothing follows. */
    private static final Duration WAIT_FOR_ALERT = Duration.ofMillis(400);

    private final Examination examination;
    private final Consumer<String> progress;
    private final Connector connector;
    private final CalloutTransport transport;
    private final Deadlines deadlines;
    private final List<Probe> probes = new ArrayList<>();

    Prober(Examination examination, Consumer<String> progress) {
        this.examination = examination;
        this.progress = progress;
        CalloutTransportProvider provider = CalloutTransportProvider.installed();
        connector = new Connector(examination.proxy);
        transport = provider.open(connector, new TransportSettings(examination.limits, Set.of()));
        deadlines = new Deadlines(connector, examination);
    }

    /** Shares out the time of the whole examination. */
    private static final class Deadlines {
        private final Connector connector;
        private final String what;
        private final long end;

        Deadlines(Connector connector, Examination examination) {
            this.connector = connector;
            this.what = examination.endpoint.toString();
            // A twentieth is for putting the findings together.
            this.end = System.nanoTime() + examination.timeout.toNanos() / 20 * 19;
        }

        Duration left() {
            return Duration.ofNanos(Math.max(1, end - System.nanoTime()));
        }

        Deadline atMost(Duration longest) {
            Duration left = left();
            return connector.timer().start(left.compareTo(longest) < 0 ? left : longest, what);
        }
    }

    List<Probe> probes() {
        return List.copyOf(probes);
    }

    /** Whether there is time for more than what must be. */
    boolean hasTime() {
        return deadlines.left().compareTo(WAIT_FOR_ALERT.multipliedBy(2)) > 0;
    }

    private Probe noted(Probe probe) {
        probes.add(probe);
        return probe;
    }

    /** The callout itself: its POST where there is one, else a GET. */
    Probe asCalled() {
        Endpoint endpoint = examination.endpoint;
        if (!examination.posts) {
            progress.accept("GET " + endpoint);
            // The rest of the time is for what tells why.
            Duration most = deadlines.left().multipliedBy(3).dividedBy(5);
            return noted(
                    get(Probe.Kind.AS_CALLED, examination.tls, most.compareTo(LONGEST_GET) < 0 ? most : LONGEST_GET));
        }
        progress.accept("POST " + endpoint);
        return noted(post(deadlines.left()));
    }

    /** The same GET by TLS 1.2 alone, which can ask for a certificate after the request. */
    Probe getByTls12(TlsSettings settings) {
        progress.accept("GET " + examination.endpoint + " by TLS 1.2 alone");
        return noted(get(Probe.Kind.GET_BY_TLS_1_2, settings, LONGEST_PROBE));
    }

    private Probe post(Duration longest) {
        try (Deadline deadline = deadlines.atMost(longest)) {
            TransportExchange exchange = new TransportExchange(
                    Objects.requireNonNull(examination.request),
                    examination.endpoint,
                    context(examination.tls, examination.identity),
                    deadline,
                    examination.bodyFields);
            return probe(Probe.Kind.AS_CALLED, "POST", transport.exchange(exchange));
        } catch (ConnectionFailedException e) {
            return new Probe(Probe.Kind.AS_CALLED, e.handshake(), null, null);
        } catch (CalloutTimeoutException e) {
            return new Probe(Probe.Kind.AS_CALLED, null, null, e.phase());
        }
    }

    private Probe get(Probe.Kind kind, TlsSettings settings, Duration longest) {
        try (Deadline deadline = deadlines.atMost(longest)) {
            TransportAnswer answer =
                    transport.look(examination.endpoint, context(settings, examination.identity), deadline);
            return probe(kind, "GET", answer);
        } catch (ConnectionFailedException e) {
            return new Probe(kind, e.handshake(), null, null);
        } catch (CalloutTimeoutException e) {
            return new Probe(kind, null, null, e.phase());
        }
    }

    private @Nullable TlsContext context(TlsSettings settings, ClientIdentity identity) {
        return examination.endpoint.secure() ? connector.contexts(settings).of(identity) : null;
    }

    private static Probe probe(Probe.Kind kind, String method, TransportAnswer answer) {
        CalloutException failure = answer.failure();
        CalloutPhase late = failure instanceof CalloutTimeoutException timeout ? timeout.phase() : null;
        return new Probe(kind, answer.handshake(), seen(method, answer, failure), late);
    }

    private static HttpSeen seen(String method, TransportAnswer answer, @Nullable CalloutException failure) {
        String body = "";
        if (failure instanceof CalloutHttpException http) {
            body = http.bodyStart();
        } else if (failure instanceof CalloutResponseException response) {
            body = response.bodyStart();
        } else if (answer.value() instanceof String text) {
            body = text;
        }
        CalloutFaultException fault = failure instanceof CalloutFaultException f ? f : null;
        return new HttpSeen(
                method,
                answer.status(),
                answer.headers(),
                body,
                fault == null ? null : fault.code(),
                fault == null ? null : fault.string(),
                failure == null || fault != null || failure instanceof CalloutHttpException
                        ? null
                        : failure.getMessage());
    }

    /** A handshake after which nothing is sent. */
    Probe handshake(Probe.Kind kind, TlsSettings settings, ClientIdentity identity) {
        progress.accept("a handshake with " + examination.endpoint.authority() + " " + kind.words());
        try (Deadline deadline = deadlines.atMost(LONGEST_PROBE);
                Connection connection = connector.connect(
                        examination.endpoint, connector.contexts(settings).of(identity), deadline)) {
            deadline.release();
            return noted(new Probe(kind, refusedOrNot(connection), null, null));
        } catch (ConnectionFailedException e) {
            return noted(new Probe(kind, e.handshake(), null, null));
        } catch (CalloutTimeoutException e) {
            return noted(new Probe(kind, null, null, e.phase()));
        } catch (IOException e) {
            throw new IllegalStateException("Closing a connection failed.", e);
        }
    }

    /** Under TLS 1.3 a refused certificate shows only after the handshake (RFC 8446 section 2): an alert, or nothing. */
    private HandshakeRecord refusedOrNot(Connection connection) throws IOException {
        HandshakeRecord stood = connection.handshake();
        HandshakeRecord.Session session = stood.session();
        if (stood.certificateRequest() == null
                || session == null
                || !session.protocol().equals("TLSv1.3")) {
            return stood;
        }
        try (Deadline wait = deadlines.atMost(WAIT_FOR_ALERT)) {
            wait.guard(connection);
            try {
                wait.enter(CalloutPhase.WAIT);
                int unasked = connection.input().read();
                return unasked >= 0 ? stood : stood.failed(cut());
            } catch (IOException e) {
                wait.check();
                ConnectionFailedException refusal = connection.refusal(e, CalloutPhase.WAIT);
                return refusal == null ? stood.failed(cut()) : refusal.handshake();
            }
        } catch (CalloutTimeoutException e) {
            // Silence: the server waits for a request.
            return stood;
        }
    }

    private static HandshakeRecord.Failure cut() {
        return new HandshakeRecord.Failure(
                HandshakeRecord.Failure.Kind.CUT,
                CalloutPhase.WAIT,
                "The server ended the connection right after the handshake",
                null);
    }

    /** Whether what listens there speaks plain HTTP. */
    Probe plainHttp() {
        Endpoint secure = examination.endpoint;
        progress.accept("plain HTTP to " + secure.authority());
        Endpoint plain = new Endpoint(false, secure.host(), secure.port(), secure.target());
        try (Deadline deadline = deadlines.atMost(LONGEST_PROBE)) {
            return noted(probe(Probe.Kind.PLAIN_HTTP, "GET", transport.look(plain, null, deadline)));
        } catch (ConnectionFailedException e) {
            return noted(new Probe(Probe.Kind.PLAIN_HTTP, e.handshake(), null, null));
        } catch (CalloutTimeoutException e) {
            return noted(new Probe(Probe.Kind.PLAIN_HTTP, null, null, e.phase()));
        }
    }

    /** The certificate that a certificate says its issuer's is to be had from (AIA, RFC 5280 section 4.2.2.1), or null. */
    @Nullable
    X509Certificate issuer(X509Certificate certificate) {
        for (String address : IssuerAddress.of(certificate)) {
            progress.accept("the issuer's certificate from " + address);
            try (Deadline deadline = deadlines.atMost(LONGEST_PROBE)) {
                for (X509Certificate found : connector.certificates(address, deadline)) {
                    if (Certificates.issued(found, certificate)) {
                        return found;
                    }
                }
            } catch (CalloutException e) {
                // Only a hint: what cannot be had is not known.
            }
        }
        return null;
    }

    @Override
    public void close() {
        transport.close();
        connector.close();
    }
}
