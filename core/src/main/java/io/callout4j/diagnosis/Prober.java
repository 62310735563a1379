package io.callout4j.diagnosis;

import io.callout4j.diagnosis.Diagnosis.Probe;
import io.callout4j.error.CalloutException;
import io.callout4j.error.CalloutFaultException;
import io.callout4j.error.CalloutHttpException;
import io.callout4j.error.CalloutPhase;
import io.callout4j.error.CalloutResponseException;
import io.callout4j.error.CalloutTimeoutException;
import io.callout4j.error.HandshakeRecord;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.internal.findings.Certificates;
import io.callout4j.internal.findings.IssuerAddress;
import io.callout4j.internal.findings.ObservedResponse;
import io.callout4j.internal.http.HttpClient;
import io.callout4j.internal.http.HttpDownload;
import io.callout4j.internal.http.HttpOutcome;
import io.callout4j.internal.http.HttpRequest;
import io.callout4j.internal.net.Deadline;
import io.callout4j.internal.net.Endpoint;
import io.callout4j.internal.soap.SoapMessages;
import io.callout4j.internal.soap.SoapOutcome;
import io.callout4j.internal.tls.Connection;
import io.callout4j.internal.tls.ConnectionFailedException;
import io.callout4j.internal.tls.Connector;
import io.callout4j.internal.tls.TlsContext;
import io.callout4j.internal.tls.TlsSettings;
import io.callout4j.request.CalloutRequest;
import io.callout4j.spi.HttpResponse;
import io.callout4j.spi.SoapCodec;
import io.callout4j.spi.SoapCodecProvider;
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

    /** How much of a page is kept: enough to tell what it is. */
    private static final int PAGE_START = 4_000;

    private static final Duration LONGEST_PROBE = Duration.ofSeconds(5);

    /** How long a server is given to refuse a certificate after a TLS 1.3 handshake that nothing follows. */
    private static final Duration WAIT_FOR_ALERT = Duration.ofMillis(400);

    private final Examination examination;
    private final Consumer<String> progress;
    private final Connector connector;
    private final HttpDownload download;
    private final HttpClient http;
    private final SoapMessages soap;
    private final Deadlines deadlines;
    private final List<Probe> probes = new ArrayList<>();

    Prober(Examination examination, Consumer<String> progress) {
        this.examination = examination;
        this.progress = progress;
        SoapCodec codec = SoapCodecProvider.installed().open(examination.limits);
        connector = new Connector(examination.proxy);
        download = new HttpDownload(connector);
        http = new HttpClient(connector, examination.limits, Set.of());
        soap = new SoapMessages(codec, examination.limits);
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
            Endpoint endpoint = examination.endpoint;
            CalloutRequest request = Objects.requireNonNull(examination.request);
            HttpRequest sent = soap.encode(request, endpoint, examination.bodyFields);
            HttpOutcome received = http.send(sent, context(examination.tls, examination.identity), deadline);
            return probe(Probe.Kind.AS_CALLED, soap.decode(request, endpoint, received));
        } catch (ConnectionFailedException e) {
            return new Probe(Probe.Kind.AS_CALLED, e.handshake(), null, null);
        } catch (CalloutTimeoutException e) {
            return new Probe(Probe.Kind.AS_CALLED, null, null, e.phase());
        }
    }

    private Probe get(Probe.Kind kind, TlsSettings settings, Duration longest) {
        try (Deadline deadline = deadlines.atMost(longest)) {
            return probe(kind, http.probe(examination.endpoint, context(settings, examination.identity), deadline));
        } catch (ConnectionFailedException e) {
            return new Probe(kind, e.handshake(), null, null);
        } catch (CalloutTimeoutException e) {
            return new Probe(kind, null, null, e.phase());
        }
    }

    private @Nullable TlsContext context(TlsSettings settings, ClientIdentity identity) {
        return examination.endpoint.secure()
                ? Connector.contexts(settings, download).of(identity)
                : null;
    }

    private static Probe probe(Probe.Kind kind, HttpOutcome outcome) {
        HttpResponse response = outcome.response();
        String body = response == null ? "" : response.text(PAGE_START);
        ObservedResponse seen = new ObservedResponse(
                "GET", outcome.status(), outcome.headers(), body, null, null, lost(outcome.failure()));
        return new Probe(kind, outcome.handshake(), seen, lateIn(outcome.failure()));
    }

    private static Probe probe(Probe.Kind kind, SoapOutcome outcome) {
        CalloutException failure = outcome.failure();
        CalloutFaultException fault = failure instanceof CalloutFaultException thrown ? thrown : null;
        ObservedResponse seen = new ObservedResponse(
                "POST",
                outcome.status(),
                outcome.headers(),
                bodyStart(failure),
                fault == null ? null : fault.code(),
                fault == null ? null : fault.string(),
                fault != null || failure instanceof CalloutHttpException ? null : lost(failure));
        return new Probe(kind, outcome.handshake(), seen, lateIn(failure));
    }

    private static String bodyStart(@Nullable CalloutException failure) {
        if (failure instanceof CalloutHttpException http) {
            return http.bodyStart();
        }
        return failure instanceof CalloutResponseException response ? response.bodyStart() : "";
    }

    private static @Nullable String lost(@Nullable CalloutException failure) {
        return failure == null ? null : failure.getMessage();
    }

    private static @Nullable CalloutPhase lateIn(@Nullable CalloutException failure) {
        return failure instanceof CalloutTimeoutException timeout ? timeout.phase() : null;
    }

    /** A handshake after which nothing is sent. */
    Probe handshake(Probe.Kind kind, TlsSettings settings, ClientIdentity identity) {
        progress.accept("a handshake with " + examination.endpoint.authority() + " " + kind.words());
        try (Deadline deadline = deadlines.atMost(LONGEST_PROBE);
                Connection connection = connector.connect(
                        examination.endpoint,
                        Connector.contexts(settings, download).of(identity),
                        deadline)) {
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
            return noted(probe(Probe.Kind.PLAIN_HTTP, http.probe(plain, null, deadline)));
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
                for (X509Certificate found : download.certificates(address, deadline)) {
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
        http.close();
        connector.close();
    }
}
