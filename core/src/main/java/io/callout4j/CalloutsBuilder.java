package io.callout4j;

import io.callout4j.identity.CertificateExpiryListener;
import io.callout4j.identity.KeyStoreEntry;
import io.callout4j.identity.NamedCertificates;
import io.callout4j.identity.NamedCertificatesBuilder;
import io.callout4j.spi.CalloutTransportProvider;
import io.callout4j.tls.CertificateOffer;
import io.callout4j.tls.Endpoint;
import io.callout4j.tls.HttpProxy;
import io.callout4j.tls.ServerTrust;
import io.callout4j.tls.TlsVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a runtime is made of; {@link Callouts#builder()} starts one.
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

    final NamedCertificatesBuilder certificates;

    @Nullable
    ServerTrust trust;

    @Nullable
    CalloutLimits limits;

    @Nullable
    Set<TlsVersion> tlsVersions;

    @Nullable
    CertificateOffer offer;

    final Map<String, String> serverNames = new LinkedHashMap<>();

    @Nullable
    HttpProxy proxy;

    @Nullable
    Integer asyncThreads;

    @Nullable
    Duration reloadEvery;

    final Map<String, NamedCredential> namedCredentials = new LinkedHashMap<>();

    @Nullable
    List<String> remoteSites;

    @Nullable
    ConfigurationOrigin configuration;

    final List<CalloutListener> listeners = new ArrayList<>();
    final Set<String> redacted = new LinkedHashSet<>();

    @Nullable
    CalloutTransportProvider provider;

    @Nullable
    WebServiceMock mock;

    CalloutsBuilder() {
        this(NamedCertificates.builder());
    }

    private CalloutsBuilder(NamedCertificatesBuilder certificates) {
        this.certificates = certificates;
    }

    /**
     * Takes settings from a configuration file: certificates, trust, sites, named credentials, proxy, limits. What the program sets itself
     * goes before what the file says; certificates and named credentials are added up. The file is read again when it changes, or
     * a file that it names.
     *
     * <pre>{@code
     * Callouts callouts = Callouts.builder().configuration(Path.of("/etc/erp/callouts.json")).build();
     * }</pre>
     *
     * @param file JSON, or YAML where its name ends in {@code .yaml} or {@code .yml}; read by {@link #build()}
     * @return this builder
     */
    public CalloutsBuilder configuration(Path file) {
        configuration = ConfigurationOrigin.of(file);
        return this;
    }

    /**
     * Keeps a certificate under a name, for {@code clientCertName_x}. The file is opened by {@link #build()}, which refuses
     * a name that is there twice, and read again when it changes.
     *
     * @param name any name; Salesforce takes letters, digits and underscores
     * @param entry where its key and chain are
     * @return this builder
     */
    public CalloutsBuilder certificate(String name, KeyStoreEntry entry) {
        certificates.add(name, entry);
        return this;
    }

    /**
     * Keeps all certificates of a key store or a folder under their names: of a key-store file, each entry with a private key
     * under its alias; of a folder, {@code tls.crt} with {@code tls.key} under the folder's name (and the same for folders in
     * it), and each key-store file under its name without the ending. Certificates that are added later are found.
     *
     * @param place the file or folder
     * @param password what opens the key stores, or null; copied
     * @return this builder
     */
    public CalloutsBuilder certificates(Path place, char @Nullable [] password) {
        certificates.addAll(place, password);
        return this;
    }

    /**
     * Sets how often certificate files are looked at for changes.
     *
     * @param time 100 milliseconds or more; 5 seconds where it is not set
     * @return this builder
     */
    public CalloutsBuilder reloadEvery(Duration time) {
        certificates.reloadEvery(time);
        reloadEvery = time;
        return this;
    }

    /**
     * Sets who hears of named certificates that come close to their end.
     *
     * @param listener the listener
     * @return this builder
     */
    public CalloutsBuilder expiryListener(CertificateExpiryListener listener) {
        certificates.listener(listener);
        return this;
    }

    /**
     * Keeps a service under a name, for {@code callout:Name} in {@code endpoint_x}.
     *
     * @param name letters, digits and underscores; no slash, no blank
     * @param credential where it is, and what it takes to call it
     * @return this builder
     * @throws CalloutConfigurationException where the name is taken, or is no name
     */
    public CalloutsBuilder namedCredential(String name, NamedCredential credential) {
        if (namedCredentials.putIfAbsent(NamedCredential.checkName(name), credential) != null) {
            throw new CalloutConfigurationException(
                    "There are two named credentials " + name + ". Give each a name of its own.");
        }
        return this;
    }

    /**
     * Limits what may be called by its URL, as Salesforce's Remote Site Settings do: scheme, host and port count, the path does not. Named
     * credentials may be called besides. Without this, any site may be.
     *
     * @param urls the sites; none at all leaves the named credentials only
     * @return this builder
     * @throws CalloutConfigurationException where one is no URL that a callout could go to
     */
    public CalloutsBuilder remoteSites(String... urls) {
        List<String> sites = remoteSites == null ? new ArrayList<>() : remoteSites;
        for (String url : urls) {
            Endpoint.parse(url, "the remote site");
            sites.add(url);
        }
        remoteSites = sites;
        return this;
    }

    /**
     * Sets which servers are trusted.
     *
     * @param servers the trust; it takes the place of {@link ServerTrust#system()}
     * @return this builder
     */
    public CalloutsBuilder trust(ServerTrust servers) {
        trust = servers;
        return this;
    }

    /**
     * Limits the versions of TLS that are spoken.
     *
     * @param versions at least one; {@link TlsVersion#V1_2} and {@link TlsVersion#V1_3} where it is not set
     * @return this builder
     */
    public CalloutsBuilder tlsVersions(TlsVersion... versions) {
        tlsVersions = Set.copyOf(Arrays.asList(versions));
        return this;
    }

    /**
     * Sets whether a client certificate is shown to a server that asks for certificates of other issuers.
     *
     * @param when {@link CertificateOffer#ALWAYS} where it is not set
     * @return this builder
     */
    public CalloutsBuilder offer(CertificateOffer when) {
        offer = when;
        return this;
    }

    /**
     * Calls a host by another name: it is sent as the server name (SNI) and must be in the server's certificate. For tests, tunnels and
     * addresses without a name. The way to the server is still looked up by the host.
     *
     * @param host the host as it stands in endpoints
     * @param name a DNS name
     * @return this builder
     */
    public CalloutsBuilder serverName(String host, String name) {
        serverNames.put(host, name);
        return this;
    }

    /**
     * Sets the proxy on the way to the servers.
     *
     * @param way {@link HttpProxy#system()} where it is not set
     * @return this builder
     */
    public CalloutsBuilder proxy(HttpProxy way) {
        proxy = way;
        return this;
    }

    /** The same settings, which do not change when the program goes on with this builder. */
    CalloutsBuilder copy() {
        CalloutsBuilder copy = new CalloutsBuilder(certificates.copy());
        copy.trust = trust;
        copy.limits = limits;
        copy.tlsVersions = tlsVersions;
        copy.offer = offer;
        copy.serverNames.putAll(serverNames);
        copy.proxy = proxy;
        copy.asyncThreads = asyncThreads;
        copy.reloadEvery = reloadEvery;
        copy.namedCredentials.putAll(namedCredentials);
        copy.remoteSites = remoteSites == null ? null : List.copyOf(remoteSites);
        copy.configuration = configuration;
        copy.listeners.addAll(listeners);
        copy.redacted.addAll(redacted);
        copy.provider = provider;
        copy.mock = mock;
        return copy;
    }

    /**
     * Sets how much a callout may send and read.
     *
     * @param most the limits; they take the place of {@link CalloutLimits#standard()}
     * @return this builder
     */
    public CalloutsBuilder limits(CalloutLimits most) {
        limits = most;
        return this;
    }

    /**
     * Sets how many asynchronous callouts run at a time before JDK 24; from then on each has a virtual thread of its own.
     *
     * @param most at least 1; 64 where it is not set
     * @return this builder
     * @throws CalloutConfigurationException where it is less
     */
    public CalloutsBuilder asyncThreads(int most) {
        if (most < 1) {
            throw new CalloutConfigurationException(
                    "asyncThreads is " + most + "; asynchronous callouts need at least 1 thread.");
        }
        asyncThreads = most;
        return this;
    }

    /**
     * Sets the transport, in place of the one on the class path. For tests and for transports of your own.
     *
     * @param transports what makes it
     * @return this builder
     */
    public CalloutsBuilder transport(CalloutTransportProvider transports) {
        provider = transports;
        return this;
    }

    /**
     * Adds who hears of each callout, for metrics, traces and audit logs. Can be called several times; listeners are told in the order in
     * which they were added.
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
     * Passwords, tokens and what else is mostly secret are left out by themselves. Can be called several times.
     *
     * @param elementNames local names; upper and lower case count the same
     * @return this builder
     */
    public CalloutsBuilder redact(String... elementNames) {
        redacted.addAll(Arrays.asList(elementNames));
        return this;
    }

    /**
     * Lets a mock answer, so that no connection is ever opened, as {@link Callouts#mocked} does; with it come this builder's certificates and
     * listeners.
     *
     * @param answering what answers
     * @return this builder
     */
    public CalloutsBuilder mock(WebServiceMock answering) {
        mock = answering;
        return this;
    }

    /**
     * Opens the certificates and starts the runtime.
     *
     * @return the runtime, to be closed by the caller
     * @throws ClientCertificateException where a named certificate cannot be opened
     * @throws CalloutConfigurationException where there is no transport, a file cannot be read, or something in a configuration is wrong
     */
    public Callouts build() {
        return new Callouts(this, false);
    }
}
