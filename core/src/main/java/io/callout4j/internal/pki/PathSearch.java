package io.callout4j.internal.pki;

import io.callout4j.error.HandshakeRecord.Failure.Kind;
import io.callout4j.internal.text.ForeignText;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * Searches for a path that passes the checks that the JDK does not make: the dates and the name constraints of the anchor, and the extended
 * key usage of intermediates. Each anchor is tried by itself, because the JDK does not tell a checker which anchor a path leads to. A path
 * that fails does not matter if there is another one, as with cross-signed CAs.
 *
 * @param anchors the trust anchors
 * @param acceptsExpired whether an anchor may have expired
 */
public record PathSearch(Set<X509Certificate> anchors, Predicate<X509Certificate> acceptsExpired) {

    /**
     * The path to use.
     *
     * @param sent the server's certificates as it sent them
     * @throws ServerRefusedException if all paths fail such a check
     * @throws CertificateException if there is no path at all
     */
    public TrustPath path(X509Certificate[] sent, Instant now) throws CertificateException {
        if (anchors.contains(sent[0])) {
            return TrustPath.ofAnchor(sent[0]);
        }
        Set<X500Principal> issuers =
                Arrays.stream(sent).map(X509Certificate::getIssuerX500Principal).collect(Collectors.toSet());
        List<ServerRefusedException> refusals = new ArrayList<>();
        for (X509Certificate anchor : anchors) {
            if (issuers.contains(anchor.getSubjectX500Principal())) {
                TrustPath path = path(sent, anchor, now, refusals);
                if (path != null) {
                    return path;
                }
            }
        }
        if (!refusals.isEmpty()) {
            throw refusals.get(0);
        }
        return elsewhere(sent, now, refusals);
    }

    /** With com.sun.security.enableAIAcaIssuers, the JDK downloads intermediates, so the names of the anchors above them are not sent. */
    private TrustPath elsewhere(X509Certificate[] sent, Instant now, List<ServerRefusedException> refusals)
            throws CertificateException {
        TrustAnchor found = TrustPath.of(sent, anchors).anchor();
        TrustPath path = found == null ? null : path(sent, found.getTrustedCert(), now, refusals);
        if (path != null) {
            return path;
        }
        throw refusals.isEmpty()
                ? new CertificateException(
                        "PKIX path building failed: no valid path from the server's certificate to a trust anchor")
                : refusals.get(0);
    }

    private @Nullable TrustPath path(
            X509Certificate[] sent, X509Certificate anchor, Instant now, List<ServerRefusedException> refusals)
            throws CertificateException {
        try {
            TrustAnchor only = new TrustAnchor(anchor, null);
            PKIXBuilderParameters parameters = TrustPath.parameters(sent, Set.of(only));
            parameters.setDate(Date.from(now));
            parameters.addCertPathChecker(new PathRules(anchor, sent[0], refusals::add));
            TrustPath path = TrustPath.of((PKIXCertPathBuilderResult)
                    CertPathBuilder.getInstance("PKIX").build(parameters));
            ServerRefusedException dates = dates(anchor, now);
            if (dates == null) {
                return path;
            }
            refusals.add(dates);
        } catch (CertPathBuilderException e) {
            // There may be a path to another anchor. If a check failed, the refusals say so.
        } catch (GeneralSecurityException | RuntimeException e) {
            // The JDK throws exceptions that are not checked for extensions that it does not support.
            throw new CertificateException("PKIX path building failed: " + e, e);
        }
        return null;
    }

    private @Nullable ServerRefusedException dates(X509Certificate anchor, Instant now) {
        String name = "The trust anchor \"" + ForeignText.name(anchor.getSubjectX500Principal()) + "\"";
        Instant start = anchor.getNotBefore().toInstant();
        if (now.isBefore(start)) {
            return new ServerRefusedException(Kind.ANCHOR_NOT_YET_VALID, name + " is not valid before " + start);
        }
        Instant end = anchor.getNotAfter().toInstant();
        return now.isAfter(end) && !acceptsExpired.test(anchor)
                ? new ServerRefusedException(Kind.ANCHOR_EXPIRED, name + " expired on " + end)
                : null;
    }
}
