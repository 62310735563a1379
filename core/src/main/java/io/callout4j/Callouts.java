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
import io.callout4j.internal.net.AsyncThreads;
import io.callout4j.internal.soap.SoapMessages;
import io.callout4j.internal.soap.WarmUp;
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
        // What may be missing comes first, what starts a thread last: a runtime that fails to start leaves nothing
        // running.
        Listeners listeners = new Listeners(builder.listeners);
        CalloutLimits limits = settings.get(Settings.LIMITS);
        SoapCodec codec = mocked ? null : codec(builder, limits);
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
        LOG.info(
                "callout4j started: {} named certificate(s), {}{}",
                live.certificates().names().size(),
                live.now(),
                configuration == null ? "" : ", configuration from " + configuration.origin());
    }

    private static SoapCodec codec(CalloutsBuilder builder, CalloutLimits limits) {
        SoapCodecProvider provider = builder.codec == null ? SoapCodecProvider.installed() : builder.codec;
        return provider.open(limits);
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
        return engine.call(request, null);
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
        return engine.begin(request, null);
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
        Destinations.Resolved resolved = now.destinations().resolve(asked);
        CalloutRequest request = resolved.request();
        CalloutRules.check(request);
        return Examination.of(request.endpoint())
                .withIdentity(identities.of(request.certificate()))
                .withTrust(now.tls().trust())
                .withTlsVersions(now.tls().versions())
                .withOffer(now.tls().offer())
                .withServerNames(now.tls().serverNames())
                .withProxy(now.settings().get(Settings.PROXY))
                .withLimits(now.settings().get(Settings.LIMITS))
                .withRequest(request, resolved.fields().values());
    }

    CalloutEngine engine() {
        return engine;
    }

    boolean isMocked() {
        return mocked;
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
        engine.close();
    }
}
