package io.callout4j.internal.tls;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.internal.net.Endpoint;
import io.callout4j.internal.net.HostName;
import io.callout4j.internal.text.ForeignText;
import io.callout4j.trust.CertificateOffer;
import io.callout4j.trust.ServerTrust;
import io.callout4j.trust.TlsVersion;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The TLS settings of one runtime.
 *
 * <p>Immutable and safe to share.
 *
 * @param trust which servers to trust
 * @param versions the versions to offer, at least one
 * @param offer whether the certificate is sent to a server that requests other issuers
 * @param serverNames the names to send and to verify, by the host of an endpoint, if they differ from it
 * @param sendsServerName whether the server name is sent (SNI, RFC 6066); only the doctor omits it, to see how the server reacts
 * @param sessionLifetime how long a TLS session may be resumed after its first handshake
 */
public record TlsSettings(
        ServerTrust trust,
        Set<TlsVersion> versions,
        CertificateOffer offer,
        Map<String, String> serverNames,
        boolean sendsServerName,
        Duration sessionLifetime) {

    /** How long a session may be resumed if nothing else is set. */
    public static final Duration DEFAULT_SESSION_LIFETIME = Duration.ofHours(1);

    /**
     * TLS 1.2 and 1.3, certificates always offered, no other server names.
     *
     * @param trust which servers to trust
     * @return the settings
     */
    public static TlsSettings of(ServerTrust trust) {
        return new TlsSettings(
                trust, Set.of(TlsVersion.values()), CertificateOffer.ALWAYS, Map.of(), true, DEFAULT_SESSION_LIFETIME);
    }

    /**
     * The same settings with other versions.
     *
     * @param some at least one
     * @return a copy
     * @throws CalloutConfigurationException if there is none
     */
    public TlsSettings withVersions(Set<TlsVersion> some) {
        if (some.isEmpty()) {
            throw new CalloutConfigurationException(
                    "There is no TLS version to use. Pass at least one to tlsVersions(…).");
        }
        return new TlsSettings(trust, Set.copyOf(some), offer, serverNames, sendsServerName, sessionLifetime);
    }

    /**
     * The same settings with another offer.
     *
     * @param other the offer
     * @return a copy
     */
    public TlsSettings withOffer(CertificateOffer other) {
        return new TlsSettings(trust, versions, other, serverNames, sendsServerName, sessionLifetime);
    }

    /**
     * The same settings with a name to send and to verify instead of a host.
     *
     * @param host the host as in endpoints: a name or an address
     * @param name the name in its certificate
     * @return a copy
     * @throws CalloutConfigurationException if the name is not a DNS name
     */
    public TlsSettings withServerName(String host, String name) {
        Map<String, String> names = new HashMap<>(serverNames);
        names.put(host(host), ascii(name));
        return new TlsSettings(trust, versions, offer, Map.copyOf(names), sendsServerName, sessionLifetime);
    }

    /**
     * The same settings without sending a name. The server's certificate is verified anyway.
     *
     * @return a copy
     */
    public TlsSettings withoutServerName() {
        return new TlsSettings(trust, versions, offer, serverNames, false, sessionLifetime);
    }

    /**
     * The same settings with another lifetime of sessions.
     *
     * @param time at least one second
     * @return a copy
     */
    public TlsSettings withSessionLifetime(Duration time) {
        return new TlsSettings(trust, versions, offer, serverNames, sendsServerName, time);
    }

    /**
     * The same settings with another trust.
     *
     * @param other which servers to trust
     * @return a copy
     */
    public TlsSettings withTrust(ServerTrust other) {
        return new TlsSettings(other, versions, offer, serverNames, true, sessionLifetime);
    }

    /**
     * Rejects what {@link #withServerName} would reject.
     *
     * @param host a host as in endpoints
     * @param name the name in its certificate
     * @throws CalloutConfigurationException if one of them is invalid
     */
    public static void checkServerName(String host, String name) {
        var unused = host(host);
        var unusedToo = ascii(name);
    }

    /** A host as {@link Endpoint} converts it. */
    private static String host(String host) {
        try {
            boolean literal = host.indexOf(':') >= 0;
            return literal ? Endpoint.parse("https://" + bracketed(host) + "/").host() : HostName.ascii(host);
        } catch (CalloutConfigurationException | IllegalArgumentException e) {
            throw new CalloutConfigurationException("\"" + Endpoint.shown(host)
                    + "\" is not a host. Use only the name or address, as it is in endpoints.");
        }
    }

    private static String bracketed(String host) {
        return host.startsWith("[") ? host : "[" + host + "]";
    }

    private static String ascii(String name) {
        try {
            if (!name.endsWith(".")) {
                return HostName.ascii(name);
            }
        } catch (IllegalArgumentException e) {
            // Reported below.
        }
        throw new CalloutConfigurationException("\"" + ForeignText.printable(name)
                + "\" is not a valid name for a server's certificate. Use a DNS name.");
    }

    /** The name that is sent as SNI, unless it is an address, and that the certificate must match. */
    String serverName(Endpoint endpoint) {
        return serverNames.getOrDefault(endpoint.host(), endpoint.host());
    }

    String[] protocols() {
        // The newest first, as in JSSE.
        return EnumSet.copyOf(versions).stream()
                .sorted((one, other) -> other.compareTo(one))
                .map(TlsVersion::protocol)
                .toArray(String[]::new);
    }

    List<String> versionNumbers() {
        return EnumSet.copyOf(versions).stream().map(TlsVersion::number).toList();
    }
}
