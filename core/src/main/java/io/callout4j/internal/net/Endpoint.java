package io.callout4j.internal.net;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.callout4j.error.CalloutConfigurationException;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a callout goes: the parts of an {@code http:} or {@code https:} URL.
 *
 * <p>Immutable. Takes what {@link URI#getHost()} gives up on: names with an underscore, names with letters beyond ASCII
 * (turned into A-labels by IDNA 2003, RFC 3490) and IPv6 literals in brackets. {@code toString} leaves the query out: it may
 * hold a token.
 *
 * @param secure whether the scheme is {@code https}
 * @param host a name in A-label form and lower case, or an IP literal without brackets
 * @param port the port, 443 or 80 where the URL names none
 * @param target what the request line asks for: path and query
 */
public record Endpoint(boolean secure, String host, int port, String target) {

    /** Taking a URL apart costs more than a look at what was taken apart before. */
    private static final Cache<String, Endpoint> KNOWN =
            Caffeine.newBuilder().maximumSize(1_000).executor(Runnable::run).build();

    private static final Pattern AUTHORITY = Pattern.compile("(\\[[0-9A-Fa-f:.%]+]|[^:\\[\\]]+)(?::(\\d{0,5}))?");

    /**
     * Reads a URL.
     *
     * @param url the text of {@code endpoint_x}
     * @return its parts
     * @throws CalloutConfigurationException where it is no URL that a callout can go to
     */
    public static Endpoint parse(String url) {
        return parse(url, "endpoint_x");
    }

    /**
     * Reads a URL that stands somewhere else than in {@code endpoint_x}.
     *
     * @param url the text
     * @param field what is to be set to another one, for the message
     * @return its parts
     * @throws CalloutConfigurationException where it is no URL that a callout can go to
     */
    public static Endpoint parse(String url, String field) {
        // A query may hold a token, and changes with each call.
        boolean plain = url.indexOf('?') < 0;
        Endpoint known = plain ? KNOWN.getIfPresent(url) : null;
        if (known != null) {
            return known;
        }
        try {
            Endpoint endpoint = parts(url);
            if (plain) {
                KNOWN.put(url, endpoint);
            }
            return endpoint;
        } catch (RefusedException e) {
            throw new CalloutConfigurationException("The endpoint \"" + withoutSecrets(url) + "\" cannot be called: "
                    + e.getMessage() + ". Set " + field + " to a URL such as https://example.com/services/UserStatus.");
        }
    }

    /** Why a text is no endpoint; what is to be set instead, only the caller knows. */
    private static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RefusedException(String why) {
            super(why);
        }
    }

    private static Endpoint parts(String url) {
        URI uri;
        try {
            uri = new URI(url.strip());
        } catch (URISyntaxException e) {
            throw new RefusedException("it is not a URL: " + e.getReason() + " at character " + (e.getIndex() + 1));
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            // host:8080 and erp.example.com:8080/path are names and ports to whoever writes them.
            boolean none = scheme.isEmpty() || uri.getSchemeSpecificPart().matches("\\d+(/.*)?");
            throw new RefusedException(none ? "it has no scheme (https://)" : "its scheme is " + scheme);
        }
        String authority = uri.getRawAuthority();
        if (authority == null) {
            throw new RefusedException("it names no host");
        }
        if (authority.contains("@")) {
            // The text is not repeated: what stands before the @ is a user name and often a password.
            throw new RefusedException(
                    "it holds a user name before its host, which callouts do not send (an Authorization"
                            + " header in inputHttpHeaders_x, or a named credential, carries it)");
        }
        Matcher matcher = AUTHORITY.matcher(authority);
        if (!matcher.matches()) {
            throw new RefusedException("its host is not a name or an address");
        }
        boolean secure = scheme.equals("https");
        return new Endpoint(secure, host(matcher.group(1)), port(matcher.group(2), secure), target(uri));
    }

    private static String host(String host) {
        if (host.startsWith("[")) {
            return host.substring(1, host.length() - 1);
        }
        if (host.indexOf('*') >= 0) {
            throw new RefusedException("its host has a * in it, which stands for no other here: each is named in full");
        }
        try {
            String ascii = IDN.toASCII(host, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
            String name = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
            if (name.isEmpty()) {
                // An empty name means this machine to the JDK.
                throw new RefusedException("it names no host");
            }
            return name;
        } catch (IllegalArgumentException e) {
            throw new RefusedException("its host is not a name");
        }
    }

    private static int port(@org.jspecify.annotations.Nullable String digits, boolean secure) {
        if (digits == null || digits.isEmpty()) {
            return secure ? 443 : 80;
        }
        int port = Integer.parseInt(digits);
        if (port < 1 || port > 65535) {
            throw new RefusedException("its port is " + port + ", beyond 1 to 65535");
        }
        return port;
    }

    private static URI ascii(URI uri) {
        try {
            return new URI(uri.toASCIIString());
        } catch (URISyntaxException e) {
            throw new RefusedException("its path holds a character that cannot be escaped");
        }
    }

    private static String target(URI uri) {
        // toASCIIString escapes letters beyond ASCII, which a request line must not hold (RFC 9112 section 3.2).
        URI ascii = ascii(uri);
        String path = ascii.getRawPath() == null || ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
        return ascii.getRawQuery() == null ? path : path + "?" + ascii.getRawQuery();
    }

    /**
     * A URL as it may be shown: without its query and fragment, which may hold a token, and without what stands before an {@code @}, which is a
     * user name and often a password. Takes what is no URL at all, too.
     *
     * @param url any text
     * @return the text with {@code …} where something was left out
     */
    public static String withoutSecrets(String url) {
        String shown = url;
        int at = shown.lastIndexOf('@');
        if (at >= 0) {
            int scheme = shown.indexOf("://");
            shown = (scheme >= 0 && scheme < at ? shown.substring(0, scheme + 3) : "") + "…" + shown.substring(at);
        }
        int fragment = shown.indexOf('#');
        shown = fragment < 0 ? shown : shown.substring(0, fragment) + "#…";
        int query = shown.indexOf('?');
        return query < 0 ? shown : shown.substring(0, query) + "?…";
    }

    /**
     * Host and port as they stand in a Host header: an IPv6 literal in brackets, the scheme's own port left out.
     *
     * @return the text
     */
    public String authority() {
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == (secure ? 443 : 80) ? name : name + ":" + port;
    }

    /**
     * Whether the host is an IP address and not a name.
     *
     * @return true for an IPv4 or IPv6 literal
     */
    public boolean isAddress() {
        return isAddress(host);
    }

    public static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || IPV4.matcher(host).matches();
    }

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    @Override
    public String toString() {
        int query = target.indexOf('?');
        return (secure ? "https://" : "http://") + authority() + (query < 0 ? target : target.substring(0, query));
    }
}
