package io.callout4j.diagnosis;

import io.callout4j.Finding;
import io.callout4j.HandshakeRecord;
import io.callout4j.HandshakeRecord.Failure;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Findings about the certificate that the server showed and this side refused. */
final class ServerCertificateRules {

    private ServerCertificateRules() {}

    static Finding nameMismatch(HandshakeRecord seen) {
        X509Certificate leaf = seen.serverChain().get(0);
        String called = seen.serverName() == null ? seen.host() : seen.serverName();
        List<String> names = Certificates.names(leaf);
        String held = names.isEmpty()
                ? "no name at all (its subject is " + Certificates.name(leaf) + ", which does not count)"
                : String.join(", ", names);
        return Finding.error(
                        "server-name-mismatch",
                        "The server's certificate is trusted, but it is not for " + called + ".")
                .withEvidence("It is for " + held + ".")
                .withCause("endpoint_x calls the server by another name than its certificate has.")
                .withRemedyClient("Call the server by a name that its certificate has.")
                .withRemedyServer("Or have the certificate made anew with " + called + " among its subjectAltNames.");
    }

    static Finding notPinned(HandshakeRecord seen, Failure failure) {
        return Finding.error(
                        "server-not-pinned",
                        "The server's certificate is trusted, but neither its key nor one above it is pinned.")
                .withEvidence(failure.text() + ". " + sent(seen))
                .withCause("The server has a new key or another authority, or somebody stands between.")
                .withRemedyClient(
                        "Ask the server's administrator, by a way you trust, whether the key was changed; if so,"
                                + " pin the new one: ServerTrust.withPins(…).");
    }

    static Finding revoked(HandshakeRecord seen, Failure failure) {
        return Finding.error("server-revoked", "A certificate of the server has been revoked by its authority.")
                .withEvidence(failure.text() + ". " + sent(seen))
                .withRemedyClient("Do not call the server until it has another certificate.")
                .withRemedyServer("Install a new certificate with a new key.");
    }

    static Finding revocationUnknown(Failure failure) {
        return Finding.error(
                        "server-revocation-unknown",
                        "Whether the server's certificate has been revoked could not be found out, and must be known.")
                .withEvidence(failure.text() + ".")
                .withCause("Neither a stapled response nor a revocation list tells about it.")
                .withRemedyClient(
                        "Give the authority's list with ServerTrust.withRevocationLists(file), let this machine"
                                + " through to where the certificate says it is, or ask less with Revocation.SOFT.")
                .withRemedyServer("Switch on OCSP stapling.");
    }

    static Finding notTrusted(HandshakeRecord seen, Failure failure, Instant now) {
        if (seen.serverChain().isEmpty()) {
            return ReachRules.other(seen, failure);
        }
        X509Certificate leaf = seen.serverChain().get(0);
        if (now.isAfter(leaf.getNotAfter().toInstant())) {
            return Finding.error(
                            "server-expired",
                            "The server's certificate " + Certificates.name(leaf) + " expired on "
                                    + leaf.getNotAfter().toInstant() + ".")
                    .withEvidence("This machine's clock says " + now + ".")
                    .withRemedyClient(
                            "If that is wrong, set the clock; otherwise only the server's side can mend this.")
                    .withRemedyServer("Install a certificate that is in date.");
        }
        if (now.isBefore(leaf.getNotBefore().toInstant())) {
            return Finding.error(
                            "server-not-yet-valid",
                            "The server's certificate " + Certificates.name(leaf) + " is not valid before "
                                    + leaf.getNotBefore().toInstant() + ".")
                    .withEvidence("This machine's clock says " + now + ".")
                    .withRemedyClient("If that is wrong, set the clock.")
                    .withRemedyServer("Otherwise install a certificate that is in date.");
        }
        return Certificates.selfSigned(leaf) ? selfSigned(seen, leaf) : noAnchor(seen, failure);
    }

    private static Finding selfSigned(HandshakeRecord seen, X509Certificate leaf) {
        return Finding.error(
                        "server-self-signed",
                        "The server's certificate " + Certificates.name(leaf) + " is self-signed.")
                .withEvidence("It was held against " + seen.trust() + " and is not among them.")
                .withCause(
                        "No authority stands behind a self-signed certificate; it is trusted only where it is known.")
                .withRemedyClient("Get the certificate from the server's administrator by a way you trust, and add it:"
                        + " ServerTrust.system().and(ServerTrust.pem(file)).")
                .withRemedyServer(
                        "Salesforce refuses self-signed servers altogether: for callouts from there, install a"
                                + " certificate from a public authority.");
    }

    private static Finding noAnchor(HandshakeRecord seen, Failure failure) {
        X509Certificate top = Certificates.top(seen.serverChain());
        if (!failure.text().contains("PKIX path building failed")) {
            return Finding.error(
                            "server-unknown-ca",
                            "The server's certificate "
                                    + Certificates.name(seen.serverChain().get(0)) + " does not verify: "
                                    + failure.text() + ".")
                    .withEvidence(sent(seen) + " They were held against " + seen.trust() + ".")
                    .withRemedyServer(
                            "Install a certificate with its whole chain from an authority that the client trusts.");
        }
        boolean rootSent = Certificates.selfSigned(top);
        String missing = rootSent ? Certificates.name(top) : Certificates.issuer(top);
        return Finding.error(
                        "server-unknown-ca",
                        "The server's certificate was issued under " + missing + ", which is not trusted here.")
                .withEvidence(sent(seen) + " They were held against " + seen.trust() + ".")
                .withCause(
                        rootSent
                                ? "The chain ends in a root that is not among the trust anchors."
                                : "The certificate of " + missing
                                        + " is neither among the trust anchors nor was it sent: it is either a"
                                        + " root that is unknown here, or an intermediate that the server leaves out.")
                .withRemedyClient("If you trust this authority, get its certificate by a way you trust and add it:"
                        + " ServerTrust.system().and(ServerTrust.pem(file)).")
                .withRemedyServer(
                        rootSent ? null : "If " + missing + " is an intermediate, have the server send it along.");
    }

    private static String sent(HandshakeRecord seen) {
        return seen.serverChain().stream()
                .map(certificate -> Certificates.name(certificate) + " issued by " + Certificates.issuer(certificate))
                .collect(Collectors.joining("; ", "The server sent: ", "."));
    }
}
