package io.callout4j.diagnosis;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.internal.net.Endpoint;
import io.callout4j.internal.soap.MergeFields;
import io.callout4j.internal.tls.TlsSettings;
import io.callout4j.request.CalloutLimits;
import io.callout4j.request.CalloutRequest;
import io.callout4j.request.NamedCredential;
import io.callout4j.trust.CertificateOffer;
import io.callout4j.trust.HttpProxy;
import io.callout4j.trust.Revocation;
import io.callout4j.trust.ServerTrust;
import io.callout4j.trust.TlsVersion;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the {@link Doctor} examines: a callout without its content. {@code Callouts.examination(request)} creates one from the settings of a
 * runtime.
 *
 * <pre>{@code
 * Examination examination = Examination.of("https://erp.example.com/soap")
 *         .withIdentity(ClientIdentity.open(KeyStoreEntry.of(file, password)))
 *         .withTls(TlsSettings.of(ServerTrust.system().and(ServerTrust.pem(root))));
 * }</pre>
 *
 * <p>Immutable and safe to share. By default there is no identity, the JDK's trust and proxy settings apply, and the deadline is 30 seconds.
 */
public final class Examination {

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration MAX_TIMEOUT = Duration.ofMinutes(5);

    final Endpoint endpoint;
    final ClientIdentity identity;
    final TlsSettings tls;
    final HttpProxy proxy;
    final Duration timeout;
    final CalloutLimits limits;

    /** What is posted if {@link #posts} is true, or null. */
    final @Nullable CalloutRequest request;

    final MergeFields bodyFields;
    final boolean posts;
    final boolean fetchesIssuers;

    private Examination(
            Endpoint endpoint,
            ClientIdentity identity,
            TlsSettings tls,
            HttpProxy proxy,
            Duration timeout,
            CalloutLimits limits,
            @Nullable CalloutRequest request,
            MergeFields bodyFields,
            boolean posts,
            boolean fetchesIssuers) {
        this.endpoint = endpoint;
        this.identity = identity;
        this.tls = tls;
        this.proxy = proxy;
        this.timeout = timeout;
        this.limits = limits;
        this.request = request;
        this.bodyFields = bodyFields;
        this.posts = posts;
        this.fetchesIssuers = fetchesIssuers;
    }

    /**
     * An examination of an endpoint.
     *
     * @param url the endpoint, with https, or with http to examine only the response
     * @return the examination
     * @throws CalloutConfigurationException if callouts cannot use the URL
     */
    public static Examination of(String url) {
        return of(Endpoint.parse(url));
    }

    /**
     * An examination of an endpoint in parsed form.
     *
     * @param endpoint the endpoint
     * @return the examination
     */
    private static Examination of(Endpoint endpoint) {
        return new Examination(
                endpoint,
                ClientIdentity.none(),
                TlsSettings.of(ServerTrust.system()),
                HttpProxy.system(),
                DEFAULT_TIMEOUT,
                CalloutLimits.standard(),
                null,
                MergeFields.NONE,
                false,
                false);
    }

    /**
     * The same examination with an identity.
     *
     * @param other the identity to present, or {@link ClientIdentity#none()}
     * @return a copy
     */
    public Examination withIdentity(ClientIdentity other) {
        return new Examination(
                endpoint, other, tls, proxy, timeout, limits, request, bodyFields, posts, fetchesIssuers);
    }

    /**
     * The same examination with another trust.
     *
     * @param servers which servers to trust; by default those that the JDK trusts
     * @return a copy
     */
    public Examination withTrust(ServerTrust servers) {
        return withTls(tls.withTrust(servers));
    }

    /**
     * The same examination with other TLS versions.
     *
     * @param versions at least one; by default all
     * @return a copy
     * @throws CalloutConfigurationException if there is none
     */
    public Examination withTlsVersions(Set<TlsVersion> versions) {
        return withTls(tls.withVersions(versions));
    }

    /**
     * The same examination with another setting for whether a certificate is sent to a server that requests other issuers.
     *
     * @param offer by default {@link CertificateOffer#ALWAYS}
     * @return a copy
     */
    public Examination withOffer(CertificateOffer offer) {
        return withTls(tls.withOffer(offer));
    }

    /**
     * The same examination with names to send (SNI) and to verify instead of hosts.
     *
     * @param names the names in certificates, by the host as in endpoints
     * @return a copy
     * @throws CalloutConfigurationException if one of them is invalid
     */
    public Examination withServerNames(Map<String, String> names) {
        TlsSettings named = tls;
        for (Map.Entry<String, String> name : names.entrySet()) {
            named = named.withServerName(name.getKey(), name.getValue());
        }
        return withTls(named);
    }

    private Examination withTls(TlsSettings settings) {
        return new Examination(
                endpoint, identity, settings, proxy, timeout, limits, request, bodyFields, posts, fetchesIssuers);
    }

    /**
     * The same examination with another proxy.
     *
     * @param other the proxy, or none
     * @return a copy
     */
    public Examination withProxy(HttpProxy other) {
        return new Examination(
                endpoint, identity, tls, other, timeout, limits, request, bodyFields, posts, fetchesIssuers);
    }

    /**
     * The same examination with another deadline.
     *
     * @param duration the time for the whole examination, from 1 millisecond to 5 minutes
     * @return a copy
     * @throws CalloutConfigurationException if it is out of range
     */
    public Examination withTimeout(Duration duration) {
        if (duration.isNegative() || duration.isZero() || duration.compareTo(MAX_TIMEOUT) > 0) {
            throw new CalloutConfigurationException("The timeout of the examination is " + duration.toMillis()
                    + " ms; it must be between 1 and 300000.");
        }
        return new Examination(
                endpoint, identity, tls, proxy, duration, limits, request, bodyFields, posts, fetchesIssuers);
    }

    /**
     * The same examination with other limits.
     *
     * @param other how much may be sent and read
     * @return a copy
     */
    public Examination withLimits(CalloutLimits other) {
        return new Examination(
                endpoint, identity, tls, proxy, timeout, other, request, bodyFields, posts, fetchesIssuers);
    }

    /**
     * The same examination with the callout's request, which is posted only after {@link #posting()}. The endpoint and certificate in the
     * request are ignored.
     *
     * @param callout the request
     * @param credential the named credential whose merge fields are filled into its body, or null
     * @return a copy
     */
    public Examination withRequest(CalloutRequest callout, @Nullable NamedCredential credential) {
        return new Examination(
                endpoint,
                identity,
                tls,
                proxy,
                timeout,
                limits,
                callout,
                MergeFields.of(credential),
                posts,
                fetchesIssuers);
    }

    /**
     * The same examination, but instead of the GET, the request is posted exactly once. The service processes it.
     *
     * @return a copy
     * @throws CalloutConfigurationException if there is no request
     */
    public Examination posting() {
        if (request == null) {
            throw new CalloutConfigurationException(
                    "There is no request to post. Set one with withRequest(…), or use Callouts.examination(request).");
        }
        return new Examination(
                endpoint, identity, tls, proxy, timeout, limits, request, bodyFields, true, fetchesIssuers);
    }

    /**
     * The same examination, but if a chain (the server's or ours) is incomplete, the issuer's certificate is downloaded from the address in
     * its last certificate (AIA), which shows what is missing.
     *
     * <p>Anyone can put any address into a certificate, also one in your own network, so this makes this machine send a GET to an address
     * that the server chooses. At most two addresses are called, only over plain HTTP, without following redirects; at most 100,000 bytes
     * are read, within at most five seconds.
     *
     * @return a copy
     */
    public Examination fetchingIssuers() {
        return new Examination(endpoint, identity, tls, proxy, timeout, limits, request, bodyFields, posts, true);
    }

    /**
     * The same examination, but the server's certificates must be known not to be revoked: by the stapled OCSP response, or by CRLs from the
     * addresses in the certificates, which are downloaded. Without this, and if the trust has no revocation checks, only a stapled response is
     * looked at, because that calls nobody.
     *
     * @return a copy; the same examination if the trust checks revocation anyway
     */
    public Examination checkingRevocation() {
        return tls.trust().revocation() == Revocation.OFF
                ? withTrust(tls.trust().withRevocation(Revocation.REQUIRED))
                : this;
    }

    /** Contains only the endpoint, because a request may contain credentials. */
    @Override
    public String toString() {
        return "Examination[" + endpoint + "]";
    }
}
