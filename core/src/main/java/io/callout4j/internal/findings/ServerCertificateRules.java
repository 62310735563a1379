package io.callout4j.internal.findings;

import io.callout4j.error.Finding;
import io.callout4j.error.FindingCode;
import io.callout4j.error.HandshakeRecord;
import io.callout4j.error.HandshakeRecord.Failure;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Findings about the certificate that the server showed and this side refused. */
public final class ServerCertificateRules {

    /** Makers of proxies that look into TLS. */
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
        String held = names.isEmpty()
                ? "no name at all (its subject is " + Certificates.name(leaf) + ", which does not count)"
                : String.join(", ", names);
        return Finding.error(
                        FindingCode.SERVER_NAME_MISMATCH,
                        "The server's certificate is trusted, but it is not for " + called + ".")
                .withEvidence("It is for " + held + ".")
                .withRemedyServer("Have the certificate made anew with " + called + " among its subjectAltNames.");
    }

    static Finding notPinned(HandshakeRecord seen, Failure failure) {
        return Finding.error(
                        FindingCode.SERVER_NOT_PINNED,
                        "The server's certificate is trusted, but neither its key nor one above it is pinned.")
                .withEvidence(failure.text() + ". " + sent(seen));
    }

    static Finding revoked(HandshakeRecord seen, Failure failure) {
        return Finding.error(
                        FindingCode.SERVER_REVOKED, "A certificate of the server has been revoked by its authority.")
                .withEvidence(failure.text() + ". " + sent(seen));
    }

    static Finding revocationUnknown(Failure failure) {
        return Finding.error(
                        FindingCode.SERVER_REVOCATION_UNKNOWN,
                        "Whether the server's certificate has been revoked could not be found out, and must be known.")
                .withEvidence(failure.text() + ".");
    }

    static Finding notTrusted(HandshakeRecord seen, Failure failure, Instant now) {
        if (seen.serverChain().isEmpty()) {
            return ReachRules.other(seen, failure);
        }
        X509Certificate leaf = seen.serverChain().get(0);
        for (X509Certificate each : Certificates.way(seen.serverChain())) {
            Finding dates = dates(seen, each, now);
            if (dates != null) {
                return dates;
            }
        }
        if (failure.text().contains("Extended key usage") || failure.text().contains("KeyUsage does not allow")) {
            return Finding.error(
                            FindingCode.SERVER_NO_SERVER_AUTH_PURPOSE,
                            "The server's certificate " + Certificates.name(leaf) + " is not meant for servers.")
                    .withEvidence(failure.text() + ".");
        }
        String weak = weakness(seen, failure);
        if (weak != null) {
            return Finding.error(
                            FindingCode.SERVER_WEAK_ALGORITHM,
                            "The server's chain is too weak to be trusted: " + weak + ".")
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
                                    which + ", which is trusted here, expired on " + end + ".")
                            .withEvidence("This machine's clock says " + now + ".")
                    : Finding.error(FindingCode.SERVER_EXPIRED, which + " expired on " + end + ".")
                            .withEvidence("This machine's clock says " + now + ".");
        }
        if (now.isBefore(start)) {
            Finding early = Finding.error(
                            FindingCode.SERVER_NOT_YET_VALID, which + " is not valid before " + start + ".")
                    .withEvidence("This machine's clock says " + now + ".");
            boolean oursTooIsEarly = !seen.clientChain().isEmpty()
                    && now.isBefore(seen.clientChain().get(0).getNotBefore().toInstant());
            return oursTooIsEarly
                    ? early.withCause("Our own certificate is not valid yet either: this machine's clock is behind.")
                    : early;
        }
        return null;
    }

    private static @Nullable String weakness(HandshakeRecord seen, Failure failure) {
        // Basic and name constraints fail as well, and are no matter of strength.
        if (!WEAK.matcher(failure.text()).find()) {
            return null;
        }
        return seen.serverChain().stream()
                .map(Certificates::weakness)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("the JDK no longer takes an algorithm in it");
    }

    private static Finding selfSigned(HandshakeRecord seen, X509Certificate leaf) {
        return Finding.error(
                        FindingCode.SERVER_SELF_SIGNED,
                        "The server's certificate " + Certificates.name(leaf) + " is self-signed.")
                .withEvidence("It was held against " + seen.trust() + " and is not among them.");
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
                                    + Certificates.name(seen.serverChain().get(0)) + " does not verify: "
                                    + failure.text() + ".")
                    .withEvidence(sent(seen) + " They were held against " + seen.trust() + ".")
                    .withCause(why(failure))
                    .withRemedyClient("Only the server's side can mend this.")
                    .withRemedyServer(
                            "Install a certificate with its whole chain from an authority that the client trusts.");
        }
        if (!Certificates.selfSigned(top)
                && MissingIssuer.isIntermediate(
                        top,
                        seen.anchors().stream()
                                .map(X509Certificate::getSubjectX500Principal)
                                .toList())) {
            return missingIntermediate(seen, top, null);
        }
        return unknownCa(seen, top, Certificates.selfSigned(top) ? Certificates.name(top) : Certificates.issuer(top));
    }

    private static @Nullable String why(Failure failure) {
        if (failure.text().contains("name constraints")) {
            return "An authority of the chain may not issue certificates for this name (RFC 5280 section 4.2.1.10).";
        }
        return failure.text().contains("basic constraints") || failure.text().contains("not a CA certificate")
                ? "A certificate that is not that of an authority has issued another one, or the chain is longer than an authority"
                        + " in it allows."
                : null;
    }

    /** An anchor that has the name of what issued {@code top} (or of it, where it is a root), and another key. */
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
                                + ", and the certificate of that name that is trusted here has another key.")
                .withEvidence(sent(seen) + " They were held against " + seen.trust()
                        + "; the one trusted here has the serial number "
                        + namesake.getSerialNumber().toString(16) + " and is valid from "
                        + namesake.getNotBefore().toInstant() + " to "
                        + namesake.getNotAfter().toInstant() + ".")
                .withCause(
                        "The authority was set up anew under its old name, or the copy that was imported here is another's.")
                .withRemedyClient(
                        "Get the present certificate of " + root
                                + " by a way you trust, compare its fingerprint, and put it beside the one that is trusted now.");
    }

    /**
     * The server leaves out what issued {@code top}.
     *
     * @param proof where the missing certificate was found, or null where its being missing is inferred
     */
    public static Finding missingIntermediate(HandshakeRecord seen, X509Certificate top, @Nullable String proof) {
        List<String> addresses = IssuerAddress.of(top);
        String hint = addresses.isEmpty() ? "" : " It is to be had from " + addresses.get(0) + ".";
        return Finding.error(
                        FindingCode.SERVER_MISSING_INTERMEDIATE,
                        "The server leaves the intermediate certificate " + Certificates.issuer(top) + " out.")
                .withEvidence(sent(seen) + (proof == null ? hint : " " + proof) + " They were held against "
                        + seen.trust() + ".");
    }

    public static Finding unknownCa(HandshakeRecord seen, X509Certificate top, String root) {
        Finding found = Finding.error(
                        FindingCode.SERVER_UNKNOWN_CA,
                        "The server's certificate was issued under " + root + ", which is not trusted here.")
                .withEvidence(sent(seen) + " They were held against " + seen.trust() + ".")
                .withRemedyClient("If you trust " + root + ", get its certificate by a way you trust and add it:"
                        + " ServerTrust.system().and(ServerTrust.pem(file)), or --trust FILE.");
        if (INSPECTION.matcher(top.getIssuerX500Principal().getName()).find()) {
            return found.withCause(
                    "The name is one of a proxy that looks into TLS: it makes such certificates itself, and shows the"
                            + " server none of ours.");
        }
        return Certificates.selfSigned(top)
                ? found.withCause("The chain ends in a root that is not among the trust anchors.")
                : found.withCause("The certificate of " + root
                                + " is neither among the trust anchors nor was it sent: it is a root that is unknown here,"
                                + " or an intermediate that the server leaves out.")
                        .withRemedyServer("If " + root + " is an intermediate, have the server send it along.");
    }

    private static String sent(HandshakeRecord seen) {
        return seen.serverChain().stream()
                .map(certificate -> Certificates.name(certificate) + " issued by " + Certificates.issuer(certificate))
                .collect(Collectors.joining("; ", "The server sent: ", "."));
    }
}
