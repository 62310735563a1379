package io.callout4j.internal.findings;

import io.callout4j.error.Finding;
import io.callout4j.error.FindingCode;
import io.callout4j.error.HandshakeRecord;
import io.callout4j.error.HandshakeRecord.CertificateRequest;
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
 * Why the server refused our certificate. Alerts are often general, so the certificate itself is looked at as a server would: dates, purpose,
 * strength, chain.
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
    private final X509Certificate ours;
    private final Hint hint;
    private final Instant now;
    private final String evidence;

    private RefusedCertificateRules(HandshakeRecord seen, Hint hint, String answer, Instant now) {
        this.seen = seen;
        this.ours = seen.clientChain().get(0);
        this.hint = hint;
        this.now = now;
        this.evidence = "The server was shown " + Certificates.name(ours) + ", serial number "
                + ours.getSerialNumber().toString(16) + ", issued by " + Certificates.issuer(ours) + ". " + answer
                + Certificates.issuers(seen.certificateRequest());
    }

    /**
     * The finding.
     *
     * @param seen a handshake in which our certificate was shown
     * @param hint what the server says of the reason
     * @param answer how it refused, as a sentence
     */
    public static Finding of(HandshakeRecord seen, Hint hint, String answer, Instant now) {
        RefusedCertificateRules rules = new RefusedCertificateRules(seen, hint, answer, now);
        Finding found = rules.dates();
        if (found == null && hint == Hint.REVOKED) {
            found = Finding.error(
                    FindingCode.CERTIFICATE_REVOKED, "The server says that our certificate has been revoked.");
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
            String which = each.equals(ours)
                    ? "our certificate, which"
                    : "our certificate: its intermediate " + Certificates.name(each);
            if (now.isAfter(each.getNotAfter().toInstant())) {
                return Finding.error(
                        FindingCode.CERTIFICATE_EXPIRED,
                        "The server refused " + which + " expired on "
                                + each.getNotAfter().toInstant() + ".");
            }
            if (now.isBefore(each.getNotBefore().toInstant())) {
                return Finding.error(
                        FindingCode.CERTIFICATE_NOT_YET_VALID,
                        "The server refused " + which + " is not valid before "
                                + each.getNotBefore().toInstant() + ".");
            }
        }
        return hint != Hint.EXPIRED
                ? null
                : Finding.error(
                                FindingCode.CERTIFICATE_EXPIRED,
                                "The server says that our certificate has expired; by this machine's clock it has not.")
                        .withEvidence(
                                "It is valid until " + ours.getNotAfter().toInstant() + "; our clock says " + now + ".")
                        .withCause(
                                "The server's clock is ahead, ours is behind, or an intermediate in the server's trust"
                                        + " store has expired.");
    }

    private @Nullable Finding form() {
        List<String> purposes = purposes();
        if (purposes != null && !purposes.contains(CLIENT_AUTH) && !purposes.contains(ANY_PURPOSE)) {
            return Finding.error(
                            FindingCode.CERTIFICATE_NO_CLIENT_AUTH_PURPOSE,
                            "The server refused our certificate, whose extendedKeyUsage does not allow client"
                                    + " authentication.")
                    .withEvidence("Its extendedKeyUsage is " + String.join(", ", purposes) + ".");
        }
        if (purposes != null && !purposes.contains(CLIENT_AUTH)) {
            return Finding.error(
                            FindingCode.CERTIFICATE_NO_CLIENT_AUTH_PURPOSE,
                            "The server refused our certificate, whose extendedKeyUsage allows any purpose and does not name"
                                    + " client authentication.")
                    .withEvidence("Its extendedKeyUsage is " + String.join(", ", purposes) + ".")
                    .withCause(
                            "Servers on OpenSSL want the purpose to be named: anyExtendedKeyUsage does not stand for it.");
        }
        boolean[] usage = ours.getKeyUsage();
        if (usage != null && !usage[0]) {
            return Finding.error(
                            FindingCode.CERTIFICATE_NO_CLIENT_AUTH_PURPOSE,
                            "The server refused our certificate, whose keyUsage does not allow digital signatures.")
                    .withCause("A client signs in TLS; servers on OpenSSL refuse a certificate that may not.")
                    .withRemedyClient("Have it issued with keyUsage digitalSignature.");
        }
        String weak = weakness();
        return weak == null
                ? null
                : Finding.error(
                        FindingCode.CERTIFICATE_WEAK,
                        "The server refused our certificate, which is weak: " + weak + ".");
    }

    private @Nullable List<String> purposes() {
        try {
            return ours.getExtendedKeyUsage();
        } catch (CertificateParsingException e) {
            // Read once when the certificate was opened.
            return null;
        }
    }

    private @Nullable String weakness() {
        for (X509Certificate each : seen.clientChain()) {
            String weak = Certificates.weakness(each);
            if (weak != null) {
                return weak;
            }
        }
        PublicKey key = ours.getPublicKey();
        return key instanceof RSAPublicKey
                        || key instanceof ECPublicKey
                        || !key.getAlgorithm().equals("DSA")
                ? null
                : "it has a " + key.getAlgorithm().toUpperCase(Locale.ROOT) + " key";
    }

    /**
     * Whether the server will not have found a way from our certificate to an authority: ours is nobody's, or the server lists authorities
     * and the one that our chain ends below is not among them.
     */
    private boolean issuerIsNotNamed() {
        CertificateRequest request = seen.certificateRequest();
        if (Certificates.selfSigned(ours)) {
            return true;
        }
        if (request == null
                || request.issuers().isEmpty()
                || request.issuers().contains(ours.getSubjectX500Principal())) {
            return false;
        }
        // A page in place of an alert comes from nginx, which is on OpenSSL and wants the root.
        return OfferRules.matchesNoIssuer(seen)
                || (seen.failure() == null && !request.issuers().contains(end()));
    }

    /** The authority that our chain ends with or below. */
    private X500Principal end() {
        X509Certificate last = Certificates.top(seen.clientChain());
        return Certificates.selfSigned(last) ? last.getSubjectX500Principal() : last.getIssuerX500Principal();
    }

    private Finding issuer() {
        CertificateRequest request = seen.certificateRequest();
        List<X500Principal> named = request == null ? List.of() : request.issuers();
        if (Certificates.selfSigned(ours)) {
            Finding found = Finding.error(
                            FindingCode.CERTIFICATE_REFUSED_SELF_SIGNED,
                            "The server refused our certificate, which is self-signed.")
                    .withRemedyClient("Send the certificate " + Certificates.name(ours)
                            + " (never its key) to the server's administrator, to be imported as trusted.");
            return named.contains(ours.getSubjectX500Principal())
                    ? found.withCause(
                            "The server knows a certificate of this name, but another one, mostly its predecessor.")
                    : found;
        }
        X509Certificate last = Certificates.top(seen.clientChain());
        if (!Certificates.selfSigned(last) && MissingIssuer.isIntermediate(last, named)) {
            return missingIntermediate(seen.clientChain(), last);
        }
        Finding found = unknownCa(end());
        if (named.contains(end())) {
            return found.withCause("The server names " + Certificates.name(end())
                            + " and found no way to it all the same: it has another certificate of that name (a renewed one), names"
                            + " it without trusting it, or allows less depth than our chain has.")
                    .withRemedyServer("Compare your copy of " + Certificates.name(end())
                            + " with the caller's, and look at the depth (nginx: `ssl_verify_depth`, Apache:"
                            + " `SSLVerifyDepth`).");
        }
        if (!OfferRules.matchesNoIssuer(seen) && !named.isEmpty()) {
            return found.withCause(
                    "The server names an intermediate of our chain, and not the root above it. Servers on"
                            + " OpenSSL (nginx, Apache, HAProxy, stunnel) want the root.");
        }
        return found;
    }

    /** Our file ends below an intermediate that the server does not have. */
    public static Finding missingIntermediate(List<X509Certificate> chain, X509Certificate last) {
        return Finding.error(
                        FindingCode.CERTIFICATE_MISSING_INTERMEDIATE,
                        "Our certificate was shown without the intermediate " + Certificates.issuer(last)
                                + ", so the server found no way to its root.")
                .withEvidence("Our file holds " + chain.size() + (chain.size() == 1 ? " certificate" : " certificates")
                        + " of the chain.");
    }

    public static Finding unknownCa(X500Principal authority) {
        String name = Certificates.name(authority);
        return Finding.error(
                        FindingCode.CERTIFICATE_UNKNOWN_CA,
                        "The server does not know the authority that issued our certificate.")
                .withRemedyClient("Send the certificate of " + name
                        + ", or of the root above it, to the server's administrator, and check that our file holds the"
                        + " intermediates.")
                .withRemedyServer(
                        "Import " + name + " into the list of trusted client authorities of this very host (nginx:"
                                + " `ssl_client_certificate`, Apache: `SSLCACertificateFile`), and reload the server.");
    }

    private Finding unspecified() {
        return Finding.error(
                        FindingCode.CERTIFICATE_REFUSED_UNSPECIFIED,
                        "The server refused our certificate and does not say why.")
                .withRemedyServer("Look up in the log of " + now.truncatedTo(ChronoUnit.SECONDS)
                        + " why the certificate with the serial number "
                        + ours.getSerialNumber().toString(16)
                        + " was refused, and check: is its root in the trust store, is the chain's depth allowed, can the"
                        + " revocation list be read, is its name on the list?");
    }
}
