package io.callout4j.internal.tls;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.internal.net.Endpoint;
import io.callout4j.trust.CertificateOffer;
import io.callout4j.trust.ServerTrust;
import io.callout4j.trust.TlsVersion;
import java.net.IDN;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How one runtime speaks TLS.
 *
 * <p>Immutable and safe to share.
 *
 * @param trust which servers to trust
 * @param versions the versions to speak, at least one
 * @param offer whether a certificate is shown to a server that asks for other issuers
 * @param serverNames the name to send and to verify, by the host of an endpoint, where it is another one
 * @param nameSent whether the server's name is sent (SNI, RFC 6066); only the doctor leaves it out, to see what the server does then
 */
public record TlsSettings(
        ServerTrust trust,
        Set<TlsVersion> versions,
        CertificateOffer offer,
        Map<String, String> serverNames,
        boolean nameSent) {

    /**
     * TLS 1.2 and 1.3, certificates always offered, no names but the hosts' own.
     *
     * @param trust which servers to trust
     * @return the settings
     */
    public static TlsSettings of(ServerTrust trust) {
        return new TlsSettings(trust, Set.of(TlsVersion.values()), CertificateOffer.ALWAYS, Map.of(), true);
    }

    /**
     * The same settings with other versions.
     *
     * @param some at least one
     * @return a copy
     * @throws CalloutConfigurationException where there is none
     */
    public TlsSettings withVersions(Set<TlsVersion> some) {
        if (some.isEmpty()) {
            throw new CalloutConfigurationException(
                    "No version of TLS is left to speak. Name at least one to tlsVersions(…).");
        }
        return new TlsSettings(trust, Set.copyOf(some), offer, serverNames, nameSent);
    }

    /**
     * The same settings with another offer.
     *
     * @param other the offer
     * @return a copy
     */
    public TlsSettings withOffer(CertificateOffer other) {
        return new TlsSettings(trust, versions, other, serverNames, nameSent);
    }

    /**
     * The same settings with a name to send and verify in place of a host.
     *
     * @param host the host as it stands in endpoints: a name or an address
     * @param name the name that its certificate has
     * @return a copy
     * @throws CalloutConfigurationException where the name is none that a certificate could be for
     */
    public TlsSettings withServerName(String host, String name) {
        Map<String, String> names = new HashMap<>(serverNames);
        names.put(
                Endpoint.parse("https://" + bracketed(host), "the host of serverName(host, name)")
                        .host(),
                ascii(name));
        return new TlsSettings(trust, versions, offer, Map.copyOf(names), nameSent);
    }

    /**
     * The same settings without sending a name. The server's certificate is verified all the same.
     *
     * @return a copy
     */
    public TlsSettings withoutNameSent() {
        return new TlsSettings(trust, versions, offer, serverNames, false);
    }

    /**
     * Refuses what {@link #withServerName} would refuse.
     *
     * @param host a host as it stands in endpoints
     * @param name the name that its certificate has
     * @throws CalloutConfigurationException where one of them cannot be
     */
    public static void checkServerName(String host, String name) {
        try {
            var unused = Endpoint.parse("https://" + bracketed(host));
        } catch (CalloutConfigurationException e) {
            throw new CalloutConfigurationException(
                    "\"" + Endpoint.withoutSecrets(host)
                            + "\" is no host that could have another name. Give its name or address alone, as it stands in endpoints.");
        }
        var unusedToo = ascii(name);
    }

    private static String bracketed(String host) {
        return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    }

    private static String ascii(String name) {
        try {
            String ascii = IDN.toASCII(name).toLowerCase(Locale.ROOT);
            if (!ascii.isEmpty() && !ascii.endsWith(".") && ascii.matches("[a-z0-9_.-]+")) {
                return ascii;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new CalloutConfigurationException(
                "\"" + name + "\" is no name that a server's certificate could be for. Give a DNS name.");
    }

    /** The name that is sent as SNI, where it is one, and that the certificate must be for. */
    String serverName(Endpoint endpoint) {
        return serverNames.getOrDefault(endpoint.host(), endpoint.host());
    }

    String[] protocols() {
        // The newest first, as JSSE itself has them.
        return EnumSet.copyOf(versions).stream()
                .sorted((one, other) -> other.compareTo(one))
                .map(TlsVersion::protocol)
                .toArray(String[]::new);
    }

    List<String> versionNumbers() {
        return EnumSet.copyOf(versions).stream().map(TlsVersion::number).toList();
    }
}
