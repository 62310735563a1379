package io.callout4j.internal.tls;

import io.callout4j.error.HandshakeRecord.Failure.Kind;
import io.callout4j.internal.net.Deadline;
import io.callout4j.internal.pki.ServerRefusedException;
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
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
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

    private final Clock clock;

    RevocationChecks(Revocation mode, RevocationLists lists, Clock clock) {
        this.mode = mode;
        this.lists = lists;
        this.clock = clock;
    }

    boolean enabled() {
        return mode != Revocation.OFF;
    }

    /** A value that changes when a file with CRLs changes. */
    List<Object> version() {
        return enabled() ? lists.version() : List.of();
    }

    /**
     * Checks all certificates of the path.
     *
     * @param stapled the OCSP response that the server stapled, or empty
     * @param deadline bounds downloading and reading CRLs
     * @return when something that this is based on becomes out of date; {@link Instant#MAX} if nothing does
     * @throws ServerRefusedException if one is revoked, or, if proof is required, not known to be good
     */
    Instant check(TrustPath path, byte[] stapled, Deadline deadline) throws CertificateException {
        if (path.path() == null) {
            // The server's certificate is itself an anchor; there is no issuer that could revoke it.
            return Instant.MAX;
        }
        List<String> reasons = new ArrayList<>();
        boolean leafIsGood = stapled.length > 0 && goodByResponse(path, stapled, reasons);
        NextUpdate next = new NextUpdate(clock.instant());
        if (leafIsGood) {
            next.ofResponse(stapled);
        }
        List<X509Certificate> unproved = notProvedByLists(path, leafIsGood, deadline, reasons, next);
        if (!unproved.isEmpty() && mode == Revocation.REQUIRED) {
            throw new ServerRefusedException(
                    Kind.REVOCATION_UNKNOWN,
                    "The revocation status of the certificate " + name(unproved.get(0)) + " is unknown"
                            + (reasons.isEmpty() ? "" : ": " + String.join("; ", reasons)));
        }
        return next.first();
    }

    private boolean goodByResponse(TrustPath path, byte[] response, List<String> reasons) throws CertificateException {
        try {
            CertPathValidator validator = CertPathValidator.getInstance("PKIX");
            PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
            checker.setOptions(EnumSet.of(Option.ONLY_END_ENTITY, Option.NO_FALLBACK));
            checker.setOcspResponses(Map.of(path.certificates().get(LEAF), response));
            PKIXParameters parameters = new PKIXParameters(Set.of(Objects.requireNonNull(path.anchor())));
            parameters.setDate(Date.from(clock.instant()));
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
            TrustPath path, boolean leafIsGood, Deadline deadline, List<String> reasons, NextUpdate next)
            throws CertificateException {
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
            theirs.forEach(next::ofList);
            if (theirs.stream().anyMatch(list -> CrlStatus.isRevoked(list, certificate))) {
                throw revoked(certificate, "it is in a CRL of " + name(issuer));
            }
            if (!CrlStatus.isKnownGood(theirs, certificate, issuer, clock.instant())) {
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
