package io.callout4j.diagnosis;

import io.callout4j.CalloutConfigurationException;
import io.callout4j.CalloutLimits;
import io.callout4j.CalloutRequest;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.tls.Endpoint;
import io.callout4j.tls.HttpProxy;
import io.callout4j.tls.ServerTrust;
import io.callout4j.tls.TlsSettings;
import java.time.Duration;
import java.util.Map;
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

    final Map<String, String> bodyFields;
    final boolean posts;

    private Examination(
            Endpoint endpoint,
            ClientIdentity identity,
            TlsSettings tls,
            HttpProxy proxy,
            Duration timeout,
            CalloutLimits limits,
            @Nullable CalloutRequest request,
            Map<String, String> bodyFields,
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
    public static Examination of(Endpoint endpoint) {
        return new Examination(
                endpoint,
                ClientIdentity.none(),
                TlsSettings.of(ServerTrust.system()),
                HttpProxy.system(),
                DEFAULT,
                CalloutLimits.standard(),
                null,
                Map.of(),
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
     * The same examination with other settings of TLS: trust, versions, offer, names.
     *
     * @param settings the settings
     * @return a copy
     */
    public Examination withTls(TlsSettings settings) {
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
        return new Examination(endpoint, identity, tls, proxy, timeout, limits, callout, Map.copyOf(fields), posts);
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
