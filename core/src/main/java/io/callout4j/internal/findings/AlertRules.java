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
 * on whether the server requested a client certificate and whether one was sent.
 */
final class AlertRules {

    private AlertRules() {}

    static Finding of(HandshakeRecord seen, Failure failure, Instant now) {
        String alert = Objects.requireNonNull(failure.alert());
        CertificateRequest request = seen.certificateRequest();
        if (alert.equals("certificate_required")
                || (certificateRequested(seen) && !seen.certificateSent() && failure.aboutCertificate())) {
            return noneSent(seen, alert);
        }
        if (request != null && (failure.aboutCertificate() || seen.certificateSent())) {
            return RefusedCertificateRules.of(
                    seen, RefusedCertificateRules.Hint.of(alert), "The server sent the alert " + alert + ".", now);
        }
        return switch (alert) {
            case "protocol_version" -> ReachRules.versionRefused(seen);
            case "unrecognized_name" ->
                Finding.error(
                                FindingCode.SERVER_NAME_NEEDED,
                                "The server does not recognize the host name " + seen.host() + ".")
                        .withEvidence("The server sent the alert unrecognized_name.");
            case "handshake_failure", "insufficient_security" ->
                Finding.error(FindingCode.NO_COMMON_CIPHER, "The client and the server have no cipher suite in common.")
                        .withEvidence("The server sent the alert " + alert + " before it requested a certificate.");
            default ->
                Finding.error(
                        FindingCode.HANDSHAKE_CUT, "The server ended the TLS handshake with the alert " + alert + ".");
        };
    }

    private static boolean certificateRequested(HandshakeRecord seen) {
        return seen.certificateRequest() != null;
    }

    private static Finding noneSent(HandshakeRecord seen, String alert) {
        if (!seen.clientChain().isEmpty() && OfferRules.matchesNoIssuer(seen)) {
            return OfferRules.withheld(seen, "The server sent the alert " + alert + ".");
        }
        if (!seen.clientChain().isEmpty()) {
            X509Certificate client = seen.clientChain().get(0);
            return Finding.error(
                            FindingCode.CERTIFICATE_WITHHELD_ALGORITHM,
                            "The server requires a client certificate, but does not support the key type of the"
                                    + " configured one.")
                    .withEvidence("The server sent the alert " + alert + ". " + Certificates.name(client)
                            + " was configured, but has " + Certificates.key(client) + ".");
        }
        return Finding.error(
                        FindingCode.CERTIFICATE_REQUIRED_NONE_SENT,
                        "The server requires a client certificate, but none was sent.")
                .withEvidence(
                        "The server sent the alert " + alert + "." + Certificates.issuers(seen.certificateRequest()));
    }
}
