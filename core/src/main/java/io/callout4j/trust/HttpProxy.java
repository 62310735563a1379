package io.callout4j.trust;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.internal.net.Endpoint;
import io.callout4j.internal.net.HostName;
import io.callout4j.internal.text.ForeignText;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The proxy that callouts use. TLS uses a CONNECT tunnel (RFC 9110 section 9.3.6): the proxy sees only host and port.
 *
 * <pre>{@code
 * HttpProxy.at("proxy.example.com", 3128)
 *         .withCredentials("erp", "secret".toCharArray())
 *         .except("localhost", "*.example.com")
 * }</pre>
 *
 * <p>Immutable and safe to share. {@code toString} does not contain the password.
 */
public final class HttpProxy {

    /**
     * One proxy.
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

    /** A name or an address, with a star before it, after it, or both; an IPv6 address with or without brackets. */
    private static final Pattern EXCEPTION =
            Pattern.compile("\\*|\\*?[^*:/\\\\@,;\\s]+\\*?|\\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%\\w+)?]?");

    /** A name with what may be around it. */
    private static final Pattern NAME = Pattern.compile("(\\*?\\.?)([^*]+?)(\\.?\\*?)");

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
     * The proxy that the JVM's {@link ProxySelector} selects for each callout: by default according to system properties such as {@code
     * https.proxyHost}, {@code http.proxyHost}, and {@code http.nonProxyHosts}.
     *
     * @return the JVM's proxy settings
     */
    public static HttpProxy system() {
        return SYSTEM;
    }

    /**
     * No proxy, whatever the JVM's {@link ProxySelector} selects.
     *
     * @return direct connections
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
     * @throws CalloutConfigurationException if host or port is invalid
     */
    public static HttpProxy at(String host, int port) {
        if (port < 1 || port > 65535) {
            throw refused(host, port);
        }
        boolean literal = host.chars().filter(at -> at == ':').count() > 1;
        try {
            String bracketed = host.startsWith("[") ? host : "[" + host + "]";
            String name = literal
                    ? Endpoint.parse("http://" + bracketed + ":" + port + "/").host()
                    : HostName.ascii(host);
            return new HttpProxy(false, new Hop(name, port, null), List.of());
        } catch (CalloutConfigurationException | IllegalArgumentException e) {
            // Its message is about endpoints.
            throw refused(host, port);
        }
    }

    private static CalloutConfigurationException refused(String host, int port) {
        return new CalloutConfigurationException("The proxy " + Endpoint.shown(host) + ":" + port
                + " is invalid. The host must be a name or an address without scheme and port, and the port"
                + " must be between 1 and 65535.");
    }

    /**
     * The same proxy with a user name and password, which are sent only to the proxy, with Basic authentication (RFC 7617).
     *
     * @param user the name; it must not contain a colon
     * @param password the password; copied
     * @return a copy
     * @throws CalloutConfigurationException if there is no proxy to send them to, or the name contains a colon
     */
    public HttpProxy withCredentials(String user, char[] password) {
        if (hop == null) {
            throw new CalloutConfigurationException(
                    "A user name and password for a proxy require HttpProxy.at(host, port): they are not sent to a"
                            + " proxy that the JVM selects.");
        }
        String both = user + ":" + new String(password);
        if (user.indexOf(':') >= 0 || ForeignText.hasControl(both)) {
            throw new CalloutConfigurationException(
                    "The proxy's user name contains a colon, or the name or password contains a control character,"
                            + " which Basic authentication does not allow (RFC 7617 section 2).");
        }
        String basic = "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
        return new HttpProxy(false, new Hop(hop.host(), hop.port(), basic), exceptions);
    }

    /**
     * The same proxy, except for hosts that are called without one.
     *
     * @param hosts names and addresses as in endpoints; {@code *.example.com} and {@code .example.com} match all names in that domain,
     * {@code *} before or after a part matches any text
     * @return a copy
     * @throws CalloutConfigurationException if one is not a name or address and would never match
     */
    public HttpProxy except(String... hosts) {
        List<String> more = new ArrayList<>(exceptions);
        for (String host : hosts) {
            more.add(exception(host.strip()));
        }
        return new HttpProxy(system, hop, List.copyOf(more));
    }

    /** In the form in which hosts are compared. */
    private static String exception(String host) {
        Matcher name = NAME.matcher(host);
        boolean ascii = host.chars().allMatch(at -> at < 0x80);
        try {
            if (EXCEPTION.matcher(host).matches() && (ascii || name.matches())) {
                String text = ascii ? host : name.group(1) + HostName.ascii(name.group(2)) + name.group(3);
                return text.toLowerCase(Locale.ROOT);
            }
        } catch (IllegalArgumentException e) {
            // Reported below.
        }
        throw new CalloutConfigurationException("\"" + Endpoint.shown(host)
                + "\" is not a valid host to exclude from the proxy. Use one name or address, such as"
                + " erp.example.com or *.example.com, without scheme, port, and path.");
    }

    /**
     * The proxy for a server.
     *
     * @param secure whether it is called with {@code https:}
     * @param host its name, or its address without brackets
     * @param port its port
     * @return the proxy, or null for none
     * @throws CalloutConfigurationException if the JVM's settings name a proxy that is not supported
     */
    public @Nullable Hop hop(boolean secure, String host, int port) {
        if (exceptions.stream().anyMatch(pattern -> matches(pattern, host))) {
            return null;
        }
        return system ? selected(new Endpoint(secure, host, port, "/")) : hop;
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

    private static @Nullable Hop selected(Endpoint endpoint) {
        ProxySelector selector = ProxySelector.getDefault();
        if (selector == null) {
            return null;
        }
        List<Proxy> proxies;
        try {
            URI place = new URI((endpoint.secure() ? "https://" : "http://") + endpoint.authority() + "/");
            // java.net.URI finds no host if the name has an underscore, and selectors reject URIs without a host.
            proxies = place.getHost() == null ? List.of() : selector.select(place);
        } catch (URISyntaxException | IllegalArgumentException e) {
            return null;
        }
        if (proxies == null || proxies.isEmpty()) {
            return null;
        }
        Proxy first = proxies.get(0);
        if (first.type() == Proxy.Type.SOCKS) {
            throw new CalloutConfigurationException("The JVM's proxy settings select a SOCKS proxy for " + endpoint
                    + ", which callouts do not support. Nothing was sent. Set an HTTP proxy with"
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
        String proxy = system ? "the JVM's proxy settings" : hop == null ? "no proxy" : "proxy " + hop.place();
        return exceptions.isEmpty() ? proxy : proxy + " except for " + String.join(", ", exceptions);
    }
}
