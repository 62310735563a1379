package io.callout4j.internal.findings;

import io.callout4j.error.Finding;
import io.callout4j.error.FindingCode;
import io.callout4j.error.HandshakeRecord;
import io.callout4j.error.HandshakeRecord.Failure;
import io.callout4j.internal.pki.CertificateStrength;
import io.callout4j.internal.text.ForeignText;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Findings about a server certificate that the client rejected. */
public final class ServerCertificateRules {

    /** Vendors of proxies that inspect TLS. */
    private static final Pattern INSPECTION = Pattern.compile(
            "zscaler|blue ?coat|forti(gate|net)|netskope|palo ?alto|sophos|mitmproxy|squid|checkpoint|kaspersky|mcafee",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern WEAK =
            Pattern.compile("algorithm constraints|(usage|denyAfter|jdkCA) constraint", Pattern.CASE_INSENSITIVE);

    private ServerCertificateRules() {}

    static Finding nameMismatch(HandshakeRecord seen) {
        X509Certificate leaf = seen.serverChain().get(0);
        String called = seen.serverName() == null ? seen.host() : seen.serverName();
        List<String> names = Certificates.names(leaf);
        boolean wildcard = names.stream().anyMatch(name -> name.indexOf('*') >= 0);
        String namesFound = names.isEmpty()
                ? "no host name (its subject " + Certificates.name(leaf) + " is not considered)"
                : ForeignText.list(", ", names);
        return Finding.error(
                        FindingCode.SERVER_NAME_MISMATCH,
                        "The server's certificate is trusted, but it is not for " + called + ".")
                .withEvidence("It is for " + namesFound + "."
                        + (wildcard
                                ? " A wildcard counts only as the complete first label, with at least two labels after"
                                        + " it."
                                : ""))
                .withRemedyServer("Have the certificate reissued with " + called + " in its subjectAltNames.");
    }

    static Finding nameConstraint(HandshakeRecord seen, Failure failure) {
        return Finding.error(
                        FindingCode.SERVER_NAME_CONSTRAINT,
                        failure.text().contains("does not support")
                                ? "A CA above the server's certificate has name constraints that the JDK does not"
                                        + " support."
                                : "A CA above the server's certificate is not allowed to issue certificates for its"
                                        + " names.")
                .withEvidence(failure.text() + ". " + sent(seen));
    }

    static Finding issuerPurpose(HandshakeRecord seen, Failure failure) {
        return Finding.error(
                        FindingCode.SERVER_NO_SERVER_AUTH_PURPOSE,
                        "A CA in the server's chain is not intended for servers.")
                .withEvidence(failure.text() + ". " + sent(seen))
                .withCause("The certificate was issued by a CA for another purpose, such as client certificates.")
                .withRemedyServer("Install a certificate from a CA that may issue certificates for servers.");
    }

    static Finding anchorExpired(HandshakeRecord seen, Failure failure) {
        return Finding.error(FindingCode.TRUST_ANCHOR_EXPIRED, failure.text() + ".")
                .withEvidence(sent(seen) + " The chain was checked against " + seen.trust() + ".");
    }

    static Finding anchorNotYetValid(Failure failure, Instant now) {
        return Finding.error(FindingCode.SERVER_NOT_YET_VALID, failure.text() + ".")
                .withEvidence("This machine's clock says " + now + ".");
    }

    static Finding notPinned(HandshakeRecord seen, Failure failure) {
        return Finding.error(
                        FindingCode.SERVER_NOT_PINNED,
                        "The server's certificate is trusted, but neither its key nor the key of a CA above it is"
                                + " pinned.")
                .withEvidence(failure.text() + ". " + sent(seen));
    }

    static Finding revoked(HandshakeRecord seen, Failure failure) {
        return Finding.error(
                        FindingCode.SERVER_REVOKED, "A certificate in the server's chain has been revoked by its CA.")
                .withEvidence(failure.text() + ". " + sent(seen));
    }

    static Finding revocationUnknown(Failure failure) {
        return Finding.error(
                        FindingCode.SERVER_REVOCATION_UNKNOWN,
                        "The revocation status of the server's certificate is unknown, but the trust settings require"
                                + " it.")
                .withEvidence(failure.text() + ".");
    }

    static Finding notTrusted(HandshakeRecord seen, Failure failure, Instant now) {
        if (seen.serverChain().isEmpty()) {
            return ReachRules.other(seen, failure);
        }
        X509Certificate leaf = seen.serverChain().get(0);
        for (X509Certificate each : Certificates.path(seen.serverChain())) {
            Finding dates = dates(seen, each, now);
            if (dates != null) {
                return dates;
            }
        }
        if (failure.text().contains("name constraints")) {
            return nameConstraint(seen, failure);
        }
        if (failure.text().contains("Extended key usage") || failure.text().contains("KeyUsage does not allow")) {
            return Finding.error(
                            FindingCode.SERVER_NO_SERVER_AUTH_PURPOSE,
                            "The server's certificate " + Certificates.name(leaf) + " is not intended for servers.")
                    .withEvidence(failure.text() + ".");
        }
        String weak = weakness(seen, failure);
        if (weak != null) {
            return Finding.error(
                            FindingCode.SERVER_WEAK_ALGORITHM,
                            "The server's chain uses an algorithm that is no longer accepted: " + weak + ".")
                    .withEvidence(failure.text() + ".");
        }
        return Certificates.selfSigned(leaf) ? selfSigned(seen, leaf) : noAnchor(seen, failure);
    }

    private static @Nullable Finding dates(HandshakeRecord seen, X509Certificate each, Instant now) {
        Instant end = each.getNotAfter().toInstant();
        Instant start = each.getNotBefore().toInstant();
        boolean leaf = each.equals(seen.serverChain().get(0));
        String which = leaf
                ? "The server's certificate " + Certificates.name(each)
                : "The certificate " + Certificates.name(each) + " in the server's chain";
        if (now.isAfter(end)) {
            return seen.anchors().contains(each)
                    ? Finding.error(
                                    FindingCode.TRUST_ANCHOR_EXPIRED,
                                    which + ", which is in your trust store, expired on " + end + ".")
                            .withEvidence("This machine's clock says " + now + ".")
                    : Finding.error(FindingCode.SERVER_EXPIRED, which + " expired on " + end + ".")
                            .withEvidence("This machine's clock says " + now + ".");
        }
        if (now.isBefore(start)) {
            Finding early = Finding.error(
                            FindingCode.SERVER_NOT_YET_VALID, which + " is not valid before " + start + ".")
                    .withEvidence("This machine's clock says " + now + ".");
            boolean clientIsNotYetValidEither = !seen.clientChain().isEmpty()
                    && now.isBefore(seen.clientChain().get(0).getNotBefore().toInstant());
            return clientIsNotYetValidEither
                    ? early.withCause("The client certificate is not valid yet either: this machine's clock is behind.")
                    : early;
        }
        return null;
    }

    private static @Nullable String weakness(HandshakeRecord seen, Failure failure) {
        // Basic and name constraints also fail with such a message, but are not about strength.
        if (!WEAK.matcher(failure.text()).find()) {
            return null;
        }
        return seen.serverChain().stream()
                .map(CertificateStrength::weakness)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("the JDK no longer accepts one of its algorithms");
    }

    private static Finding selfSigned(HandshakeRecord seen, X509Certificate leaf) {
        return Finding.error(
                        FindingCode.SERVER_SELF_SIGNED,
                        "The server's certificate " + Certificates.name(leaf) + " is self-signed.")
                .withEvidence("It was checked against " + seen.trust() + " and is not among them.");
    }

    private static Finding noAnchor(HandshakeRecord seen, Failure failure) {
        X509Certificate top = Certificates.top(seen.serverChain());
        X509Certificate namesake = namesake(seen, top);
        if (namesake != null) {
            return otherKey(seen, top, namesake);
        }
        if (!failure.text().contains("PKIX path building failed")) {
            return Finding.error(
                            FindingCode.SERVER_UNKNOWN_CA,
                            "The server's certificate "
                                    + Certificates.name(seen.serverChain().get(0)) + " could not be verified: "
                                    + failure.text() + ".")
                    .withEvidence(sent(seen) + " The chain was checked against " + seen.trust() + ".")
                    .withCause(why(failure))
                    .withRemedyClient("Only the server operator can fix this.")
                    .withRemedyServer("Install a certificate with its full chain from a CA that the client trusts.");
        }
        if (!Certificates.selfSigned(top)
                && MissingIssuer.isIntermediate(
                        top,
                        seen.anchors().stream()
                                .map(X509Certificate::getSubjectX500Principal)
                                .toList())) {
            return missingIntermediate(seen, top, null);
        }
        if (Certificates.selfSigned(top)) {
            return unknownCa(seen, top, Certificates.name(top));
        }
        Finding unknown = unknownCa(seen, top, Certificates.issuer(top));
        return unknown.withEvidence(unknown.evidence() + IssuerAddress.hint(top));
    }

    private static @Nullable String why(Failure failure) {
        return failure.text().contains("basic constraints") || failure.text().contains("not a CA certificate")
                ? "A certificate that is not a CA certificate has issued another one, or the chain is longer than a"
                        + " CA in it allows."
                : null;
    }

    /** An anchor that has the same name as the issuer of {@code top} (or as {@code top} itself if it is a root), but another key. */
    private static @Nullable X509Certificate namesake(HandshakeRecord seen, X509Certificate top) {
        return seen.anchors().stream()
                .filter(anchor -> anchor.getSubjectX500Principal().equals(top.getIssuerX500Principal()))
                .filter(anchor -> seen.anchors().stream().noneMatch(other -> Certificates.issued(other, top)))
                .findFirst()
                .orElse(null);
    }

    private static Finding otherKey(HandshakeRecord seen, X509Certificate top, X509Certificate namesake) {
        String root = Certificates.issuer(top);
        return Finding.error(
                        FindingCode.SERVER_UNKNOWN_CA,
                        "The server's certificate was issued under " + root
                                + ", but the certificate with that name in your trust store has another key.")
                .withEvidence(sent(seen) + " The chain was checked against " + seen.trust()
                        + "; the one in your trust store has the serial number "
                        + ForeignText.quotable(namesake.getSerialNumber().toString(16), ForeignText.MAX_NAME)
                        + " and is valid from "
                        + namesake.getNotBefore().toInstant() + " to "
                        + namesake.getNotAfter().toInstant() + ".")
                .withCause("The CA was set up again under its old name, or a certificate of another CA with the same"
                        + " name was imported.")
                .withRemedyClient("Get the current certificate of " + root + " through a channel you trust, compare its"
                        + " fingerprint, and add it to your trust store.");
    }

    /**
     * The server does not send the certificate that issued {@code top}.
     *
     * @param proof where the missing certificate was found, or null if it is only inferred that one is missing
     */
    public static Finding missingIntermediate(HandshakeRecord seen, X509Certificate top, @Nullable String proof) {
        return Finding.error(
                        FindingCode.SERVER_MISSING_INTERMEDIATE,
                        "The server does not send the intermediate certificate " + Certificates.issuer(top) + ".")
                .withEvidence(sent(seen) + (proof == null ? IssuerAddress.hint(top) : " " + proof)
                        + " The chain was checked against " + seen.trust() + ".");
    }

    public static Finding unknownCa(HandshakeRecord seen, X509Certificate top, String root) {
        Finding found = Finding.error(
                        FindingCode.SERVER_UNKNOWN_CA,
                        "The server's certificate was issued under " + root + ", which is not in your trust store.")
                .withEvidence(sent(seen) + " The chain was checked against " + seen.trust() + ".")
                .withRemedyClient(
                        "If you trust " + root + ", get its certificate through a channel you trust and add it:"
                                + " ServerTrust.system().and(ServerTrust.pem(file)), or --trust FILE.");
        if (INSPECTION.matcher(top.getIssuerX500Principal().getName()).find()) {
            return found.withCause(
                    "The issuer's name is that of a proxy that inspects TLS: it issues such certificates itself, and"
                            + " does not pass on the client certificate.");
        }
        return Certificates.selfSigned(top)
                ? found.withCause("The chain ends in a root that is not among the trust anchors.")
                : found.withCause("The certificate of " + root + " is not among the trust anchors and was not sent:"
                                + " it is a root that is not in your trust store, or an intermediate that the server"
                                + " does not"
                                + " send.")
                        .withRemedyServer("If " + root + " is an intermediate, configure the server to send it.");
    }

    private static String sent(HandshakeRecord seen) {
        return seen.serverChain().stream()
                .map(certificate -> Certificates.name(certificate) + " issued by " + Certificates.issuer(certificate))
                .collect(Collectors.joining("; ", "The server sent: ", "."));
    }
}
