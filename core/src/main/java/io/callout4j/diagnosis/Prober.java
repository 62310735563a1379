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
import io.callout4j.internal.text.ForeignText;
import io.callout4j.internal.tls.Connection;
import io.callout4j.internal.tls.ConnectionFailedException;
import io.callout4j.internal.tls.Connector;
import io.callout4j.internal.tls.TlsContext;
import io.callout4j.internal.tls.TlsContexts;
import io.callout4j.internal.tls.TlsSettings;
import io.callout4j.request.CalloutRequest;
import io.callout4j.request.ResponseValues;
import io.callout4j.spi.HttpResponse;
import io.callout4j.spi.SoapCodec;
import io.callout4j.spi.SoapCodecProvider;
import io.callout4j.trust.Revocation;
import io.callout4j.trust.ServerTrust;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes the connections of one examination, each with a new TLS context, because no certificate is requested in a resumed session. */
final class Prober implements AutoCloseable {

    /** A service that does not respond to a GET must not use up the time for the other probes. */
    private static final Duration MAX_GET_TIME = Duration.ofSeconds(10);

    /** How much of a page is kept: enough to recognize it. */
    private static final int PAGE_START = 4_000;

    private static final Duration MAX_PROBE_TIME = Duration.ofSeconds(5);

    /** How long to wait for a server to reject the certificate after a TLS 1.3 handshake without a request. */
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
        SoapCodec codec = SoapCodecProvider.installed().open(examination.limits, ResponseValues.STRICT);
        connector = new Connector(examination.proxy);
        download = new HttpDownload(connector);
        http = new HttpClient(connector, examination.limits, Set.of());
        soap = new SoapMessages(codec, examination.limits);
        deadlines = new Deadlines(connector, examination);
    }

    /** Divides the time of the whole examination. */
    private static final class Deadlines {
        private final Connector connector;
        private final String what;
        private final long end;

        Deadlines(Connector connector, Examination examination) {
            this.connector = connector;
            this.what = examination.endpoint.toString();
            // A twentieth is reserved for deriving the findings.
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

    /** Whether there is time for optional probes. */
    boolean hasTime() {
        return deadlines.left().compareTo(WAIT_FOR_ALERT.multipliedBy(2)) > 0;
    }

    private Probe recorded(Probe probe) {
        probes.add(probe);
        return probe;
    }

    /** The callout itself: its POST if requested, else a GET. */
    Probe asCalled() {
        Endpoint endpoint = examination.endpoint;
        if (!examination.posts) {
            progress.accept("GET " + endpoint);
            // The rest of the time is for finding the cause.
            Duration most = deadlines.left().multipliedBy(3).dividedBy(5);
            return recorded(
                    get(Probe.Kind.AS_CALLED, examination.tls, most.compareTo(MAX_GET_TIME) < 0 ? most : MAX_GET_TIME));
        }
        progress.accept("POST " + endpoint);
        return recorded(post(deadlines.left()));
    }

    /** The same GET with only TLS 1.2, under which a server can request a certificate after the request. */
    Probe getByTls12(TlsSettings settings) {
        progress.accept("GET " + examination.endpoint + " with only TLS 1.2");
        return recorded(get(Probe.Kind.GET_BY_TLS_1_2, settings, MAX_PROBE_TIME));
    }

    private Probe post(Duration longest) {
        try (Deadline deadline = deadlines.atMost(longest)) {
            Endpoint endpoint = examination.endpoint;
            CalloutRequest request = Objects.requireNonNull(examination.request);
            HttpRequest sent = soap.encode(request, endpoint, examination.bodyFields);
            HttpOutcome received = http.send(sent, context(examination.tls, examination.identity), deadline);
            return probe(Probe.Kind.AS_CALLED, soap.decode(request, endpoint, received, deadline));
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

    /** A stapled response is looked at in any case: a certificate that it says is revoked is not healthy, and nobody has to be called. */
    private TlsContexts contexts(TlsSettings settings) {
        ServerTrust trust = settings.trust();
        return trust.revocation() == Revocation.OFF
                ? Connector.contexts(settings.withTrust(trust.withRevocation(Revocation.SOFT)), Prober::notDownloaded)
                : Connector.contexts(settings, download);
    }

    private static byte[] notDownloaded(String url, int maxBytes, Deadline deadline) throws IOException {
        throw new IOException("nothing is downloaded");
    }

    private @Nullable TlsContext context(TlsSettings settings, ClientIdentity identity) {
        return examination.endpoint.secure() ? contexts(settings).of(identity) : null;
    }

    private static Probe probe(Probe.Kind kind, HttpOutcome outcome) {
        HttpResponse response = outcome.response();
        String body = response == null ? "" : response.text(PAGE_START);
        ObservedResponse seen = new ObservedResponse(
                "GET", outcome.status(), outcome.headers(), body, null, null, lost(outcome.failure()));
        return new Probe(kind, outcome.handshake(), seen, timedOutIn(outcome.failure()));
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
        return new Probe(kind, outcome.handshake(), seen, timedOutIn(failure));
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

    private static @Nullable CalloutPhase timedOutIn(@Nullable CalloutException failure) {
        return failure instanceof CalloutTimeoutException timeout ? timeout.phase() : null;
    }

    /** A handshake without a request after it. */
    Probe handshake(Probe.Kind kind, TlsSettings settings, ClientIdentity identity) {
        progress.accept("handshake with " + examination.endpoint.authority() + " " + kind.words());
        try (Deadline deadline = deadlines.atMost(MAX_PROBE_TIME);
                Connection connection = connector.connect(
                        examination.endpoint, contexts(settings).of(identity), deadline)) {
            deadline.release();
            return recorded(new Probe(kind, refusedOrNot(connection), null, null));
        } catch (ConnectionFailedException e) {
            return recorded(new Probe(kind, e.handshake(), null, null));
        } catch (CalloutTimeoutException e) {
            return recorded(new Probe(kind, null, null, e.phase()));
        } catch (IOException e) {
            throw new IllegalStateException("Closing a connection failed.", e);
        }
    }

    /** Under TLS 1.3, a server rejects a certificate only after the handshake (RFC 8446 section 2), with or without an alert. */
    private HandshakeRecord refusedOrNot(Connection connection) throws IOException {
        HandshakeRecord connected = connection.handshake();
        HandshakeRecord.Session session = connected.session();
        if (connected.certificateRequest() == null
                || session == null
                || !session.protocol().equals("TLSv1.3")) {
            return connected;
        }
        try (Deadline wait = deadlines.atMost(WAIT_FOR_ALERT)) {
            wait.guard(connection);
            try {
                wait.enter(CalloutPhase.WAIT);
                int unexpected = connection.input().read();
                return unexpected >= 0 ? connected : connected.failed(cut());
            } catch (IOException e) {
                wait.check();
                ConnectionFailedException refusal = connection.refusal(e, CalloutPhase.WAIT);
                return refusal == null ? connected.failed(cut()) : refusal.handshake();
            }
        } catch (CalloutTimeoutException e) {
            // No rejection: the server waits for a request.
            return connected;
        }
    }

    private static HandshakeRecord.Failure cut() {
        return new HandshakeRecord.Failure(
                HandshakeRecord.Failure.Kind.CUT,
                CalloutPhase.WAIT,
                "The server closed the connection right after the handshake",
                null);
    }

    /** Whether the port speaks plain HTTP. */
    Probe plainHttp() {
        Endpoint secure = examination.endpoint;
        progress.accept("plain HTTP to " + secure.authority());
        Endpoint plain = new Endpoint(false, secure.host(), secure.port(), secure.target());
        try (Deadline deadline = deadlines.atMost(MAX_PROBE_TIME)) {
            return recorded(probe(Probe.Kind.PLAIN_HTTP, http.probe(plain, null, deadline)));
        } catch (ConnectionFailedException e) {
            return recorded(new Probe(Probe.Kind.PLAIN_HTTP, e.handshake(), null, null));
        } catch (CalloutTimeoutException e) {
            return recorded(new Probe(Probe.Kind.PLAIN_HTTP, null, null, e.phase()));
        }
    }

    /**
     * Downloads the issuer's certificate from the address in a certificate (AIA, RFC 5280 section 4.2.2.1); null if that is not possible, or
     * not enabled.
     */
    @Nullable
    X509Certificate issuer(X509Certificate certificate) {
        if (!examination.fetchesIssuers) {
            return null;
        }
        for (String address : IssuerAddress.of(certificate)) {
            progress.accept("download of the issuer's certificate from " + ForeignText.printable(address));
            try (Deadline deadline = deadlines.atMost(MAX_PROBE_TIME)) {
                for (X509Certificate found : download.certificates(address, deadline)) {
                    if (Certificates.issued(found, certificate)) {
                        return found;
                    }
                }
            } catch (CalloutException e) {
                // Without the certificate, the finding is only inferred.
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
