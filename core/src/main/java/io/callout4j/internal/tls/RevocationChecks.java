package io.callout4j.internal.tls;

import io.callout4j.error.HandshakeRecord.Failure.Kind;
import io.callout4j.internal.net.Deadline;
import io.callout4j.internal.pki.TrustPath;
import io.callout4j.internal.text.ForeignText;
import io.callout4j.trust.Revocation;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.PKIXRevocationChecker.Option;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Checks whether a server's certificates have been revoked: with the stapled response, which the JDK verifies, then with CRLs, which Bouncy
 * Castle verifies. The JDK's own checker would download CRLs itself, bypassing the deadline and the proxy. Thread-safe.
 */
final class RevocationChecks {

    private static final int LEAF = 0;

    private final Revocation mode;
    private final RevocationLists lists;

    RevocationChecks(Revocation mode, RevocationLists lists) {
        this.mode = mode;
        this.lists = lists;
    }

    boolean enabled() {
        return mode != Revocation.OFF;
    }

    /**
     * Checks all certificates of the path.
     *
     * @param stapled the OCSP response that the server stapled, or empty
     * @param deadline bounds the download of CRLs
     * @throws ServerRefusedException if one is revoked, or, if proof is required, not known to be good
     */
    void check(TrustPath path, byte[] stapled, Deadline deadline) throws CertificateException {
        if (path.path() == null) {
            // The server's certificate is itself an anchor; there is no issuer that could revoke it.
            return;
        }
        List<String> reasons = new ArrayList<>();
        boolean leafIsGood = stapled.length > 0 && goodByResponse(path, stapled, reasons);
        List<X509Certificate> unproved = notProvedByLists(path, leafIsGood, deadline, reasons);
        if (!unproved.isEmpty() && mode == Revocation.REQUIRED) {
            throw new ServerRefusedException(
                    Kind.REVOCATION_UNKNOWN,
                    "The revocation status of the certificate " + name(unproved.get(0)) + " is unknown"
                            + (reasons.isEmpty() ? "" : ": " + String.join("; ", reasons)));
        }
    }

    private static boolean goodByResponse(TrustPath path, byte[] response, List<String> reasons)
            throws CertificateException {
        try {
            CertPathValidator validator = CertPathValidator.getInstance("PKIX");
            PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
            checker.setOptions(EnumSet.of(Option.ONLY_END_ENTITY, Option.NO_FALLBACK));
            checker.setOcspResponses(Map.of(path.certificates().get(LEAF), response));
            PKIXParameters parameters = new PKIXParameters(Set.of(Objects.requireNonNull(path.anchor())));
            parameters.addCertPathChecker(checker);
            validator.validate(path.path(), parameters);
            return true;
        } catch (CertPathValidatorException e) {
            if (e.getReason() == BasicReason.REVOKED) {
                throw revoked(path.certificates().get(LEAF), String.valueOf(e.getMessage()));
            }
            reasons.add("the stapled response was rejected: " + e.getMessage());
            return false;
        } catch (GeneralSecurityException e) {
            throw new CertificateException(e);
        }
    }

    /** The certificates that no CRL proves to be good. */
    private List<X509Certificate> notProvedByLists(
            TrustPath path, boolean leafIsGood, Deadline deadline, List<String> reasons) throws CertificateException {
        List<X509Certificate> all = path.all();
        List<X509Certificate> toCheck = path.certificates()
                .subList(leafIsGood ? 1 : 0, path.certificates().size());
        List<X509CRL> found = lists.of(toCheck, deadline, reasons);
        List<X509Certificate> unproved = new ArrayList<>();
        for (X509Certificate certificate : toCheck) {
            X509Certificate issuer = all.get(all.indexOf(certificate) + 1);
            List<X509CRL> theirs = found.stream()
                    .filter(list -> CrlStatus.isAuthentic(list, issuer))
                    .toList();
            if (theirs.stream().anyMatch(list -> CrlStatus.isRevoked(list, certificate))) {
                throw revoked(certificate, "it is in a CRL of " + name(issuer));
            }
            if (!CrlStatus.isKnownGood(theirs, certificate, issuer)) {
                unproved.add(certificate);
            }
        }
        return unproved;
    }

    private static ServerRefusedException revoked(X509Certificate certificate, String why) {
        return new ServerRefusedException(
                Kind.SERVER_REVOKED, "The certificate " + name(certificate) + " has been revoked: " + why);
    }

    private static String name(X509Certificate certificate) {
        return "\"" + ForeignText.name(certificate.getSubjectX500Principal()) + "\"";
    }
}
