package io.callout4j.identity;

import io.callout4j.error.Finding;
import io.callout4j.error.Finding.Severity;
import io.callout4j.error.FindingCode;
import io.callout4j.internal.pki.CertificateChain;
import io.callout4j.internal.text.ForeignText;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.jspecify.annotations.Nullable;

/** What is known about an identity without a connection: validity, purpose, strength, chain, and outdated file formats. */
final class LocalFindings {

    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
    private static final String ANY_PURPOSE = "2.5.29.37.0";
    private static final Duration SOON = Duration.ofDays(30);
    private static final Duration LATER = Duration.ofDays(60);

    private final ClientIdentity identity;
    private final X509Certificate leaf;
    private final Instant now;
    private final List<Finding> findings = new ArrayList<>();

    private LocalFindings(ClientIdentity identity, X509Certificate leaf, Instant now) {
        this.identity = identity;
        this.leaf = leaf;
        this.now = now;
    }

    static List<Finding> of(ClientIdentity identity, Instant now) {
        X509Certificate leaf = identity.certificate();
        return leaf == null ? List.of() : new LocalFindings(identity, leaf, now).all();
    }

    private List<Finding> all() {
        identity.chain().forEach(this::validity);
        expiresSoon();
        purpose();
        strength();
        chain();
        file();
        return Finding.worstFirst(findings);
    }

    private void validity(X509Certificate certificate) {
        Instant end = certificate.getNotAfter().toInstant();
        Instant start = certificate.getNotBefore().toInstant();
        String which = certificate.equals(leaf) ? "The certificate" : "An intermediate certificate of the chain";
        if (now.isAfter(end)) {
            findings.add(Finding.error(FindingCode.EXPIRED, which + " expired on " + iso(end) + ".")
                    .withEvidence(evidence(certificate)));
        } else if (now.isBefore(start)) {
            findings.add(Finding.error(FindingCode.NOT_YET_VALID, which + " is not valid before " + iso(start) + ".")
                    .withEvidence(evidence(certificate) + "; this machine's clock says " + iso(now)));
        }
    }

    private void expiresSoon() {
        Instant end = leaf.getNotAfter().toInstant();
        Duration left = Duration.between(now, end);
        Duration life = Duration.between(leaf.getNotBefore().toInstant(), end);
        if (left.isNegative() || now.isBefore(leaf.getNotBefore().toInstant())) {
            return;
        }
        Duration sixth = life.dividedBy(6);
        Duration warning = sixth.compareTo(SOON) < 0 ? sixth : SOON;
        if (left.compareTo(LATER) <= 0) {
            Severity severity = left.compareTo(warning) <= 0 ? Severity.WARNING : Severity.INFO;
            long days = left.toDays();
            String summary =
                    "The certificate expires in " + days + (days == 1 ? " day" : " days") + ", on " + iso(end) + ".";
            findings.add(Finding.of(FindingCode.EXPIRES_SOON, severity, summary).withEvidence(evidence(leaf)));
        }
    }

    private void purpose() {
        List<String> purposes = purposes();
        if (purposes != null && !purposes.contains(CLIENT_AUTH) && !purposes.contains(ANY_PURPOSE)) {
            findings.add(Finding.warning(
                            FindingCode.NO_CLIENT_AUTH_PURPOSE,
                            "The certificate's extendedKeyUsage does not allow client authentication; the certificate"
                                    + " is sent anyway.")
                    .withEvidence(evidence(leaf) + "; extendedKeyUsage " + String.join(", ", purposes)));
        }
        boolean[] usage = leaf.getKeyUsage();
        if (usage != null && !usage[0]) {
            findings.add(Finding.warning(
                            FindingCode.NO_DIGITAL_SIGNATURE_USAGE,
                            "The certificate's keyUsage does not allow digital signatures, but TLS requires the"
                                    + " client to sign.")
                    .withEvidence(evidence(leaf)));
        }
        if (leaf.getBasicConstraints() >= 0) {
            findings.add(Finding.warning(
                            FindingCode.CA_CERTIFICATE,
                            "The certificate is a CA certificate, not a client certificate.")
                    .withEvidence(evidence(leaf) + "; basicConstraints CA:TRUE"));
        }
    }

    private void strength() {
        PublicKey key = leaf.getPublicKey();
        int bits = key instanceof RSAPublicKey rsa
                ? rsa.getModulus().bitLength()
                : key instanceof ECPublicKey ec ? ec.getParams().getOrder().bitLength() : 0;
        int least = key instanceof RSAPublicKey ? 2048 : 224;
        if (bits != 0 && bits < least) {
            findings.add(Finding.warning(FindingCode.WEAK_KEY, "The certificate's key has only " + bits + " bits.")
                    .withEvidence(evidence(leaf) + "; " + key.getAlgorithm() + " " + bits));
        }
        for (X509Certificate certificate : identity.chain()) {
            String weak = weakDigest(certificate);
            if (weak != null) {
                findings.add(Finding.warning(
                                FindingCode.WEAK_SIGNATURE,
                                (certificate.equals(leaf) ? "The certificate" : "An intermediate certificate")
                                        + " is signed with " + weak + ", which many servers reject.")
                        .withEvidence(evidence(certificate) + "; " + certificate.getSigAlgName()));
                return;
            }
        }
    }

    private void chain() {
        if (CertificateChain.isSelfSigned(leaf)) {
            findings.add(Finding.info(FindingCode.SELF_SIGNED, "The certificate is self-signed.")
                    .withEvidence(evidence(leaf)));
        } else if (!identity.chainComplete()) {
            X509Certificate last = identity.chain().get(identity.chain().size() - 1);
            String missing = ForeignText.name(last.getIssuerX500Principal());
            findings.add(Finding.warning(
                            FindingCode.INCOMPLETE_CHAIN,
                            "The issuer's certificate (" + missing + ") is not in the file.")
                    .withEvidence(evidence(last) + "; issuer " + missing));
        }
        IdentitySource source = identity.source();
        if (source != null && !source.unrelatedCertificates().isEmpty()) {
            int count = source.unrelatedCertificates().size();
            findings.add(Finding.info(
                            FindingCode.UNRELATED_CERTIFICATES,
                            count == 1
                                    ? "1 certificate in the file does not belong to this key and is not sent."
                                    : count + " certificates in the file do not belong to this key and are not sent.")
                    .withEvidence(ForeignText.list("; ", source.unrelatedCertificates())));
        }
    }

    private void file() {
        IdentitySource source = identity.source();
        if (source != null && !source.legacyAlgorithms().isEmpty()) {
            findings.add(Finding.info(FindingCode.LEGACY_ENCRYPTION, "The file is protected with outdated algorithms.")
                    .withEvidence(String.join(", ", source.legacyAlgorithms())));
        }
    }

    private @Nullable List<String> purposes() {
        try {
            return leaf.getExtendedKeyUsage();
        } catch (CertificateParsingException e) {
            // Certificates from files were parsed completely; one that fails here came from the caller.
            return null;
        }
    }

    private static @Nullable String weakDigest(X509Certificate certificate) {
        String name = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        if (name.contains("MD5") || name.contains("MD2")) {
            return name.contains("MD5") ? "MD5" : "MD2";
        }
        if (name.startsWith("SHA1") || name.startsWith("SHA-1")) {
            return "SHA-1";
        }
        return certificate.getSigAlgOID().equals("1.2.840.113549.1.1.10") && pssWithSha1(certificate) ? "SHA-1" : null;
    }

    private static boolean pssWithSha1(X509Certificate certificate) {
        try {
            byte[] parameters = certificate.getSigAlgParams();
            return parameters != null
                    && RSASSAPSSparams.getInstance(ASN1Primitive.fromByteArray(parameters))
                            .getHashAlgorithm()
                            .getAlgorithm()
                            .getId()
                            .equals("1.3.14.3.2.26");
        } catch (java.io.IOException | RuntimeException e) {
            // Unreadable parameters do not mean a weak digest.
            return false;
        }
    }

    private static String evidence(X509Certificate certificate) {
        return "subject " + ForeignText.name(certificate.getSubjectX500Principal())
                + "; serial "
                + ForeignText.quotable(certificate.getSerialNumber().toString(16), ForeignText.MAX_NAME)
                + "; valid from " + iso(certificate.getNotBefore().toInstant())
                + " to " + iso(certificate.getNotAfter().toInstant());
    }

    private static String iso(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
