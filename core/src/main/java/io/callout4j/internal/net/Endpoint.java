package io.callout4j.internal.net;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.internal.text.ForeignText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of the {@code http:} or {@code https:} URL of a callout.
 *
 * <p>Immutable. Supports what {@link URI#getHost()} does not: names with an underscore, names with non-ASCII letters (converted to A-labels
 * by IDNA 2003, RFC 3490), and IPv6 literals in brackets. {@code toString} omits the query, which may contain a token.
 *
 * @param secure whether the scheme is {@code https}
 * @param host a name in A-label form and lower case, or an IP literal without brackets
 * @param port the port, 443 or 80 if the URL has none
 * @param target the target in the request line: path and query
 */
public record Endpoint(boolean secure, String host, int port, String target) {

    /** Parsing a URL costs more than a lookup. */
    private static final Cache<String, Endpoint> KNOWN =
            Caffeine.newBuilder().maximumSize(1_000).executor(Runnable::run).build();

    /** Schemes that people confuse with https. Others are not shown: the text before the colon may be a part of a secret. */
    private static final Set<String> SHOWN_SCHEMES = Set.of(
            "ftp", "ftps", "sftp", "file", "ws", "wss", "mailto", "tcp", "ssl", "tls", "ldap", "ldaps", "jdbc", "jms",
            "urn");

    private static final Pattern AUTHORITY = Pattern.compile("(\\[[0-9A-Fa-f:.%]+]|[^:\\[\\]]+)(?::(\\d{0,5}))?");

    /**
     * Parses a URL.
     *
     * @param url the text of {@code endpoint_x}
     * @return its parts
     * @throws CalloutConfigurationException if callouts cannot use the URL
     */
    public static Endpoint parse(String url) {
        return parse(url, "endpoint_x");
    }

    /**
     * Parses a URL from a place other than {@code endpoint_x}.
     *
     * @param url the text
     * @param field the field or setting to correct, for the message
     * @return its parts
     * @throws CalloutConfigurationException if callouts cannot use the URL
     */
    public static Endpoint parse(String url, String field) {
        // A query may contain a token, and may change with each call.
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
            throw new CalloutConfigurationException("The endpoint \"" + shown(url) + "\" cannot be called: "
                    + e.getMessage() + ". Set " + field + " to a URL such as https://example.com/services/UserStatus.");
        }
    }

    /** Why a text is not an endpoint. Only the caller knows which field to correct. */
    private static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RefusedException(String why) {
            super(why);
        }
    }

    private static Endpoint parts(String url) {
        if (url.codePoints().anyMatch(at -> Character.getType(at) == Character.SURROGATE)) {
            // The JDK cannot escape it.
            throw new RefusedException("it contains half of a character (a surrogate without the other one)");
        }
        URI uri;
        try {
            uri = new URI(url.strip());
        } catch (URISyntaxException e) {
            throw new RefusedException("it is not a URL: " + e.getReason() + " at character " + (e.getIndex() + 1));
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            // In host:8080 and erp.example.com:8080/path, people mean a host and a port.
            boolean none = scheme.isEmpty() || uri.getSchemeSpecificPart().matches("\\d+(/.*)?");
            throw new RefusedException(
                    none
                            ? "it has no scheme (https://)"
                            : SHOWN_SCHEMES.contains(scheme)
                                    ? "its scheme is " + scheme
                                    : "its scheme is neither https nor http");
        }
        String authority = uri.getRawAuthority();
        if (authority == null) {
            throw new RefusedException("it has no host");
        }
        if (authority.contains("@")) {
            // The text is not quoted: a user name, and often a password, is in front of the @.
            throw new RefusedException(
                    "it contains a user name, which callouts do not send (use an Authorization header in"
                            + " inputHttpHeaders_x, or a named credential)");
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
            throw new RefusedException(
                    "its host contains a *, but wildcards are not supported; each host needs its full name");
        }
        if (host.equals(".")) {
            // To the JDK, an empty name means this machine.
            throw new RefusedException("it has no host");
        }
        try {
            return HostName.ascii(host);
        } catch (IllegalArgumentException e) {
            throw new RefusedException("its host " + e.getMessage());
        }
    }

    private static int port(@org.jspecify.annotations.Nullable String digits, boolean secure) {
        if (digits == null || digits.isEmpty()) {
            return secure ? 443 : 80;
        }
        int port = Integer.parseInt(digits);
        if (port < 1 || port > 65535) {
            throw new RefusedException("its port is " + port + "; it must be between 1 and 65535");
        }
        return port;
    }

    private static URI ascii(URI uri) {
        try {
            return new URI(uri.toASCIIString());
        } catch (URISyntaxException e) {
            throw new RefusedException("its path contains a character that cannot be escaped");
        }
    }

    private static String target(URI uri) {
        // toASCIIString escapes non-ASCII letters, which a request line must not contain (RFC 9112 section 3.2).
        URI ascii = ascii(uri);
        String path = ascii.getRawPath() == null || ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
        return ascii.getRawQuery() == null ? path : path + "?" + ascii.getRawQuery();
    }

    /**
     * A URL that can be shown: without its query and fragment, which may contain a token, and without anything in front of an {@code @},
     * which is a user name and often a password. Also accepts text that is not a URL.
     *
     * @param url any text
     * @return the text, with {@code …} in place of omitted parts
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
     * A URL for a message: without secrets, escaped, and cut.
     *
     * @param url any text
     * @return {@link #withoutSecrets} in a form that can be shown
     */
    public static String shown(String url) {
        return ForeignText.printable(withoutSecrets(url));
    }

    /**
     * Host and port as in a Host header: an IPv6 literal is in brackets, and the scheme's default port is omitted.
     *
     * @return the text
     */
    public String authority() {
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == (secure ? 443 : 80) ? name : name + ":" + port;
    }

    /**
     * Whether the host is an IP address.
     *
     * @return true for an IPv4 or IPv6 literal
     */
    public boolean isAddress() {
        return isAddress(host);
    }

    public static boolean isAddress(String host) {
        return HostName.isAddress(host);
    }

    @Override
    public String toString() {
        int query = target.indexOf('?');
        return (secure ? "https://" : "http://") + authority() + (query < 0 ? target : target.substring(0, query));
    }
}
