package io.callout4j.internal.findings;

import io.callout4j.error.Finding;
import io.callout4j.error.FindingCode;
import io.callout4j.error.HandshakeRecord;
import io.callout4j.error.HandshakeRecord.CertificateRequest;
import io.callout4j.internal.pki.CertificateStrength;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * Why the server rejected the client certificate. Alerts are often general, so the certificate itself is checked as a server would: dates, purpose,
 * strength, and chain.
 */
public final class RefusedCertificateRules {

    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
    private static final String ANY_PURPOSE = "2.5.29.37.0";

    /** What the server says of the reason. */
    public enum Hint {
        EXPIRED,
        REVOKED,
        UNKNOWN_CA,
        /** A wrong purpose, or something else about the certificate's form. */
        UNSUPPORTED,
        NONE;

        public static Hint of(@Nullable String alert) {
            return switch (String.valueOf(alert)) {
                case "certificate_expired" -> EXPIRED;
                case "certificate_revoked" -> REVOKED;
                case "unknown_ca" -> UNKNOWN_CA;
                case "unsupported_certificate" -> UNSUPPORTED;
                default -> NONE;
            };
        }
    }

    private final HandshakeRecord seen;
    private final X509Certificate client;
    private final Hint hint;
    private final Instant now;
    private final String evidence;

    private RefusedCertificateRules(HandshakeRecord seen, Hint hint, String refusal, Instant now) {
        this.seen = seen;
        this.client = seen.clientChain().get(0);
        this.hint = hint;
        this.now = now;
        this.evidence = "The client sent " + Certificates.name(client) + ", serial number "
                + client.getSerialNumber().toString(16) + ", issued by " + Certificates.issuer(client) + ". " + refusal
                + Certificates.issuers(seen.certificateRequest());
    }

    /**
     * The finding.
     *
     * @param seen a handshake in which the client certificate was sent
     * @param hint what the server says about the reason
     * @param refusal how it rejected the certificate, as a sentence
     */
    public static Finding of(HandshakeRecord seen, Hint hint, String refusal, Instant now) {
        RefusedCertificateRules rules = new RefusedCertificateRules(seen, hint, refusal, now);
        Finding found = rules.dates();
        if (found == null && hint == Hint.REVOKED) {
            found = Finding.error(
                    FindingCode.CERTIFICATE_REVOKED,
                    "The client certificate has been revoked, according to the server.");
        }
        if (found == null && hint != Hint.UNKNOWN_CA) {
            found = rules.form();
        }
        if (found == null && (hint == Hint.UNKNOWN_CA || rules.issuerIsNotNamed())) {
            found = rules.issuer();
        }
        if (found == null) {
            found = rules.unspecified();
        }
        return found.withEvidence(rules.evidence + (found.evidence() == null ? "" : " " + found.evidence()));
    }

    private @Nullable Finding dates() {
        for (X509Certificate each : seen.clientChain()) {
            String which = each.equals(client)
                    ? "the client certificate, which"
                    : "the client certificate: its intermediate " + Certificates.name(each);
            if (now.isAfter(each.getNotAfter().toInstant())) {
                return Finding.error(
                        FindingCode.CERTIFICATE_EXPIRED,
                        "The server rejected " + which + " expired on "
                                + each.getNotAfter().toInstant() + ".");
            }
            if (now.isBefore(each.getNotBefore().toInstant())) {
                return Finding.error(
                        FindingCode.CERTIFICATE_NOT_YET_VALID,
                        "The server rejected " + which + " is not valid before "
                                + each.getNotBefore().toInstant() + ".");
            }
        }
        return hint != Hint.EXPIRED
                ? null
                : Finding.error(
                                FindingCode.CERTIFICATE_EXPIRED,
                                "The client certificate has expired according to the server, but not according to"
                                        + " this machine's clock.")
                        .withEvidence("It is valid until "
                                + client.getNotAfter().toInstant() + "; this machine's clock says " + now + ".")
                        .withCause("The server's clock is ahead, this machine's clock is behind, or an intermediate in"
                                + " the server's trust store has expired.");
    }

    private @Nullable Finding form() {
        List<String> purposes = purposes();
        if (purposes != null && !purposes.contains(CLIENT_AUTH) && !purposes.contains(ANY_PURPOSE)) {
            return Finding.error(
                            FindingCode.CERTIFICATE_NO_CLIENT_AUTH_PURPOSE,
                            "The server rejected the client certificate, whose extendedKeyUsage does not allow client"
                                    + " authentication.")
                    .withEvidence("Its extendedKeyUsage is " + String.join(", ", purposes) + ".");
        }
        if (purposes != null && !purposes.contains(CLIENT_AUTH)) {
            return Finding.error(
                            FindingCode.CERTIFICATE_NO_CLIENT_AUTH_PURPOSE,
                            "The server rejected the client certificate, whose extendedKeyUsage allows any purpose"
                                    + " but does not list client authentication.")
                    .withEvidence("Its extendedKeyUsage is " + String.join(", ", purposes) + ".")
                    .withCause("Servers based on OpenSSL require the purpose to be listed explicitly;"
                            + " anyExtendedKeyUsage is not sufficient.");
        }
        boolean[] usage = client.getKeyUsage();
        if (usage != null && !usage[0]) {
            return Finding.error(
                            FindingCode.CERTIFICATE_NO_CLIENT_AUTH_PURPOSE,
                            "The server rejected the client certificate, whose keyUsage does not allow digital"
                                    + " signatures.")
                    .withCause("TLS requires the client to sign; servers based on OpenSSL reject a certificate that"
                            + " does not allow it.")
                    .withRemedyClient("Request a certificate with keyUsage digitalSignature.");
        }
        String weak = weakness();
        return weak == null
                ? null
                : Finding.error(
                        FindingCode.CERTIFICATE_WEAK,
                        "The server rejected the client certificate because it is weak: " + weak + ".");
    }

    private @Nullable List<String> purposes() {
        try {
            return client.getExtendedKeyUsage();
        } catch (CertificateParsingException e) {
            // Cannot happen: it was parsed when the certificate was opened.
            return null;
        }
    }

    private @Nullable String weakness() {
        for (X509Certificate each : seen.clientChain()) {
            String weak = CertificateStrength.weakness(each);
            if (weak != null) {
                return weak;
            }
        }
        PublicKey key = client.getPublicKey();
        return key instanceof RSAPublicKey
                        || key instanceof ECPublicKey
                        || !key.getAlgorithm().equals("DSA")
                ? null
                : "it has a " + key.getAlgorithm().toUpperCase(Locale.ROOT) + " key";
    }

    /**
     * Whether the server probably found no path from the client certificate to a CA: the certificate is self-signed, or the server lists
     * CAs and the one that issued the end of the client's chain is not among them.
     */
    private boolean issuerIsNotNamed() {
        CertificateRequest request = seen.certificateRequest();
        if (Certificates.selfSigned(client)) {
            return true;
        }
        if (request == null
                || request.issuers().isEmpty()
                || request.issuers().contains(client.getSubjectX500Principal())) {
            return false;
        }
        // An HTML page instead of an alert comes from nginx, which uses OpenSSL and requires the root.
        return OfferRules.matchesNoIssuer(seen)
                || (seen.failure() == null && !request.issuers().contains(end()));
    }

    /** The CA that the client's chain ends with, or that issued its last certificate. */
    private X500Principal end() {
        X509Certificate last = Certificates.top(seen.clientChain());
        return Certificates.selfSigned(last) ? last.getSubjectX500Principal() : last.getIssuerX500Principal();
    }

    private Finding issuer() {
        CertificateRequest request = seen.certificateRequest();
        List<X500Principal> named = request == null ? List.of() : request.issuers();
        if (Certificates.selfSigned(client)) {
            Finding found = Finding.error(
                            FindingCode.CERTIFICATE_REFUSED_SELF_SIGNED,
                            "The server rejected the client certificate, which is self-signed.")
                    .withRemedyClient("Send the certificate " + Certificates.name(client)
                            + " (never its key) to the server operator, and ask them to import it as trusted.");
            return named.contains(client.getSubjectX500Principal())
                    ? found.withCause("The server knows another certificate with this name, usually its predecessor.")
                    : found;
        }
        X509Certificate last = Certificates.top(seen.clientChain());
        if (!Certificates.selfSigned(last) && MissingIssuer.isIntermediate(last, named)) {
            return missingIntermediate(seen.clientChain(), last);
        }
        Finding found = unknownCa(end());
        if (named.contains(end())) {
            return found.withCause("The server lists " + Certificates.name(end()) + " but still found no path to it:"
                            + " it has another certificate with that name (for example a renewed one), lists it without"
                            + " trusting it, or allows a smaller chain depth than the client's chain has.")
                    .withRemedyServer("Compare your copy of " + Certificates.name(end())
                            + " with the caller's, and check the chain depth (nginx: `ssl_verify_depth`, Apache:"
                            + " `SSLVerifyDepth`).");
        }
        if (!OfferRules.matchesNoIssuer(seen) && !named.isEmpty()) {
            return found.withCause(
                    "The server lists an intermediate of the client's chain, but not the root above it. Servers based"
                            + " on OpenSSL (nginx, Apache, HAProxy, stunnel) require the root.");
        }
        return found;
    }

    /** The client's file lacks an intermediate that the server does not have either. */
    public static Finding missingIntermediate(List<X509Certificate> chain, X509Certificate last) {
        return Finding.error(
                        FindingCode.CERTIFICATE_MISSING_INTERMEDIATE,
                        "The client certificate was sent without the intermediate " + Certificates.issuer(last)
                                + ", so the server could not build a path to its root.")
                .withEvidence("The file contains " + chain.size()
                        + (chain.size() == 1 ? " certificate" : " certificates") + " of the chain.");
    }

    public static Finding unknownCa(X500Principal ca) {
        String name = Certificates.name(ca);
        return Finding.error(
                        FindingCode.CERTIFICATE_UNKNOWN_CA,
                        "The server does not trust the CA that issued the client certificate.")
                .withRemedyClient("Send the certificate of " + name
                        + ", or of the root above it, to the server operator, and check that your file contains the"
                        + " intermediates.")
                .withRemedyServer(
                        "Import " + name + " into the list of trusted client CAs for exactly this host (nginx:"
                                + " `ssl_client_certificate`, Apache: `SSLCACertificateFile`), and reload the server.");
    }

    private Finding unspecified() {
        return Finding.error(
                        FindingCode.CERTIFICATE_REFUSED_UNSPECIFIED,
                        "The server rejected the client certificate without giving a reason.")
                .withRemedyServer("Find out from the log at " + now.truncatedTo(ChronoUnit.SECONDS) + " why the"
                        + " certificate with the serial number "
                        + client.getSerialNumber().toString(16)
                        + " was rejected. Then check: is its root in the trust store, is the chain depth allowed, can"
                        + " the CRL be read, and is its name on the allowlist?");
    }
}
