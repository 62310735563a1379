package io.callout4j.internal.tls;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.cert.CRLReason;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** What CRLs say about one certificate. */
final class CrlStatus {

    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

    private CrlStatus() {}

    static boolean isAuthentic(X509CRL list, X509Certificate issuer) {
        if (!list.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
            return false;
        }
        try {
            list.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** An outdated CRL is sufficient here: a revoked certificate stays revoked. */
    static boolean isRevoked(X509CRL list, X509Certificate certificate) {
        X509CRLEntry entry = list.getRevokedCertificate(certificate);
        return entry != null && entry.getRevocationReason() != CRLReason.REMOVE_FROM_CRL;
    }

    /** Whether the CRLs are current and complete, and do not list it (RFC 5280 section 6.3). */
    static boolean isKnownGood(List<X509CRL> lists, X509Certificate certificate, X509Certificate issuer, Instant now) {
        try {
            // One step of the path at a time: the issuer's certificate is the anchor of this step.
            PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(issuer, null)));
            parameters.setDate(Date.from(now));
            parameters.setRevocationEnabled(true);
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(lists)));
            CertPath step = CertificateFactory.getInstance("X.509").generateCertPath(List.of(certificate));
            CertPathValidator.getInstance("PKIX", BOUNCY_CASTLE).validate(step, parameters);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
