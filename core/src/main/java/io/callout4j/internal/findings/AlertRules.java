package io.callout4j.internal.findings;

import io.callout4j.error.Finding;
import io.callout4j.error.FindingCode;
import io.callout4j.error.HandshakeRecord;
import io.callout4j.error.HandshakeRecord.CertificateRequest;
import io.callout4j.error.HandshakeRecord.Failure;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Objects;

/**
 * Findings from the alert that the server sent (RFC 8446 section 6.2, RFC 5246 section 7.2.2). What an alert means depends
 * on whether a client certificate was asked for and whether one was shown.
 */
final class AlertRules {

    private AlertRules() {}

    static Finding of(HandshakeRecord seen, Failure failure, Instant now) {
        String alert = Objects.requireNonNull(failure.alert());
        CertificateRequest request = seen.certificateRequest();
        if (alert.equals("certificate_required")
                || (asked(seen) && !seen.certificateSent() && failure.aboutCertificate())) {
            return noneSent(seen, alert);
        }
        if (request != null && (failure.aboutCertificate() || seen.certificateSent())) {
            return RefusedCertificateRules.of(
                    seen, RefusedCertificateRules.Hint.of(alert), "It answered with the alert " + alert + ".", now);
        }
        return switch (alert) {
            case "protocol_version" -> ReachRules.versionRefused(seen);
            case "unrecognized_name" ->
                Finding.error(FindingCode.SERVER_NAME_NEEDED, "The server does not know the name " + seen.host() + ".")
                        .withEvidence("It answered with the alert unrecognized_name.");
            case "handshake_failure", "insufficient_security" ->
                Finding.error(FindingCode.NO_COMMON_CIPHER, "The server and this side have no cipher suite in common.")
                        .withEvidence("It answered with the alert " + alert + " before it asked for a certificate.");
            default ->
                Finding.error(
                        FindingCode.HANDSHAKE_CUT, "The server ended the TLS handshake with the alert " + alert + ".");
        };
    }

    private static boolean asked(HandshakeRecord seen) {
        return seen.certificateRequest() != null;
    }

    private static Finding noneSent(HandshakeRecord seen, String alert) {
        if (!seen.clientChain().isEmpty() && OfferRules.matchesNoIssuer(seen)) {
            return OfferRules.withheld(seen, "It answered with the alert " + alert + ".");
        }
        if (!seen.clientChain().isEmpty()) {
            X509Certificate ours = seen.clientChain().get(0);
            return Finding.error(
                            FindingCode.CERTIFICATE_WITHHELD_ALGORITHM,
                            "The server demands a client certificate and takes no key of our certificate's kind.")
                    .withEvidence("It answered with the alert " + alert + ". " + Certificates.name(ours)
                            + " was at hand and has " + Certificates.key(ours) + ".");
        }
        return Finding.error(
                        FindingCode.CERTIFICATE_REQUIRED_NONE_SENT,
                        "The server demands a client certificate and none was sent.")
                .withEvidence(
                        "It answered with the alert " + alert + "." + Certificates.issuers(seen.certificateRequest()));
    }
}
