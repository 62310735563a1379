package io.callout4j.internal.pki;

import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The path from a server's certificate to its trust anchor, without other certificates that the server sent. JSSE finds such a path too,
 * but does not expose it.
 *
 * @param certificates leaf first, without the anchor
 * @param path the same for the JDK, or null if the server's certificate is itself an anchor
 * @param anchor the anchor, or null if the server's certificate is itself one
 */
public record TrustPath(
        List<X509Certificate> certificates,
        @Nullable CertPath path,
        @Nullable TrustAnchor anchor) {

    /** Some path, as the JDK finds it, to describe a chain; {@link PathSearch} finds the path that decides. */
    public static TrustPath of(X509Certificate[] sent, Set<X509Certificate> anchors) throws CertificateException {
        if (anchors.contains(sent[0])) {
            return ofAnchor(sent[0]);
        }
        try {
            Set<TrustAnchor> all = anchors.stream()
                    .map(anchor -> new TrustAnchor(anchor, null))
                    .collect(Collectors.toSet());
            return of((PKIXCertPathBuilderResult)
                    CertPathBuilder.getInstance("PKIX").build(parameters(sent, all)));
        } catch (GeneralSecurityException | RuntimeException e) {
            // The JDK throws exceptions that are not checked for extensions that it does not support.
            throw new CertificateException("PKIX path building failed: " + e.getMessage(), e);
        }
    }

    static TrustPath ofAnchor(X509Certificate server) {
        return new TrustPath(List.of(server), null, null);
    }

    static TrustPath of(PKIXCertPathBuilderResult found) {
        List<X509Certificate> certificates = found.getCertPath().getCertificates().stream()
                .map(X509Certificate.class::cast)
                .toList();
        return new TrustPath(certificates, found.getCertPath(), found.getTrustAnchor());
    }

    /** What the JDK needs to search for a path. */
    static PKIXBuilderParameters parameters(X509Certificate[] sent, Set<TrustAnchor> anchors)
            throws GeneralSecurityException {
        X509CertSelector leaf = new X509CertSelector();
        leaf.setCertificate(sent[0]);
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, leaf);
        parameters.addCertStore(
                CertStore.getInstance("Collection", new CollectionCertStoreParameters(Arrays.asList(sent))));
        parameters.setRevocationEnabled(false);
        parameters.setMaxPathLength(-1);
        return parameters;
    }

    /** All certificates of the path, leaf first, anchor last. */
    public List<X509Certificate> all() {
        List<X509Certificate> all = new ArrayList<>(certificates);
        if (anchor != null) {
            all.add(anchor.getTrustedCert());
        }
        return all;
    }
}
