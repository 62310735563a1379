package io.callout4j.internal.findings;

import io.callout4j.error.Finding;
import io.callout4j.error.FindingCode;
import io.callout4j.error.HandshakeRecord;
import io.callout4j.internal.net.Endpoint;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules that evaluate an HTTP response together with the handshake of its connection. For the response to a GET they say nothing about
 * SOAP, because a service does not have to respond to one. Stateless and thread-safe.
 */
public final class HttpFindings {

    private static final Pattern LOGIN = Pattern.compile(
            "log[ -]?in|sign[ -]?in|anmeld|/oauth|/saml|/sso\\b|type=[\"']?password", Pattern.CASE_INSENSITIVE);

    /** Apache httpd with SSLStrictSNIVHostCheck, which rejects the name only after the handshake. */
    private static final Pattern NAME = Pattern.compile("Server Name Indication", Pattern.CASE_INSENSITIVE);

    private HttpFindings() {}

    /**
     * What a response shows.
     *
     * @param endpoint the URL that was called, for comparison with the target of a redirect
     * @param http the response
     * @param handshake what was recorded while connecting, or null for plain HTTP
     * @return findings, worst first; those of the handshake itself are not among them
     */
    public static List<Finding> of(String endpoint, ObservedResponse http, @Nullable HandshakeRecord handshake) {
        List<Finding> found = new ArrayList<>();
        if (http.status() == null) {
            found.add(noAnswer(http, handshake));
            return found;
        }
        if (http.hasStatus(421)
                || (http.hasStatus(400, 403) && NAME.matcher(http.text()).find())) {
            found.add(nameNeeded(http, handshake));
            return found;
        }
        Finding certificate = CertificateResponseRules.of(http, handshake, Instant.now());
        if (certificate != null) {
            found.add(certificate);
        } else if (http.hasStatus(401, 403)) {
            found.add(refused(http));
        } else if (http.hasStatus(301, 302, 303, 307, 308)) {
            found.add(redirect(endpoint, http));
        } else if (http.posted()) {
            found.addAll(SoapResponseRules.of(http));
        }
        return Finding.worstFirst(found);
    }

    private static Finding noAnswer(ObservedResponse http, @Nullable HandshakeRecord handshake) {
        String summary = "The server accepted the " + http.method() + " but returned no response.";
        Finding found = (http.posted()
                        ? Finding.error(FindingCode.NO_ANSWER, summary)
                        : Finding.warning(FindingCode.NO_ANSWER, summary))
                .withEvidence(http.lost());
        boolean requested = handshake != null && handshake.certificateRequest() != null;
        return requested
                ? found.withCause(
                        "The server had requested a client certificate; some servers close the connection like this"
                                + " if they do not accept it.")
                : found;
    }

    private static Finding nameNeeded(ObservedResponse http, @Nullable HandshakeRecord handshake) {
        String called = handshake == null || handshake.serverName() == null ? "this name" : handshake.serverName();
        return Finding.error(
                        FindingCode.SERVER_NAME_NEEDED, "The server does not serve " + called + " on this connection.")
                .withEvidence(http.inWords());
    }

    private static Finding refused(ObservedResponse http) {
        String wanted = http.header("WWW-Authenticate");
        return Finding.error(
                        FindingCode.HTTP_401_403,
                        "The server denies access to this caller with HTTP " + http.status() + ".")
                .withEvidence(http.inWords()
                        + (wanted.isEmpty() ? "" : " It requires " + wanted.split("[, ]", 2)[0] + " authentication."));
    }

    private static Finding redirect(String endpoint, ObservedResponse http) {
        String target = http.header("Location");
        String shown = Endpoint.shown(target);
        boolean login = LOGIN.matcher(target).find();
        String summary = "The server redirects to " + (login ? "a login page" : "another address")
                + (shown.isEmpty() ? "" : ": " + shown) + ".";
        // A start page may redirect only GET requests; a redirect of the address itself also affects a POST.
        boolean alsoPosts = http.posted() || login || leadsToTheSame(endpoint, target);
        return (alsoPosts
                        ? Finding.error(FindingCode.REDIRECT, summary)
                        : Finding.warning(FindingCode.REDIRECT, summary))
                .withEvidence(http.inWords());
    }

    /** Whether a redirect only changes the scheme, the host, or a slash at the end. */
    private static boolean leadsToTheSame(String endpoint, String target) {
        try {
            URI from = new URI(endpoint);
            URI to = from.resolve(new URI(target));
            return trimmed(from).equals(trimmed(to))
                    || !String.valueOf(from.getRawAuthority()).equalsIgnoreCase(String.valueOf(to.getRawAuthority()));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String trimmed(URI uri) {
        String path = uri.getPath() == null ? "" : uri.getPath().toLowerCase(Locale.ROOT);
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    static boolean isLogin(String page) {
        return LOGIN.matcher(page).find();
    }
}
