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

/** Findings about which client certificate the server requested and which was sent. They occur with or without a failure. */
final class OfferRules {

    private OfferRules() {}

    static List<Finding> of(HandshakeRecord seen) {
        List<Finding> found = new ArrayList<>();
        if (!seen.clientChain().isEmpty()) {
            if (seen.certificateSent() && matchesNoIssuer(seen)) {
                found.add(sentAnyway(seen));
            } else if (seen.failure() == null && seen.session() != null && !seen.certificateSent()) {
                found.add(notSent(seen));
            }
        }
        Session session = seen.session();
        if (session != null && session.renegotiated()) {
            found.add(Finding.info(
                            FindingCode.RENEGOTIATION_NEEDED,
                            "The server requested a client certificate only after the first handshake.")
                    .withEvidence("It renegotiated under " + session.protocol() + "."));
        }
        return found;
    }

    /** Whether the server lists issuers and none of them is in the client's chain (RFC 8446 section 4.2.4). */
    static boolean matchesNoIssuer(HandshakeRecord seen) {
        CertificateRequest request = seen.certificateRequest();
        return request != null
                && !request.issuers().isEmpty()
                && seen.clientChain().stream()
                        .noneMatch(client -> request.issuers().contains(client.getIssuerX500Principal()));
    }

    private static Finding sentAnyway(HandshakeRecord seen) {
        X509Certificate client = seen.clientChain().get(0);
        return Finding.warning(
                        FindingCode.CERTIFICATE_WITHHELD_ISSUERS,
                        "Salesforce and the JDK would send no certificate to this server, because its list of CAs"
                                + " does not contain the issuer.")
                .withEvidence("The client certificate is " + Certificates.name(client) + ", issued by "
                        + Certificates.issuer(client) + "." + Certificates.issuers(seen.certificateRequest()))
                .withCause("callout4j sent it anyway, as OpenSSL and curl do.")
                .withRemedyClient("Run again with --offer matching to see what Salesforce would do.")
                .withRemedyServer("Add " + Certificates.issuer(client) + " to the list of CAs that the server sends.");
    }

    static Finding withheld(HandshakeRecord seen, String evidence) {
        X509Certificate client = seen.clientChain().get(0);
        return Finding.error(
                        FindingCode.CERTIFICATE_WITHHELD_ISSUERS,
                        "The client certificate was not sent, because its issuer is not in the server's list.")
                .withEvidence(evidence + " The client certificate is " + Certificates.name(client) + ", issued by "
                        + Certificates.issuer(client) + "." + Certificates.issuers(seen.certificateRequest()))
                .withCause("The offer setting is \"matching\", which is how Salesforce and the JDK behave.")
                .withRemedyClient("Use a certificate from one of these issuers, or set the offer to \"always\".")
                .withRemedyServer("Add " + Certificates.issuer(client) + " to the list of CAs that the server sends.");
    }

    /** The server accepts the key type but no algorithm that this key supports. JSSE notices only when it has to sign. */
    static Finding keyNotSupported(HandshakeRecord seen) {
        X509Certificate client = seen.clientChain().get(0);
        CertificateRequest request = seen.certificateRequest();
        Finding found = Finding.error(
                        FindingCode.CERTIFICATE_WITHHELD_ALGORITHM,
                        "The client's key supports none of the signature algorithms that the server accepts, so the"
                                + " client ended the handshake.")
                .withEvidence(Certificates.name(client) + " has " + Certificates.key(client)
                        + (request == null
                                ? "."
                                : "; the server accepts " + String.join(", ", request.signatureAlgorithms()) + "."));
        return client.getPublicKey() instanceof ECPublicKey
                ? found.withCause(
                        "Under TLS 1.3, each ECDSA algorithm is tied to one curve: SHA-256 for P-256, SHA-384 for"
                                + " P-384, SHA-512 for P-521 (RFC 8446 section 4.2.3).")
                : found;
    }

    private static Finding notSent(HandshakeRecord seen) {
        if (matchesNoIssuer(seen)) {
            Finding withheld = withheld(seen, "The server continued without one.");
            return Finding.warning(FindingCode.CERTIFICATE_WITHHELD_ISSUERS, withheld.summary())
                    .withEvidence(withheld.evidence())
                    .withCause(withheld.cause())
                    .withRemedyClient(withheld.remedyClient())
                    .withRemedyServer(withheld.remedyServer());
        }
        String client = Certificates.name(seen.clientChain().get(0));
        if (seen.certificateRequest() == null) {
            return Finding.warning(
                            FindingCode.NO_CERTIFICATE_REQUESTED,
                            "The server requested no client certificate, so none was sent.")
                    .withEvidence(client + " was configured.");
        }
        return Finding.warning(
                        FindingCode.CERTIFICATE_WITHHELD_ALGORITHM,
                        "The client certificate was not sent, because the server does not support its key type.")
                .withEvidence(
                        client + " has " + Certificates.key(seen.clientChain().get(0)) + "; the server accepts "
                                + String.join(", ", seen.certificateRequest().signatureAlgorithms()) + ".");
    }
}
