package io.callout4j.trust;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.internal.net.Endpoint;
import io.callout4j.internal.text.ForeignText;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which proxy callouts go through. TLS goes through it by CONNECT (RFC 9110 section 9.3.6): the proxy sees host and port and nothing
 * else.
 *
 * <pre>{@code
 * HttpProxy.at("proxy.example.com", 3128)
 *         .withCredentials("erp", "secret".toCharArray())
 *         .except("localhost", "*.example.com")
 * }</pre>
 *
 * <p>Immutable and safe to share. {@code toString} does not tell the password.
 */
public final class HttpProxy {

    /**
     * One proxy on the way.
     *
     * @param host its name, or its address without brackets
     * @param port its port
     * @param authorization the value of the Proxy-Authorization header to send, or null
     */
    public record Hop(String host, int port, @Nullable String authorization) {
        String place() {
            return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
        }

        /** Host and port, never the credentials. */
        @Override
        public String toString() {
            return place();
        }
    }

    /** A name or an address, with a star before it, after it or both; an IPv6 address with its brackets or without. */
    private static final Pattern EXCEPTION =
            Pattern.compile("\\*|\\*?[^*:/\\\\@,;\\s]+\\*?|\\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%\\w+)?]?");

    private static final HttpProxy SYSTEM = new HttpProxy(true, null, List.of());
    private static final HttpProxy NONE = new HttpProxy(false, null, List.of());

    private final boolean system;
    private final @Nullable Hop hop;
    private final List<String> exceptions;

    private HttpProxy(boolean system, @Nullable Hop hop, List<String> exceptions) {
        this.system = system;
        this.hop = hop;
        this.exceptions = exceptions;
    }

    /**
     * What the JVM's {@link ProxySelector} says for each callout: by default the system properties {@code https.proxyHost}, {@code
     * http.proxyHost}, {@code http.nonProxyHosts} and their kin.
     *
     * @return the JVM's choice
     */
    public static HttpProxy system() {
        return SYSTEM;
    }

    /**
     * No proxy, whatever the JVM's {@link ProxySelector} says.
     *
     * @return the straight way
     */
    public static HttpProxy none() {
        return NONE;
    }

    /**
     * One proxy for all callouts.
     *
     * @param host its name or address
     * @param port its port, 1 to 65535
     * @return the proxy
     * @throws CalloutConfigurationException where host or port cannot be one
     */
    public static HttpProxy at(String host, int port) {
        if (host.isBlank() || host.indexOf('/') >= 0 || host.indexOf('@') >= 0 || port < 1 || port > 65535) {
            throw refused(host, port);
        }
        boolean address = host.chars().filter(at -> at == ':').count() > 1;
        try {
            Endpoint place = Endpoint.parse(
                    "http://" + (address && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port + "/");
            return new HttpProxy(false, new Hop(place.host(), place.port(), null), List.of());
        } catch (CalloutConfigurationException e) {
            // Its message is about endpoints.
            throw refused(host, port);
        }
    }

    private static CalloutConfigurationException refused(String host, int port) {
        return new CalloutConfigurationException("There can be no proxy at " + Endpoint.withoutSecrets(host) + ":"
                + port + ". Give the name of a host, without a scheme and a port in it, and a port from 1 to 65535.");
    }

    /**
     * The same proxy with a user name and password, sent by Basic authentication (RFC 7617) to the proxy alone.
     *
     * @param user the name; it cannot hold a colon
     * @param password the password; copied
     * @return a copy
     * @throws CalloutConfigurationException where there is no proxy to send them to, or the name holds a colon
     */
    public HttpProxy withCredentials(String user, char[] password) {
        if (hop == null) {
            throw new CalloutConfigurationException(
                    "A user name and password for a proxy need HttpProxy.at(host, port): a proxy that the JVM chooses is"
                            + " not told any.");
        }
        String both = user + ":" + new String(password);
        if (user.indexOf(':') >= 0 || ForeignText.hasControl(both)) {
            throw new CalloutConfigurationException(
                    "The proxy's user name holds a colon, or name or password a control character, which Basic"
                            + " authentication cannot carry (RFC 7617 section 2).");
        }
        String basic = "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
        return new HttpProxy(false, new Hop(hop.host(), hop.port(), basic), exceptions);
    }

    /**
     * The same with hosts that are called without a proxy.
     *
     * @param hosts names and addresses as they stand in endpoints; {@code *.example.com} and {@code .example.com} mean all names below
     *     it, {@code *} before or after a part anything
     * @return a copy
     * @throws CalloutConfigurationException where one is no name or address and so would never match
     */
    public HttpProxy except(String... hosts) {
        for (String host : hosts) {
            if (!EXCEPTION.matcher(host.strip()).matches()) {
                throw new CalloutConfigurationException("\"" + Endpoint.withoutSecrets(host)
                        + "\" is no host that could be called without the proxy. Give one name or address, such as"
                        + " erp.example.com or *.example.com, without a scheme, a port and a path.");
            }
        }
        List<String> more = new ArrayList<>(exceptions);
        Arrays.stream(hosts).map(host -> host.strip().toLowerCase(Locale.ROOT)).forEach(more::add);
        return new HttpProxy(system, hop, List.copyOf(more));
    }

    /**
     * The proxy on the way to a server.
     *
     * @param secure whether it is called by {@code https:}
     * @param host its name, or its address without brackets
     * @param port its port
     * @return the proxy, or null for none
     * @throws CalloutConfigurationException if the JVM's settings name a proxy that is not supported
     */
    public @Nullable Hop hop(boolean secure, String host, int port) {
        if (exceptions.stream().anyMatch(pattern -> matches(pattern, host))) {
            return null;
        }
        return system ? chosen(new Endpoint(secure, host, port, "/")) : hop;
    }

    private static boolean matches(String pattern, String host) {
        if (pattern.startsWith("*")) {
            String rest = pattern.substring(1);
            return (rest.endsWith("*") && rest.length() > 1)
                    ? host.contains(rest.substring(0, rest.length() - 1))
                    : host.endsWith(rest);
        }
        if (pattern.endsWith("*")) {
            return host.startsWith(pattern.substring(0, pattern.length() - 1));
        }
        return pattern.startsWith(".") ? host.endsWith(pattern) : host.equals(pattern.replaceAll("[\\[\\]]", ""));
    }

    private static @Nullable Hop chosen(Endpoint endpoint) {
        ProxySelector selector = ProxySelector.getDefault();
        if (selector == null) {
            return null;
        }
        List<Proxy> proxies;
        try {
            URI place = new URI((endpoint.secure() ? "https://" : "http://") + endpoint.authority() + "/");
            // A name with an underscore is no host to java.net.URI, and selectors refuse URIs without one.
            proxies = place.getHost() == null ? List.of() : selector.select(place);
        } catch (URISyntaxException | IllegalArgumentException e) {
            return null;
        }
        if (proxies == null || proxies.isEmpty()) {
            return null;
        }
        Proxy first = proxies.get(0);
        if (first.type() == Proxy.Type.SOCKS) {
            throw new CalloutConfigurationException("The JVM's proxy settings name a SOCKS proxy for " + endpoint
                    + ", which callouts do not speak. Nothing was sent. Set an HTTP proxy with"
                    + " Callouts.builder().proxy(HttpProxy.at(host, port)), or HttpProxy.none().");
        }
        return first.type() == Proxy.Type.HTTP && first.address() instanceof InetSocketAddress address
                ? new Hop(address.getHostString(), address.getPort(), null)
                : null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HttpProxy proxy
                && system == proxy.system
                && Objects.equals(hop, proxy.hop)
                && exceptions.equals(proxy.exceptions);
    }

    @Override
    public int hashCode() {
        return Objects.hash(system, hop, exceptions);
    }

    @Override
    public String toString() {
        String way = system ? "the JVM's proxy settings" : hop == null ? "no proxy" : "proxy " + hop.place();
        return exceptions.isEmpty() ? way : way + " except for " + String.join(", ", exceptions);
    }
}
