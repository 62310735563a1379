package io.callout4j.diagnosis;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.internal.net.Endpoint;
import io.callout4j.internal.soap.MergeFields;
import io.callout4j.internal.tls.TlsSettings;
import io.callout4j.request.CalloutLimits;
import io.callout4j.request.CalloutRequest;
import io.callout4j.trust.CertificateOffer;
import io.callout4j.trust.HttpProxy;
import io.callout4j.trust.ServerTrust;
import io.callout4j.trust.TlsVersion;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the {@link Doctor} is to look at: a callout without its content. {@code Callouts.examination(request)} makes one of what a runtime is set
 * to.
 *
 * <pre>{@code
 * Examination examination = Examination.of("https://erp.example.com/soap")
 *         .withIdentity(ClientIdentity.open(KeyStoreEntry.of(file, password)))
 *         .withTls(TlsSettings.of(ServerTrust.system().and(ServerTrust.pem(root))));
 * }</pre>
 *
 * <p>Immutable and safe to share. By default nobody is shown, the JDK's trust and proxy settings count, and it takes 30 seconds at most.
 */
public final class Examination {

    private static final Duration DEFAULT = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    final Endpoint endpoint;
    final ClientIdentity identity;
    final TlsSettings tls;
    final HttpProxy proxy;
    final Duration timeout;
    final CalloutLimits limits;

    /** What is posted where {@link #posts}, or null. */
    final @Nullable CalloutRequest request;

    final MergeFields bodyFields;
    final boolean posts;

    private Examination(
            Endpoint endpoint,
            ClientIdentity identity,
            TlsSettings tls,
            HttpProxy proxy,
            Duration timeout,
            CalloutLimits limits,
            @Nullable CalloutRequest request,
            MergeFields bodyFields,
            boolean posts) {
        this.endpoint = endpoint;
        this.identity = identity;
        this.tls = tls;
        this.proxy = proxy;
        this.timeout = timeout;
        this.limits = limits;
        this.request = request;
        this.bodyFields = bodyFields;
        this.posts = posts;
    }

    /**
     * An examination of an endpoint.
     *
     * @param url where: https, or http to look at the answer alone
     * @return the examination
     * @throws CalloutConfigurationException where it is no URL that a callout could go to
     */
    public static Examination of(String url) {
        return of(Endpoint.parse(url));
    }

    /**
     * An examination of an endpoint that was taken apart.
     *
     * @param endpoint where
     * @return the examination
     */
    private static Examination of(Endpoint endpoint) {
        return new Examination(
                endpoint,
                ClientIdentity.none(),
                TlsSettings.of(ServerTrust.system()),
                HttpProxy.system(),
                DEFAULT,
                CalloutLimits.standard(),
                null,
                MergeFields.NONE,
                false);
    }

    /**
     * The same examination as somebody.
     *
     * @param who the identity to show, perhaps none
     * @return a copy
     */
    public Examination withIdentity(ClientIdentity who) {
        return new Examination(endpoint, who, tls, proxy, timeout, limits, request, bodyFields, posts);
    }

    /**
     * The same with other trusted servers.
     *
     * @param servers the trust; the JDK's if it is not set
     * @return a copy
     */
    public Examination withTrust(ServerTrust servers) {
        return withTls(new TlsSettings(servers, tls.versions(), tls.offer(), tls.serverNames(), true));
    }

    /**
     * The same with other versions of TLS.
     *
     * @param versions at least one; all if it is not set
     * @return a copy
     * @throws CalloutConfigurationException if there is none
     */
    public Examination withTlsVersions(Set<TlsVersion> versions) {
        return withTls(tls.withVersions(versions));
    }

    /**
     * The same with another answer to the question whether a certificate is presented to a server that asks for other issuers.
     *
     * @param offer {@link CertificateOffer#ALWAYS} if it is not set
     * @return a copy
     */
    public Examination withOffer(CertificateOffer offer) {
        return withTls(tls.withOffer(offer));
    }

    /**
     * The same with names to send (SNI) and to verify in place of hosts.
     *
     * @param names the name of a certificate, by the host as it is in endpoints
     * @return a copy
     * @throws CalloutConfigurationException if one of them cannot be a name
     */
    public Examination withServerNames(Map<String, String> names) {
        TlsSettings named = tls;
        for (Map.Entry<String, String> name : names.entrySet()) {
            named = named.withServerName(name.getKey(), name.getValue());
        }
        return withTls(named);
    }

    private Examination withTls(TlsSettings settings) {
        return new Examination(endpoint, identity, settings, proxy, timeout, limits, request, bodyFields, posts);
    }

    /**
     * The same examination by another way.
     *
     * @param way the proxy, or none
     * @return a copy
     */
    public Examination withProxy(HttpProxy way) {
        return new Examination(endpoint, identity, tls, way, timeout, limits, request, bodyFields, posts);
    }

    /**
     * The same examination with another deadline.
     *
     * @param whole the time for all of it, more than nothing and at most five minutes
     * @return a copy
     * @throws CalloutConfigurationException where it is out of range
     */
    public Examination withTimeout(Duration whole) {
        if (whole.isNegative() || whole.isZero() || whole.compareTo(LONGEST) > 0) {
            throw new CalloutConfigurationException(
                    "An examination takes from 1 millisecond to 5 minutes, and not " + whole.toMillis() + " ms.");
        }
        return new Examination(endpoint, identity, tls, proxy, whole, limits, request, bodyFields, posts);
    }

    /**
     * The same examination with other limits.
     *
     * @param other how much may be sent and read
     * @return a copy
     */
    public Examination withLimits(CalloutLimits other) {
        return new Examination(endpoint, identity, tls, proxy, timeout, other, request, bodyFields, posts);
    }

    /**
     * The same examination with the request of the callout, which is posted only where {@link #posting()} says so. What the request itself says of an
     * endpoint and a certificate does not count.
     *
     * @param callout the request
     * @param fields what the merge fields in its body stand for, mostly none
     * @return a copy
     */
    public Examination withRequest(CalloutRequest callout, Map<String, String> fields) {
        return new Examination(
                endpoint, identity, tls, proxy, timeout, limits, callout, new MergeFields(fields), posts);
    }

    /**
     * The same examination, posting the request in place of the GET, exactly once. The service acts on it.
     *
     * @return a copy
     * @throws CalloutConfigurationException where there is no request
     */
    public Examination posting() {
        if (request == null) {
            throw new CalloutConfigurationException(
                    "There is nothing to post. Give the examination a request: withRequest(…), or"
                            + " Callouts.examination(request).");
        }
        return new Examination(endpoint, identity, tls, proxy, timeout, limits, request, bodyFields, true);
    }

    /** Names the endpoint alone: a request may hold credentials. */
    @Override
    public String toString() {
        return "Examination[" + endpoint + "]";
    }
}
