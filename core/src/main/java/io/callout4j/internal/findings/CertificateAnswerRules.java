package io.callout4j.internal.findings;

import io.callout4j.error.Finding;
import io.callout4j.error.FindingCode;
import io.callout4j.error.HandshakeRecord;
import io.callout4j.internal.text.ForeignText;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Findings about our certificate that show only in the HTTP answer: nginx, Apache httpd, IIS and gateways let the handshake through and refuse then.
 */
public final class CertificateAnswerRules {

    /** nginx ("400 No required SSL certificate was sent"), IIS (403.7), gateways. */
    private static final Pattern MISSING = Pattern.compile(
            "no required SSL certificate was sent|client certificate (is )?(required|missing|not (provided|present(ed)?|sent|found))"
                    + "|(no|missing|requires? a|without a?) (valid )?(ssl |tls |x\\.?509 )?client.certificate|certificate.{0,20}required",
            Pattern.CASE_INSENSITIVE);

    /** nginx ("400 The SSL certificate error"), IIS (403.16, 403.13, 403.17), gateways. */
    private static final Pattern INVALID = Pattern.compile(
            "the SSL certificate error|(client )?certificate.{0,30}(invalid|untrusted|not trusted|rejected|expired|revoked|unknown"
                    + "|not (valid|allowed|accepted|authorized))|(invalid|untrusted|unknown|expired|revoked|bad) (ssl |tls )?(client )?certificate",
            Pattern.CASE_INSENSITIVE);

    /** Apache httpd, where it demands a certificate for a path under TLS 1.3. */
    private static final Pattern POST_HANDSHAKE =
            Pattern.compile("post.handshake authentication", Pattern.CASE_INSENSITIVE);

    private static final Pattern BETWEEN = Pattern.compile(
            "cloudflare|awselb|akamai|big-?ip|squid|varnish|cloudfront|zscaler|bluecoat|fortigate|mwg|mcafee web gateway|netskope|"
                    + "google frontend|envoy|fastly|imperva|incapsula|haproxy|traefik",
            Pattern.CASE_INSENSITIVE);

    private CertificateAnswerRules() {}

    /** The finding, or null where the answer is not about our certificate. */
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
            return seen.clientChain().isEmpty() || !between(http) ? null : overProxy(http, seen);
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
                            "The server demands a client certificate and none was sent.")
                    .withEvidence(http.inWords() + Certificates.issuers(seen.certificateRequest()));
        }
        if (OfferRules.matchesNoIssuer(seen)) {
            return OfferRules.withheld(seen, http.inWords());
        }
        if (seen.certificateRequest() != null) {
            return Finding.error(
                            FindingCode.CERTIFICATE_WITHHELD_ALGORITHM,
                            "The server demands a client certificate and takes no key of our certificate's kind.")
                    .withEvidence(http.inWords());
        }
        return overProxy(http, seen);
    }

    private static Finding accepted(ObservedResponse http, HandshakeRecord seen) {
        return Finding.error(
                        FindingCode.CERTIFICATE_ACCEPTED_THEN_403,
                        "The TLS handshake was done with our certificate; the application then refused it with HTTP 403.")
                .withEvidence(http.inWords() + " It had been shown "
                        + Certificates.name(seen.clientChain().get(0)) + ".");
    }

    /** Whether the answer bears the marks of something that stands before the server. */
    static boolean between(ObservedResponse http) {
        return !http.header("Via").isEmpty()
                || !http.header("X-Cache").isEmpty()
                || !http.header("CF-RAY").isEmpty()
                || !http.header("X-Squid-Error").isEmpty()
                || BETWEEN.matcher(http.header("Server")).find();
    }

    private static Finding overProxy(ObservedResponse http, HandshakeRecord seen) {
        String via = ForeignText.oneLine(http.header("Via"));
        return Finding.error(
                        FindingCode.CERTIFICATE_OVER_PROXY,
                        "Our certificate was not asked for in the handshake, and is missing behind it: something before the"
                                + " server ends TLS.")
                .withEvidence(http.inWords() + (via.isEmpty() ? "" : " It came by way of " + via + ".")
                        + " The certificate that was shown for the server is "
                        + Certificates.name(seen.serverChain().get(0))
                        + ", issued by "
                        + Certificates.issuer(seen.serverChain().get(0)) + ".");
    }

    public static Finding postHandshake(String evidence) {
        return Finding.error(
                        FindingCode.POST_HANDSHAKE_AUTH_NEEDED,
                        "The server wants to ask for the client certificate after the TLS 1.3 handshake, which Java cannot.")
                .withEvidence(evidence);
    }
}
