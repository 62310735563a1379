package io.callout4j.internal.tls;

import io.callout4j.error.HandshakeRecord.Failure.Kind;
import io.callout4j.internal.net.Deadline;
import io.callout4j.internal.pki.TrustPath;
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
 * Finds out whether a server's certificates have been revoked: by the stapled response, which the JDK judges, then by revocation
 * lists, which Bouncy Castle judges. The JDK's own checker would fetch lists by itself, past the deadline and the proxy. Thread-safe.
 */
final class RevocationChecks {

    private static final int LEAF = 0;

    private final Revocation mode;
    private final RevocationLists lists;

    RevocationChecks(Revocation mode, RevocationLists lists) {
        this.mode = mode;
        this.lists = lists;
    }

    boolean on() {
        return mode != Revocation.OFF;
    }

    /**
     * Checks all certificates on the way.
     *
     * @param stapled what the server stapled to its own certificate, empty where it did not
     * @param deadline bounds the fetching of lists
     * @throws ServerRefusedException where one is revoked, or, where that is required, not known to be good
     */
    void check(TrustPath path, byte[] stapled, Deadline deadline) throws CertificateException {
        if (path.path() == null) {
            // An anchor is trusted for itself; nobody is above it who could revoke it.
            return;
        }
        List<String> reasons = new ArrayList<>();
        boolean leafIsGood = stapled.length > 0 && goodByResponse(path, stapled, reasons);
        List<X509Certificate> open = openAfterLists(path, leafIsGood, deadline, reasons);
        if (!open.isEmpty() && mode == Revocation.REQUIRED) {
            throw new ServerRefusedException(
                    Kind.REVOCATION_UNKNOWN,
                    "It is not known whether the certificate " + name(open.get(0)) + " has been revoked"
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
            reasons.add("the stapled response does not count: " + e.getMessage());
            return false;
        } catch (GeneralSecurityException e) {
            throw new CertificateException(e);
        }
    }

    /** The certificates of which no list tells that they are good. */
    private List<X509Certificate> openAfterLists(
            TrustPath path, boolean leafIsGood, Deadline deadline, List<String> reasons) throws CertificateException {
        List<X509Certificate> all = path.all();
        List<X509Certificate> asked = path.certificates()
                .subList(leafIsGood ? 1 : 0, path.certificates().size());
        List<X509CRL> found = lists.of(asked, deadline, reasons);
        List<X509Certificate> open = new ArrayList<>();
        for (X509Certificate certificate : asked) {
            X509Certificate issuer = all.get(all.indexOf(certificate) + 1);
            List<X509CRL> theirs = found.stream()
                    .filter(list -> ListStatus.isAuthentic(list, issuer))
                    .toList();
            if (theirs.stream().anyMatch(list -> ListStatus.isRevoked(list, certificate))) {
                throw revoked(certificate, "it stands in a revocation list of " + name(issuer));
            }
            if (!ListStatus.isKnownGood(theirs, certificate, issuer)) {
                open.add(certificate);
            }
        }
        return open;
    }

    private static ServerRefusedException revoked(X509Certificate certificate, String why) {
        return new ServerRefusedException(
                Kind.SERVER_REVOKED, "The certificate " + name(certificate) + " has been revoked: " + why);
    }

    private static String name(X509Certificate certificate) {
        return "\"" + certificate.getSubjectX500Principal().getName() + "\"";
    }
}
