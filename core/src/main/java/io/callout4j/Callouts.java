package io.callout4j;

import io.callout4j.diagnosis.Examination;
import io.callout4j.identity.CertificateExpiry;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.spi.CalloutTransport;
import io.callout4j.spi.CalloutTransportProvider;
import io.callout4j.spi.TransportAnswer;
import io.callout4j.spi.TransportExchange;
import io.callout4j.tls.ConnectionFailedException;
import io.callout4j.tls.Connector;
import io.callout4j.tls.Deadline;
import io.callout4j.tls.Endpoint;
import io.callout4j.tls.TlsContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runtime behind the stubs: named certificates, server trust, connections. Make one per application and share it.
 *
 * <pre>{@code
 * try (Callouts callouts = Callouts.builder()
 *         .certificate("Contoso_SF", KeyStoreEntry.of(Path.of("contoso.p12"), "secret".toCharArray()))
 *         .trust(ServerTrust.system().and(ServerTrust.pem(Path.of("partner-root.pem"))))
 *         .build()) {
 *     var port = new UserStatusPort(callouts);
 *     port.clientCertName_x = "Contoso_SF";
 *     port.updateStatus("005x0000001", "On holiday");
 * }
 * }</pre>
 *
 * <p>Thread-safe. Two identities never share a connection or a TLS session. Closing it lets the callouts that run end within their
 * deadlines and refuses new ones.
 */
public final class Callouts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Callouts.class);

    private final Listeners listeners;
    private final LiveSettings live;
    private final Identities identities;
    private final Connector connector;
    private final @Nullable CalloutTransport transport;
    private final @Nullable WebServiceMock mock;
    private final RunningCallouts running = new RunningCallouts();
    private final AsyncThreads async;
    private final boolean shared;

    Callouts(CalloutsBuilder builder, boolean shared) {
        this.shared = shared;
        ConfigurationOrigin.Opened opened = builder.configuration == null ? null : builder.configuration.open();
        RuntimeSettings settings = RuntimeSettings.of(builder, opened == null ? null : opened.configuration());
        CalloutTransportProvider provider = builder.mock != null
                ? null
                : builder.provider != null ? builder.provider : CalloutTransportProvider.installed();
        connector = new Connector(settings.proxy());
        mock = builder.mock;
        async = new AsyncThreads(settings.asyncThreads());
        // What may be missing first, what starts a thread last: a runtime that does not come about leaves nothing
        // running.
        listeners = new Listeners(builder.listeners);
        live = new LiveSettings(settings, connector, listeners);
        identities = new Identities(live.certificates());
        transport = provider == null ? null : provider.open(connector, settings.transport());
        if (opened != null && opened.watched() != null) {
            live.follow(opened.watched());
        }
        LOG.info(
                "callout4j started: {} named certificate(s), {}",
                live.certificates().names().size(),
                settings);
        settings.warnOfWeaknesses();
    }

    /**
     * Starts a runtime of your own. The first time, a thread begins to load what it will need, while you go on setting it up; it ends by
     * itself within a second.
     *
     * @return a builder; without more it has no named certificates and trusts what the JDK trusts
     */
    public static CalloutsBuilder builder() {
        WarmUp.start();
        return new CalloutsBuilder();
    }

    /**
     * A runtime that never opens a connection: the mock answers. For tests of code that makes callouts.
     *
     * @param mock what answers
     * @return the runtime; certificates are not opened, everything else that would be refused still is
     */
    public static Callouts mocked(WebServiceMock mock) {
        return new CalloutsBuilder().mock(mock).build();
    }

    /**
     * The runtime of stubs that were made without one. It starts when it is first asked for, and stays.
     *
     * <p>It takes its settings from the first of these that there is: the file that the system property {@code callout4j.config} names, the one
     * that the environment variable {@code CALLOUT4J_CONFIG} names, {@code callouts.json} in the working folder, {@code callouts.json} on the
     * class path. Without any, it has no named certificates and trusts what the JDK trusts.
     *
     * @return the one instance
     * @throws CalloutConfigurationException where the configuration cannot be read, or something in it is wrong; the next call tries anew
     * @throws ClientCertificateException where a certificate that it names cannot be opened
     */
    public static Callouts shared() {
        return SharedCallouts.get();
    }

    static Callouts newShared(@Nullable ConfigurationOrigin configuration) {
        WarmUp.start();
        CalloutsBuilder builder = new CalloutsBuilder();
        builder.configuration = configuration;
        return new Callouts(builder, true);
    }

    /**
     * Makes a callout.
     *
     * @param request what to send, where, as whom
     * @return what came back
     * @throws CalloutException where it does not end with a response; its subclass tells how
     */
    public CalloutResponse send(CalloutRequest request) {
        return attempt(request).responseOrThrow();
    }

    /**
     * Makes a callout and tells how it ended, without throwing.
     *
     * @param request what to send, where, as whom
     * @return a response or a failure, with what is known of the answer and the connection in both cases
     */
    public CalloutOutcome attempt(CalloutRequest request) {
        return attempt(request, null);
    }

    /**
     * Makes a callout in another thread: a virtual one from JDK 24 on, else one of a pool ({@link CalloutsBuilder#asyncThreads}). Its deadline
     * starts now. Cancelling the future drops the connection; whether the server has acted is then not known. (Cancelling a
     * future that was made of this one, as by {@code thenApply}, does not reach it.)
     *
     * <pre>{@code
     * callouts.sendAsync(request).thenAccept(response -> store(response.value(String.class)));
     * }</pre>
     *
     * @param request what to send, where, as whom
     * @return completes with the response, or with a {@link CalloutException}
     */
    public CompletableFuture<CalloutResponse> sendAsync(CalloutRequest request) {
        return begin(request, null);
    }

    /**
     * How long each named certificate is still good.
     *
     * @return a new list, sorted by name
     */
    public List<CertificateExpiry> certificates() {
        return live.certificates().expiries();
    }

    /**
     * What the doctor would have to look at, of a callout as this runtime would make it: its named credential, certificate, trust, proxy and
     * limits. The request is posted only where {@link Examination#posting} says so.
     *
     * <pre>{@code
     * Diagnosis diagnosis = Doctor.examine(callouts.examination(request));
     * }</pre>
     *
     * @param asked the callout
     * @return the examination; nothing has been sent
     * @throws CalloutConfigurationException where the callout would be refused before anything is sent
     * @throws ClientCertificateException where its certificate cannot be opened
     */
    public Examination examination(CalloutRequest asked) {
        LiveSettings.Now now = live.now();
        CalloutRequest request = now.resolve(asked);
        return Examination.of(CalloutRules.check(request))
                .withIdentity(identities.of(request.certificate()))
                .withTls(now.settings().tls())
                .withProxy(now.settings().proxy())
                .withLimits(now.settings().limits())
                .withRequest(request, request.bodyFields());
    }

    CalloutOutcome attempt(CalloutRequest asked, @Nullable CalloutStub stub) {
        Begun begun = begun(asked);
        try {
            running.enter();
        } catch (CalloutException e) {
            begun.report(e);
            return CalloutOutcome.failed(e, null);
        }
        try {
            CalloutOutcome outcome = made(begun, stub);
            if (begun.watched() != null) {
                begun.watched().ended(outcome);
            }
            return outcome;
        } catch (RuntimeException | Error e) {
            // Thrown by a mock, perhaps to its test's own ends.
            begun.report(e);
            throw e;
        } finally {
            running.leave();
        }
    }

    private CalloutOutcome made(Begun begun, @Nullable CalloutStub stub) {
        try {
            if (mock != null) {
                return CalloutOutcome.of(mocked(mock, stub, begun.request()));
            }
            Endpoint endpoint = begun.endpoint();
            try (Deadline deadline = connector.timer().start(begun.request().timeout(), endpoint)) {
                return exchange(begun, endpoint, deadline);
            }
        } catch (CalloutException e) {
            return CalloutOutcome.failed(e, null);
        }
    }

    /** A callout as it goes out, with what its named credential and the listeners add, or with why it does not. */
    private record Begun(
            LiveSettings.Now now,
            CalloutRequest request,
            @Nullable WatchedCallout watched,
            @Nullable CalloutException refusal) {

        Endpoint endpoint() {
            if (refusal != null) {
                throw refusal;
            }
            return CalloutRules.check(request);
        }

        void report(Throwable thrown) {
            WatchedCallout.report(watched, thrown);
        }
    }

    private Begun begun(CalloutRequest asked) {
        LiveSettings.Now now = live.now();
        try {
            return begun(now, mock == null ? now.resolve(asked) : asked, null);
        } catch (CalloutException e) {
            return begun(now, asked, e);
        }
    }

    private Begun begun(LiveSettings.Now now, CalloutRequest request, @Nullable CalloutException refusal) {
        WatchedCallout watched = watched(request);
        return new Begun(now, watched == null ? request : watched.request(), watched, refusal);
    }

    private @Nullable WatchedCallout watched(CalloutRequest request) {
        if (listeners.isNone()) {
            return null;
        }
        String name = request.certificate() instanceof CertificateChoice.Named named ? named.name() : null;
        // What is no name of this runtime's may be anything, also the text of a certificate in the wrong field.
        return listeners.begin(
                request, name != null && live.certificates().names().contains(name) ? name : null);
    }

    CompletableFuture<CalloutResponse> begin(CalloutRequest asked, @Nullable CalloutStub stub) {
        if (mock != null) {
            CalloutOutcome outcome = attempt(asked, stub);
            return outcome.failure() == null
                    ? CompletableFuture.completedFuture(outcome.responseOrThrow())
                    : CompletableFuture.failedFuture(outcome.failure());
        }
        Begun begun = begun(asked);
        Endpoint endpoint;
        try {
            endpoint = begun.endpoint();
            running.enter();
        } catch (CalloutException e) {
            begun.report(e);
            return CompletableFuture.failedFuture(e);
        }
        Deadline deadline = connector.timer().start(begun.request().timeout(), endpoint);
        PendingCallout pending = new PendingCallout(deadline, begun.watched(), running::leave);
        pending.startOn(async.executor(), () -> exchange(begun, endpoint, deadline));
        return pending;
    }

    private static CalloutResponse mocked(WebServiceMock mock, @Nullable CalloutStub stub, CalloutRequest request) {
        if (Destinations.isNamed(request.endpoint())) {
            // What the name stands for is not the test's business.
            CalloutRules.checkContent(request);
        } else {
            CalloutRules.check(request);
        }
        Object value = WebServiceCallout.answeredBy(mock, stub, request);
        return new CalloutResponse(value, 200, Map.of(), List.of(), null);
    }

    boolean isMocked() {
        return mock != null;
    }

    private CalloutOutcome exchange(Begun begun, Endpoint endpoint, Deadline deadline) {
        CalloutRequest request = begun.request();
        WatchedCallout watched = begun.watched();
        if (watched != null) {
            watched.under(deadline);
        }
        ClientIdentity identity = identities.of(request.certificate());
        if (watched != null) {
            watched.as(identity);
        }
        TlsContext tls = endpoint.secure() ? begun.now().contexts().of(identity) : null;
        try {
            TransportAnswer answer = Objects.requireNonNull(transport)
                    .exchange(new TransportExchange(request, endpoint, tls, deadline, request.bodyFields()));
            if (watched != null) {
                watched.answered(answer);
            }
            LOG.debug("{} to {} as {}: HTTP {}", request.operation().request(), endpoint, identity, answer.status());
            if (answer.failure() != null) {
                return new CalloutOutcome(
                        null, answer.failure(), answer.status(), answer.headers(), answer.handshake());
            }
            return CalloutOutcome.of(new CalloutResponse(
                    answer.value(),
                    Objects.requireNonNull(answer.status()),
                    answer.headers(),
                    answer.soapHeaders(),
                    answer.handshake()));
        } catch (ConnectionFailedException e) {
            return CalloutOutcome.failed(ConnectionFailures.toCallout(endpoint, e), e.handshake());
        }
    }

    /**
     * Refuses new callouts, waits for those that run (they end within their deadlines), and closes all connections and
     * threads. Can be called twice.
     *
     * @throws CalloutConfigurationException on {@link #shared()}, which is not yours to close
     */
    @Override
    public void close() {
        if (shared) {
            throw new CalloutConfigurationException(
                    "Callouts.shared() belongs to the whole application and is not closed. Make a runtime of your own"
                            + " with Callouts.builder() where you need one that ends.");
        }
        running.finish(() -> {
            if (transport != null) {
                transport.close();
            }
            connector.close();
            async.close();
            live.close();
        });
    }
}
