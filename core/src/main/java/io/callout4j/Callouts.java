package io.callout4j;

import io.callout4j.diagnosis.Examination;
import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.error.CalloutException;
import io.callout4j.error.ClientCertificateException;
import io.callout4j.identity.CertificateExpiry;
import io.callout4j.internal.config.Configuration;
import io.callout4j.internal.config.ConfigurationOrigin;
import io.callout4j.internal.config.Settings;
import io.callout4j.internal.http.HttpClient;
import io.callout4j.internal.http.HttpDownload;
import io.callout4j.internal.libraries.BouncyCastle;
import io.callout4j.internal.net.AsyncThreads;
import io.callout4j.internal.soap.SoapMessages;
import io.callout4j.internal.soap.WarmUp;
import io.callout4j.internal.text.ForeignText;
import io.callout4j.internal.tls.Connector;
import io.callout4j.request.CalloutLimits;
import io.callout4j.request.CalloutRequest;
import io.callout4j.spi.SoapCodec;
import io.callout4j.spi.SoapCodecProvider;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runtime behind the stubs: named certificates, server trust, connections. Create one per application and share it.
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
 * <p>Thread-safe. Two identities never share a connection or a TLS session. {@link #close()} rejects new callouts and lets running ones
 * finish within their deadlines.
 */
public final class Callouts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Callouts.class);

    private static final AtomicReference<@Nullable Callouts> SHARED = new AtomicReference<>();

    private final LiveSettings live;
    private final Identities identities;
    private final CalloutEngine engine;
    private final boolean mocked;
    private final boolean shared;

    Callouts(CalloutsBuilder builder, boolean shared) {
        this.shared = shared;
        this.mocked = builder.mock != null;
        ConfigurationOrigin.Opened file = builder.configuration == null ? null : builder.configuration.open();
        Configuration configuration = file == null ? null : file.configuration();
        Settings settings = configuration == null ? builder.settings : builder.settings.over(configuration.settings());
        Connector connector = new Connector(settings.get(Settings.PROXY));
        connector.maxAge(settings.get(Settings.CONNECTION_AGE));
        // Steps that may fail come first, those that start threads last: a runtime that fails to start leaves nothing
        // running.
        Listeners listeners = new Listeners(builder.listeners);
        CalloutLimits limits = settings.get(Settings.LIMITS);
        SoapCodec codec = mocked ? null : codec(builder, settings);
        live = new LiveSettings(
                builder.settings,
                configuration,
                connector,
                new HttpDownload(connector),
                listeners,
                builder.expiryListener);
        identities = new Identities(live.certificates());
        Transport transport = codec == null
                ? new MockTransport(Objects.requireNonNull(builder.mock))
                : new WireTransport(
                        connector,
                        identities,
                        new SoapMessages(codec, limits),
                        builder.exchange != null
                                ? builder.exchange
                                : new HttpClient(connector, limits, settings.get(Settings.REDACTED)),
                        new AsyncThreads(settings.get(Settings.ASYNC_THREADS)));
        engine = new CalloutEngine(live, listeners, transport);
        if (file != null && file.watched() != null) {
            live.follow(file.watched());
        }
        String problem = BouncyCastle.problem();
        if (problem != null) {
            LOG.warn("Some certificates cannot be opened: {}", problem);
        }
        LOG.info(
                "callout4j started: {} named certificate(s), {}{}",
                live.certificates().names().size(),
                ForeignText.escaped(live.current().toString()),
                configuration == null ? "" : ", configuration from " + ForeignText.escaped(configuration.origin()));
    }

    private static SoapCodec codec(CalloutsBuilder builder, Settings settings) {
        SoapCodecProvider provider = builder.codec == null ? SoapCodecProvider.installed() : builder.codec;
        return provider.open(settings.get(Settings.LIMITS), settings.get(Settings.RESPONSE_VALUES));
    }

    /**
     * Returns a builder for a runtime. The first call starts a thread that preloads classes while you configure the runtime; it ends within
     * a second.
     *
     * @return a builder; by default the runtime has no named certificates and trusts the servers that the JDK trusts
     */
    public static CalloutsBuilder builder() {
        WarmUp.start();
        return new CalloutsBuilder();
    }

    /**
     * Creates a runtime that never opens a connection: the mock provides the responses. For tests of code that makes callouts.
     *
     * @param mock provides the responses
     * @return the runtime; it opens no certificates, but still rejects everything else that is invalid
     */
    public static Callouts mocked(WebServiceMock mock) {
        return new CalloutsBuilder().mock(mock).build();
    }

    /**
     * The runtime of stubs that were created without one. It starts with the first call and is never closed.
     *
     * <p>It reads its settings from the first of these that exists: the file named by the system property {@code callout4j.config}, the
     * file named by the environment variable {@code CALLOUT4J_CONFIG}, {@code callouts.json} in the working directory,
     * {@code callouts.json} on the class path. If there is none, it has no named certificates and trusts the servers that the JDK trusts.
     *
     * @return the one instance
     * @throws CalloutConfigurationException if the configuration cannot be read or is invalid; the next call tries again
     * @throws ClientCertificateException if a certificate that it names cannot be opened
     */
    public static Callouts shared() {
        synchronized (SHARED) {
            Callouts instance = SHARED.get();
            if (instance == null) {
                WarmUp.start();
                CalloutsBuilder builder = new CalloutsBuilder();
                builder.configuration = ConfigurationOrigin.find();
                instance = new Callouts(builder, true);
                SHARED.set(instance);
            }
            return instance;
        }
    }

    /**
     * Makes a callout.
     *
     * @param request what to send, where, as whom
     * @return what came back
     * @throws CalloutException if there is no response; the subclass says why
     */
    public CalloutResponse send(CalloutRequest request) {
        return attempt(request).responseOrThrow();
    }

    /**
     * Makes a callout and returns how it ended instead of throwing.
     *
     * @param request what to send, where, as whom
     * @return a response or a failure, in both cases with what is known about the HTTP response and the connection
     */
    public CalloutOutcome attempt(CalloutRequest request) {
        return engine.call(request, null);
    }

    /**
     * Makes a callout in another thread: a virtual thread on JDK 24 or later, otherwise one of a pool
     * ({@link CalloutsBuilder#asyncThreads}). Its deadline starts now. Canceling the future drops the connection; it is then unknown
     * whether the server has acted. (Canceling a future derived from this one, for example with {@code thenApply}, does not cancel the
     * callout.)
     *
     * <pre>{@code
     * callouts.sendAsync(request).thenAccept(response -> store(response.value(String.class)));
     * }</pre>
     *
     * @param request what to send, where, as whom
     * @return completes with the response, or with a {@link CalloutException}
     */
    public CompletableFuture<CalloutResponse> sendAsync(CalloutRequest request) {
        return engine.begin(request, null);
    }

    /**
     * When each named certificate expires.
     *
     * @return a new list, sorted by name
     */
    public List<CertificateExpiry> certificates() {
        return live.certificates().expiries();
    }

    /**
     * Prepares a diagnosis of a callout as this runtime would make it: with its named credential, certificate, trust, proxy and limits. The
     * request is posted only if {@link Examination#posting} says so.
     *
     * <pre>{@code
     * Diagnosis diagnosis = Doctor.examine(callouts.examination(request));
     * }</pre>
     *
     * @param asked the callout to diagnose
     * @return the examination; nothing has been sent
     * @throws CalloutConfigurationException if the callout would be rejected before anything is sent
     * @throws ClientCertificateException if its certificate cannot be opened
     */
    public Examination examination(CalloutRequest asked) {
        LiveSettings.Snapshot current = live.current();
        Destinations.Resolved resolved = current.destinations().resolve(asked);
        CalloutRequest request = resolved.request();
        CalloutRules.check(request);
        return Examination.of(request.endpoint())
                .withIdentity(identities.of(request.certificate(), null))
                .withTrust(current.tls().trust())
                .withTlsVersions(current.tls().versions())
                .withOffer(current.tls().offer())
                .withServerNames(current.tls().serverNames())
                .withProxy(current.settings().get(Settings.PROXY))
                .withLimits(current.settings().get(Settings.LIMITS))
                .withRequest(request, resolved.credential());
    }

    CalloutEngine engine() {
        return engine;
    }

    boolean isMocked() {
        return mocked;
    }

    /**
     * Rejects new callouts, waits for running ones (they end within their deadlines), and closes all connections and threads. Can be called
     * repeatedly.
     *
     * @throws CalloutConfigurationException if this is {@link #shared()}, which cannot be closed
     */
    @Override
    public void close() {
        if (shared) {
            throw new CalloutConfigurationException(
                    "Callouts.shared() belongs to the entire application and cannot be closed. If you need a"
                            + " runtime that you can close, create one with Callouts.builder().");
        }
        engine.close();
    }
}
