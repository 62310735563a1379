package io.callout4j.internal.findings;

import io.callout4j.error.Finding;
import io.callout4j.error.FindingCode;
import io.callout4j.error.HandshakeRecord;
import io.callout4j.error.HandshakeRecord.CertificateRequest;
import io.callout4j.error.HandshakeRecord.Session;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.util.ArrayList;
import java.util.List;

/** Findings about what was asked of our certificate and what was shown, which stand beside a failure or without one. */
final class OfferRules {

    private OfferRules() {}

    static List<Finding> of(HandshakeRecord seen) {
        List<Finding> found = new ArrayList<>();
        if (!seen.clientChain().isEmpty()) {
            if (seen.certificateSent() && matchesNoIssuer(seen)) {
                found.add(offeredAllTheSame(seen));
            } else if (seen.failure() == null && seen.session() != null && !seen.certificateSent()) {
                found.add(notShown(seen));
            }
        }
        Session session = seen.session();
        if (session != null && session.renegotiated()) {
            found.add(Finding.info(
                            FindingCode.RENEGOTIATION_NEEDED,
                            "The server asked for a client certificate only after the first handshake.")
                    .withEvidence("It renegotiated under " + session.protocol() + "."));
        }
        return found;
    }

    /** Whether the server names issuers and none of them is in our chain (RFC 8446 section 4.2.4). */
    static boolean matchesNoIssuer(HandshakeRecord seen) {
        CertificateRequest request = seen.certificateRequest();
        return request != null
                && !request.issuers().isEmpty()
                && seen.clientChain().stream()
                        .noneMatch(ours -> request.issuers().contains(ours.getIssuerX500Principal()));
    }

    private static Finding offeredAllTheSame(HandshakeRecord seen) {
        X509Certificate ours = seen.clientChain().get(0);
        return Finding.warning(
                        FindingCode.CERTIFICATE_WITHHELD_ISSUERS,
                        "Salesforce and the JDK would send no certificate here: the server asks for other issuers.")
                .withEvidence("Ours is " + Certificates.name(ours) + ", issued by " + Certificates.issuer(ours) + "."
                        + Certificates.issuers(seen.certificateRequest()))
                .withCause("It was offered all the same, as OpenSSL and curl do.")
                .withRemedyClient("Prove what Salesforce will do with the offer \"matching\".")
                .withRemedyServer("Add " + Certificates.issuer(ours) + " to the authorities that the server names.");
    }

    static Finding withheld(HandshakeRecord seen, String evidence) {
        X509Certificate ours = seen.clientChain().get(0);
        return Finding.error(
                        FindingCode.CERTIFICATE_WITHHELD_ISSUERS,
                        "Our certificate was not sent, because the server asks for other issuers.")
                .withEvidence(evidence + " Ours is " + Certificates.name(ours) + ", issued by "
                        + Certificates.issuer(ours) + "." + Certificates.issuers(seen.certificateRequest()))
                .withCause("The offer is \"matching\", as in Salesforce and the JDK.")
                .withRemedyClient("Use a certificate of one of these issuers, or the offer \"always\".")
                .withRemedyServer("Add " + Certificates.issuer(ours) + " to the authorities that the server names.");
    }

    /** The kind of key is right, and what it signs with is not: found out by JSSE when it came to signing. */
    static Finding keyNotTaken(HandshakeRecord seen) {
        X509Certificate ours = seen.clientChain().get(0);
        CertificateRequest request = seen.certificateRequest();
        Finding found = Finding.error(
                        FindingCode.CERTIFICATE_WITHHELD_ALGORITHM,
                        "Our key can sign with none of the algorithms that the server takes, so the handshake ended on this"
                                + " side.")
                .withEvidence(Certificates.name(ours) + " has " + Certificates.key(ours)
                        + (request == null
                                ? "."
                                : "; the server takes " + String.join(", ", request.signatureAlgorithms()) + "."));
        return ours.getPublicKey() instanceof ECPublicKey
                ? found.withCause(
                        "Under TLS 1.3 each ECDSA algorithm is for one curve: SHA-256 for P-256, SHA-384 for P-384,"
                                + " SHA-512 for P-521 (RFC 8446 section 4.2.3).")
                : found;
    }

    private static Finding notShown(HandshakeRecord seen) {
        if (matchesNoIssuer(seen)) {
            Finding withheld = withheld(seen, "The server went on without one.");
            return Finding.warning(FindingCode.CERTIFICATE_WITHHELD_ISSUERS, withheld.summary())
                    .withEvidence(withheld.evidence())
                    .withCause(withheld.cause())
                    .withRemedyClient(withheld.remedyClient())
                    .withRemedyServer(withheld.remedyServer());
        }
        String ours = Certificates.name(seen.clientChain().get(0));
        if (seen.certificateRequest() == null) {
            return Finding.warning(
                            FindingCode.NO_CERTIFICATE_REQUESTED,
                            "The server asked for no client certificate, so none was sent.")
                    .withEvidence(ours + " was at hand.");
        }
        return Finding.warning(
                        FindingCode.CERTIFICATE_WITHHELD_ALGORITHM,
                        "Our certificate was not sent, because the server takes no key of its kind.")
                .withEvidence(
                        ours + " has " + Certificates.key(seen.clientChain().get(0)) + "; the server takes "
                                + String.join(", ", seen.certificateRequest().signatureAlgorithms()) + ".");
    }
}
