package io.callout4j;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.error.ClientCertificateException;
import io.callout4j.identity.CertificateExpiry;
import io.callout4j.identity.KeyStoreEntry;
import io.callout4j.internal.config.ConfigurationOrigin;
import io.callout4j.internal.config.Setting;
import io.callout4j.internal.config.Settings;
import io.callout4j.internal.http.HttpExchange;
import io.callout4j.internal.identity.CertificateSource;
import io.callout4j.internal.net.Endpoint;
import io.callout4j.internal.rules.ReuseTime;
import io.callout4j.request.CalloutLimits;
import io.callout4j.request.NamedCredential;
import io.callout4j.request.ResponseValues;
import io.callout4j.spi.SoapCodecProvider;
import io.callout4j.trust.CertificateOffer;
import io.callout4j.trust.HttpProxy;
import io.callout4j.trust.ServerTrust;
import io.callout4j.trust.TlsVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Configures a runtime; {@link Callouts#builder()} creates one.
 *
 * <pre>{@code
 * Callouts callouts = Callouts.builder()
 *         .certificates(Path.of("/etc/erp/certificates"), null)
 *         .proxy(HttpProxy.at("proxy.example.com", 3128))
 *         .build();
 * }</pre>
 *
 * <p>Not thread-safe.
 */
public final class CalloutsBuilder {

    private static final Duration MIN_RELOAD = Duration.ofMillis(100);

    Settings settings = Settings.NONE;
    final List<CalloutListener> listeners = new ArrayList<>();

    CertificateExpiry.@Nullable Listener expiryListener;

    @Nullable
    ConfigurationOrigin configuration;

    @Nullable
    SoapCodecProvider codec;

    /** Replaces HTTP in tests of this package; or null. */
    @Nullable
    HttpExchange exchange;

    @Nullable
    WebServiceMock mock;

    CalloutsBuilder() {}

    private <T> CalloutsBuilder set(Setting<T> setting, T value) {
        settings = settings.with(setting, value);
        return this;
    }

    /**
     * Reads settings from a configuration file: certificates, trust, sites, named credentials, proxy, limits. What the program sets itself
     * overrides the file; certificates and named credentials are combined. The file is reloaded when it changes, or a file that it names.
     *
     * <pre>{@code
     * Callouts callouts = Callouts.builder().configuration(Path.of("/etc/erp/callouts.json")).build();
     * }</pre>
     *
     * @param file JSON, or YAML if its name ends in {@code .yaml} or {@code .yml}; read by {@link #build()}
     * @return this builder
     */
    public CalloutsBuilder configuration(Path file) {
        configuration = ConfigurationOrigin.of(file);
        return this;
    }

    /**
     * Adds a named certificate. Its file is reloaded within seconds when it changes.
     *
     * @param name the name for {@code clientCertName_x}; case-sensitive
     * @param entry where it is stored
     * @return this builder
     */
    public CalloutsBuilder certificate(String name, KeyStoreEntry entry) {
        return add(CertificateSource.one(name, entry));
    }

    /**
     * Adds all certificates of a key store or a folder under their own names.
     *
     * <ul>
     *   <li>A key store gives each entry with a private key, under its alias.
     *   <li>A folder gives each key store file in it ({@code .p12}, {@code .pfx}, {@code .jks}, {@code .jceks}, {@code .bcfks}, {@code .pem}),
     *       under its name without the ending, and {@code tls.crt} with {@code tls.key}, in the folder itself or in folders below it, under the
     *       folder's name: a mounted Kubernetes secret of type {@code kubernetes.io/tls}.
     * </ul>
     *
     * <p>Entries and files that are added later are found within seconds; the names of those that are removed stay.
     *
     * @param place the key store file or folder
     * @param password the password that opens the key stores, or null; copied
     * @return this builder
     */
    public CalloutsBuilder certificates(Path place, char @Nullable [] password) {
        return add(CertificateSource.all(place, password));
    }

    private CalloutsBuilder add(CertificateSource source) {
        List<CertificateSource> all = new ArrayList<>(settings.get(Settings.CERTIFICATES));
        all.add(source);
        return set(Settings.CERTIFICATES, List.copyOf(all));
    }

    /**
     * Sets how often files are checked for changes.
     *
     * @param time 100 milliseconds or more; 5 seconds if it is not set
     * @return this builder
     * @throws CalloutConfigurationException if it is less
     */
    public CalloutsBuilder reloadEvery(Duration time) {
        if (time.compareTo(MIN_RELOAD) < 0) {
            throw new CalloutConfigurationException(
                    "reloadEvery is " + time.toMillis() + " ms; it must be at least " + MIN_RELOAD.toMillis() + " ms.");
        }
        return set(Settings.RELOAD_EVERY, time);
    }

    /**
     * Sets who is told about certificates that are about to expire: 60, 30 and 10 days before, and on the day.
     *
     * @param listener the listener; called in a thread of the runtime
     * @return this builder
     */
    public CalloutsBuilder expiryListener(CertificateExpiry.Listener listener) {
        expiryListener = listener;
        return this;
    }

    /**
     * Adds a service under a name, for endpoints such as {@code callout:Erp/status}.
     *
     * @param name the name; case-sensitive
     * @param credential the address of the service and the credentials for it
     * @return this builder
     * @throws CalloutConfigurationException if the name cannot be one, or is in use already
     */
    public CalloutsBuilder namedCredential(String name, NamedCredential credential) {
        Map<String, NamedCredential> all = new LinkedHashMap<>(settings.get(Settings.NAMED_CREDENTIALS));
        if (all.putIfAbsent(NamedCredential.checkName(name), credential) != null) {
            throw new CalloutConfigurationException(
                    "There are two named credentials " + name + ". Give them different names.");
        }
        return set(Settings.NAMED_CREDENTIALS, all);
    }

    /**
     * Allows only these sites, and named credentials, to be called, as Salesforce's Remote Site Settings do. Can be called several times.
     *
     * @param urls URLs of which scheme, host and port count; none at all allows only named credentials
     * @return this builder
     * @throws CalloutConfigurationException if one is not a URL that a callout can go to
     */
    public CalloutsBuilder remoteSites(String... urls) {
        List<String> sites = new ArrayList<>(settings.get(Settings.REMOTE_SITES));
        for (String url : urls) {
            Endpoint.parse(url, "the remote site");
            sites.add(url);
        }
        return set(Settings.REMOTE_SITES, List.copyOf(sites));
    }

    /**
     * Sets which servers are trusted.
     *
     * @param trust the trust; it replaces that of the JDK
     * @return this builder
     */
    public CalloutsBuilder trust(ServerTrust trust) {
        return set(Settings.TRUST, trust);
    }

    /**
     * Sets the versions of TLS to use.
     *
     * @param versions at least one; all if it is not set
     * @return this builder
     */
    public CalloutsBuilder tlsVersions(TlsVersion... versions) {
        return set(Settings.TLS_VERSIONS, Set.copyOf(Arrays.asList(versions)));
    }

    /**
     * Sets whether a certificate is sent if its issuer is not in the server's list.
     *
     * @param offer {@link CertificateOffer#ALWAYS} if it is not set
     * @return this builder
     */
    public CalloutsBuilder offer(CertificateOffer offer) {
        return set(Settings.OFFER, offer);
    }

    /**
     * Sets the name to send (SNI) and to verify for a host whose certificate is issued for another name. Can be called several times.
     *
     * @param host the host as written in endpoints: a name or an address
     * @param name the name that its certificate has
     * @return this builder
     */
    public CalloutsBuilder serverName(String host, String name) {
        Map<String, String> names = new LinkedHashMap<>(settings.get(Settings.SERVER_NAMES));
        names.put(host, name);
        return set(Settings.SERVER_NAMES, names);
    }

    /**
     * Sets the HTTP proxy.
     *
     * @param proxy the proxy; the JVM's own settings if it is not set
     * @return this builder
     */
    public CalloutsBuilder proxy(HttpProxy proxy) {
        return set(Settings.PROXY, proxy);
    }

    /**
     * Sets how old a connection may become. An older one is closed instead of being used for another callout.
     *
     * @param time since it was opened, 1 second to 24 hours; 10 minutes if it is not set
     * @return this builder
     * @throws CalloutConfigurationException if it is out of range
     */
    public CalloutsBuilder connectionMaxAge(Duration time) {
        return set(Settings.CONNECTION_AGE, ReuseTime.check("connectionMaxAge", time));
    }

    /**
     * Sets how long a TLS session may be resumed (RFC 8446 section 2.2). After that, the next connection makes a complete handshake.
     *
     * @param time since that handshake, 1 second to 24 hours; 1 hour if it is not set
     * @return this builder
     * @throws CalloutConfigurationException if it is out of range
     */
    public CalloutsBuilder sessionLifetime(Duration time) {
        return set(Settings.SESSION_LIFETIME, ReuseTime.check("sessionLifetime", time));
    }

    /**
     * Sets how much a callout may send and read.
     *
     * @param limits the limits; {@link CalloutLimits#standard()} if it is not set
     * @return this builder
     */
    public CalloutsBuilder limits(CalloutLimits limits) {
        return set(Settings.LIMITS, limits);
    }

    /**
     * Sets what happens if a response contains a value that the response type cannot hold, such as {@code maybe} for a boolean.
     *
     * @param values {@link ResponseValues#STRICT} if it is not set
     * @return this builder
     */
    public CalloutsBuilder responseValues(ResponseValues values) {
        return set(Settings.RESPONSE_VALUES, values);
    }

    /**
     * Sets the maximum number of concurrent asynchronous callouts on JDK 23 and earlier; on later JDKs, each has its own virtual thread.
     *
     * @param threads at least 1; 64 if it is not set
     * @return this builder
     * @throws CalloutConfigurationException if it is less
     */
    public CalloutsBuilder asyncThreads(int threads) {
        if (threads < 1) {
            throw new CalloutConfigurationException("asyncThreads is " + threads + "; it must be at least 1.");
        }
        return set(Settings.ASYNC_THREADS, threads);
    }

    /**
     * Sets the SOAP codec, instead of the one on the class path. For codecs of your own.
     *
     * @param provider creates the codec
     * @return this builder
     */
    public CalloutsBuilder codec(SoapCodecProvider provider) {
        codec = provider;
        return this;
    }

    /**
     * Adds a listener that is told about each callout, for metrics, traces and audit logs. Can be called several times; listeners are called
     * in the order in which they were added.
     *
     * @param listener the listener
     * @return this builder
     */
    public CalloutsBuilder listener(CalloutListener listener) {
        listeners.add(Objects.requireNonNull(listener));
        return this;
    }

    /**
     * Names further XML elements and attributes whose content the wire log must not show (logger {@code io.callout4j.wire} at DEBUG).
     * Passwords, tokens and other usual secrets are always hidden. Can be called several times.
     *
     * @param elementNames local names; not case-sensitive
     * @return this builder
     */
    public CalloutsBuilder redact(String... elementNames) {
        Set<String> all = new HashSet<>(settings.get(Settings.REDACTED));
        all.addAll(Arrays.asList(elementNames));
        return set(Settings.REDACTED, Set.copyOf(all));
    }

    /**
     * Lets a mock provide the responses, so that no connection is ever opened, as {@link Callouts#mocked} does. The runtime still has this
     * builder's certificates and listeners.
     *
     * @param mock provides the responses
     * @return this builder
     */
    public CalloutsBuilder mock(WebServiceMock mock) {
        this.mock = mock;
        return this;
    }

    /**
     * Opens the certificates and starts the runtime.
     *
     * @return the runtime, to be closed by the caller
     * @throws ClientCertificateException if a named certificate cannot be opened
     * @throws CalloutConfigurationException if there is no SOAP codec, a file cannot be read, or a setting is invalid
     */
    public Callouts build() {
        return new Callouts(this, false);
    }
}
