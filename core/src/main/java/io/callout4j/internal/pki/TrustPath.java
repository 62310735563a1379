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

    public static TrustPath of(X509Certificate[] sent, Set<X509Certificate> anchors) throws CertificateException {
        if (anchors.contains(sent[0])) {
            return new TrustPath(List.of(sent[0]), null, null);
        }
        try {
            X509CertSelector leaf = new X509CertSelector();
            leaf.setCertificate(sent[0]);
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(
                    anchors.stream()
                            .map(anchor -> new TrustAnchor(anchor, null))
                            .collect(Collectors.toSet()),
                    leaf);
            parameters.addCertStore(
                    CertStore.getInstance("Collection", new CollectionCertStoreParameters(Arrays.asList(sent))));
            parameters.setRevocationEnabled(false);
            parameters.setMaxPathLength(-1);
            PKIXCertPathBuilderResult found = (PKIXCertPathBuilderResult)
                    CertPathBuilder.getInstance("PKIX").build(parameters);
            List<X509Certificate> certificates = found.getCertPath().getCertificates().stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            return new TrustPath(certificates, found.getCertPath(), found.getTrustAnchor());
        } catch (GeneralSecurityException e) {
            throw new CertificateException("PKIX path building failed: " + e.getMessage(), e);
        }
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
