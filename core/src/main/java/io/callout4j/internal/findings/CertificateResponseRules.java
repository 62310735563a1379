package io.callout4j.internal.findings;

import io.callout4j.error.Finding;
import io.callout4j.error.FindingCode;
import io.callout4j.error.HandshakeRecord;
import io.callout4j.internal.text.ForeignText;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Findings about the client certificate that show only in the HTTP response: nginx, Apache httpd, IIS, and gateways complete the handshake
 * and reject the certificate afterwards.
 */
public final class CertificateResponseRules {

    /** nginx ("400 No required SSL certificate was sent"), IIS (403.7), gateways. */
    private static final Pattern MISSING = Pattern.compile(
            "no required SSL certificate was sent|client certificate (is )?(required|missing|not"
                    + " (provided|present(ed)?|sent|found))|(no|missing|requires? a|without a?) (valid )?(ssl |tls"
                    + " |x\\.?509 )?client.certificate|certificate.{0,20}required",
            Pattern.CASE_INSENSITIVE);

    /** nginx ("400 The SSL certificate error"), IIS (403.16, 403.13, 403.17), gateways. */
    private static final Pattern INVALID = Pattern.compile(
            "the SSL certificate error|(client )?certificate.{0,30}(invalid|untrusted|not"
                    + " trusted|rejected|expired|revoked|unknown|not"
                    + " (valid|allowed|accepted|authorized))|(invalid|untrusted|unknown|expired|revoked|bad) (ssl"
                    + " |tls )?(client )?certificate",
            Pattern.CASE_INSENSITIVE);

    /** Apache httpd, if it requires a certificate for a path under TLS 1.3. */
    private static final Pattern POST_HANDSHAKE =
            Pattern.compile("post.handshake authentication", Pattern.CASE_INSENSITIVE);

    private static final Pattern INTERMEDIARY = Pattern.compile(
            "cloudflare|awselb|akamai|big-?ip|squid|varnish|cloudfront|zscaler|bluecoat|fortigate|mwg|mcafee web"
                    + " gateway|netskope|google frontend|envoy|fastly|imperva|incapsula|haproxy|traefik",
            Pattern.CASE_INSENSITIVE);

    private CertificateResponseRules() {}

    /** The finding, or null if the response is not about the client certificate. */
    static @Nullable Finding of(ObservedResponse http, @Nullable HandshakeRecord seen, Instant now) {
        if (seen == null || http.status() == null || http.status() < 400 || http.isSoap()) {
            return null;
        }
        String page = http.text();
        if (POST_HANDSHAKE.matcher(page).find()) {
            return postHandshake(http.inWords());
        }
        boolean clientError = http.status() < 500;
        if (clientError && MISSING.matcher(page).find() && !seen.certificateSent()) {
            return missing(http, seen);
        }
        if (clientError && seen.certificateSent() && INVALID.matcher(page).find()) {
            return RefusedCertificateRules.of(seen, hint(page), http.inWords(), now);
        }
        if (http.hasStatus(403) && seen.certificateSent()) {
            return accepted(http, seen);
        }
        if (http.hasStatus(401, 403) && !seen.certificateSent()) {
            if (seen.certificateRequest() != null) {
                return missing(http, seen);
            }
            return seen.clientChain().isEmpty() || !fromIntermediary(http) ? null : overProxy(http, seen);
        }
        return null;
    }

    private static RefusedCertificateRules.Hint hint(String page) {
        String text = page.toLowerCase(java.util.Locale.ROOT);
        if (text.contains("revoked")) {
            return RefusedCertificateRules.Hint.REVOKED;
        }
        return text.contains("expired") ? RefusedCertificateRules.Hint.EXPIRED : RefusedCertificateRules.Hint.NONE;
    }

    private static Finding missing(ObservedResponse http, HandshakeRecord seen) {
        if (seen.clientChain().isEmpty()) {
            return Finding.error(
                            FindingCode.CERTIFICATE_REQUIRED_NONE_SENT,
                            "The server requires a client certificate, but none was sent.")
                    .withEvidence(http.inWords() + Certificates.issuers(seen.certificateRequest()));
        }
        if (OfferRules.matchesNoIssuer(seen)) {
            return OfferRules.withheld(seen, http.inWords());
        }
        if (seen.certificateRequest() != null) {
            return Finding.error(
                            FindingCode.CERTIFICATE_WITHHELD_ALGORITHM,
                            "The server requires a client certificate, but does not support the key type of the"
                                    + " configured one.")
                    .withEvidence(http.inWords());
        }
        return overProxy(http, seen);
    }

    private static Finding accepted(ObservedResponse http, HandshakeRecord seen) {
        return Finding.error(
                        FindingCode.CERTIFICATE_ACCEPTED_THEN_403,
                        "The client certificate was accepted in the TLS handshake, but the application then rejected"
                                + " the caller with HTTP 403.")
                .withEvidence(http.inWords() + " The client had sent "
                        + Certificates.name(seen.clientChain().get(0)) + ".");
    }

    /** Whether the response shows signs of an intermediary in front of the server. */
    static boolean fromIntermediary(ObservedResponse http) {
        return !http.header("Via").isEmpty()
                || !http.header("X-Cache").isEmpty()
                || !http.header("CF-RAY").isEmpty()
                || !http.header("X-Squid-Error").isEmpty()
                || INTERMEDIARY.matcher(http.header("Server")).find();
    }

    private static Finding overProxy(ObservedResponse http, HandshakeRecord seen) {
        String via = ForeignText.printable(ForeignText.oneLine(http.header("Via")));
        return Finding.error(
                        FindingCode.CERTIFICATE_OVER_PROXY,
                        "The server did not request a client certificate in the handshake, but the response says that"
                                + " it is missing: an intermediary terminates TLS.")
                .withEvidence(http.inWords() + (via.isEmpty() ? "" : " The response came through " + via + ".")
                        + " The certificate that was presented for the server is "
                        + Certificates.name(seen.serverChain().get(0))
                        + ", issued by "
                        + Certificates.issuer(seen.serverChain().get(0)) + ".");
    }

    public static Finding postHandshake(String evidence) {
        return Finding.error(
                        FindingCode.POST_HANDSHAKE_AUTH_NEEDED,
                        "The server requires TLS 1.3 post-handshake authentication, which Java does not support.")
                .withEvidence(evidence);
    }
}
