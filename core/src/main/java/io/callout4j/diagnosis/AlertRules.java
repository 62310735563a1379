package io.callout4j.diagnosis;

import io.callout4j.Finding;
import io.callout4j.HandshakeRecord;
import io.callout4j.HandshakeRecord.CertificateRequest;
import io.callout4j.HandshakeRecord.Failure;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Objects;

/**
 * Findings from the alert that the server sent (RFC 8446 section 6.2, RFC 5246 section 7.2.2). What an alert means depends
 * on whether a client certificate was asked for and whether one was shown.
 */
final class AlertRules {

    private static final String ASK_THE_SERVER =
            "Ask the server's administrator which certificate the server was shown and why its log says it was refused.";

    private AlertRules() {}

    static Finding of(HandshakeRecord seen, Failure failure, Instant now) {
        String alert = Objects.requireNonNull(failure.alert());
        CertificateRequest request = seen.certificateRequest();
        if (alert.equals("certificate_required")
                || (asked(seen) && !seen.certificateSent() && failure.aboutCertificate())) {
            return noneSent(seen, alert);
        }
        if (request != null && failure.aboutCertificate()) {
            return oursRefused(seen, request, alert, now);
        }
        return switch (alert) {
            case "protocol_version" -> ReachRules.versionRefused(seen);
            case "unrecognized_name" ->
                Finding.error("server-name-needed", "The server does not know the name " + seen.host() + ".")
                        .withEvidence("It answered with the alert unrecognized_name.")
                        .withRemedyClient("Call it by the name its certificate has.");
            case "handshake_failure", "insufficient_security" ->
                Finding.error("no-common-cipher", "The server and this side have no cipher suite in common.")
                        .withEvidence("It answered with the alert " + alert + " before it asked for a certificate.")
                        .withRemedyServer("Switch on an ECDHE suite with AES-GCM for TLS 1.2, or TLS 1.3.");
            default ->
                Finding.error("handshake-cut", "The server ended the TLS handshake with the alert " + alert + ".")
                        .withRemedyServer("Look into the server's log for this connection.");
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
                            "certificate-withheld-algorithm",
                            "The server demands a client certificate and takes no key of our certificate's kind.")
                    .withEvidence("It answered with the alert " + alert + ". " + Certificates.name(ours)
                            + " was at hand and has an " + ours.getPublicKey().getAlgorithm() + " key.")
                    .withRemedyClient("Use a certificate with another kind of key.");
        }
        return Finding.error(
                        "certificate-required-none-sent", "The server demands a client certificate and none was sent.")
                .withEvidence(
                        "It answered with the alert " + alert + "." + Certificates.issuers(seen.certificateRequest()))
                .withRemedyClient("Set clientCert_x and clientCertPasswd_x, or clientCertName_x.");
    }

    private static Finding oursRefused(HandshakeRecord seen, CertificateRequest request, String alert, Instant now) {
        X509Certificate ours = seen.clientChain().get(0);
        String evidence = "It was shown " + Certificates.name(ours) + ", issued by " + Certificates.issuer(ours)
                + ", and answered with the alert " + alert + "." + Certificates.issuers(request);
        if (now.isAfter(ours.getNotAfter().toInstant())) {
            return Finding.error(
                            "certificate-expired",
                            "The server refused our certificate, which expired on "
                                    + ours.getNotAfter().toInstant() + ".")
                    .withEvidence(evidence)
                    .withRemedyClient(
                            "Renew it, and give the new one to the server's administrator where it is known by itself.");
        }
        if (now.isBefore(ours.getNotBefore().toInstant())) {
            return Finding.error(
                            "certificate-not-yet-valid",
                            "The server refused our certificate, which is not valid before "
                                    + ours.getNotBefore().toInstant() + ".")
                    .withEvidence(evidence)
                    .withRemedyClient("Wait until then, or have it made anew.");
        }
        return switch (alert) {
            case "certificate_expired" ->
                Finding.error(
                                "certificate-expired",
                                "The server says that our certificate has expired; by this machine's clock it has not.")
                        .withEvidence(evidence + " It is valid until "
                                + ours.getNotAfter().toInstant() + "; our clock says " + now + ".")
                        .withRemedyServer("Check the server's clock, and the intermediates in its trust store.");
            case "certificate_revoked" ->
                Finding.error("certificate-revoked", "The server says that our certificate has been revoked.")
                        .withEvidence(evidence)
                        .withRemedyClient("Have a new one issued.");
            default ->
                Certificates.selfSigned(ours)
                        ? selfSignedRefused(ours, evidence)
                        : issuerRefused(ours, alert, evidence);
        };
    }

    private static Finding selfSignedRefused(X509Certificate ours, String evidence) {
        return Finding.error(
                        "certificate-refused-self-signed", "The server refused our certificate, which is self-signed.")
                .withEvidence(evidence)
                .withCause(
                        "A self-signed certificate is taken only by a server that has been given this very certificate.")
                .withRemedyClient("Send the certificate " + Certificates.name(ours)
                        + " (never its key) to the server's administrator, to be imported as trusted.")
                .withRemedyServer(
                        "Import it into the store of trusted client certificates, or demand one from an authority.");
    }

    private static Finding issuerRefused(X509Certificate ours, String alert, String evidence) {
        if (alert.equals("unknown_ca")) {
            return Finding.error(
                            "certificate-unknown-ca",
                            "The server does not know the authority that issued our certificate.")
                    .withEvidence(evidence)
                    .withRemedyClient("Send the certificate of the root above " + Certificates.issuer(ours)
                            + " to the server's administrator, and check that our file holds the intermediates.")
                    .withRemedyServer("Import that root into the store of trusted client authorities.");
        }
        return Finding.error(
                        "certificate-refused-unspecified", "The server refused our certificate and does not say why.")
                .withEvidence(evidence)
                .withRemedyClient(
                        "Check that this is the certificate the server expects, and that its file holds the intermediates.")
                .withRemedyServer(ASK_THE_SERVER);
    }
}
