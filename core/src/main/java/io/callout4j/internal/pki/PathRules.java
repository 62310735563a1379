package io.callout4j.internal.pki;

import io.callout4j.error.HandshakeRecord.Failure.Kind;
import io.callout4j.internal.text.ForeignText;
import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXCertPathChecker;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.bouncycastle.asn1.x509.GeneralName;
import org.jspecify.annotations.Nullable;

/**
 * What the JDK does not check along a path: the name constraints of the anchor, the common name of a certificate without subjectAltNames
 * against any name constraints, and the extended key usage of intermediates. Used for one path at a time, from the anchor to the server's
 * certificate; it remembers the constraints of the CAs above.
 */
final class PathRules extends PKIXCertPathChecker {

    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final String ANY_PURPOSE = "2.5.29.37.0";

    private final X509Certificate anchor;
    private final X509Certificate server;
    private final Consumer<ServerRefusedException> refusals;
    private List<NameConstraint> above = new ArrayList<>();

    /**
     * For the paths to one anchor.
     *
     * @param refusals is told what failed, because the exception of the JDK's path builder does not contain it
     */
    PathRules(X509Certificate anchor, X509Certificate server, Consumer<ServerRefusedException> refusals) {
        this.anchor = anchor;
        this.server = server;
        this.refusals = refusals;
    }

    @Override
    public void init(boolean forward) throws CertPathValidatorException {
        if (forward) {
            throw new CertPathValidatorException("The rules are checked from the anchor to the server.");
        }
        above = new ArrayList<>();
        try {
            constrainedBy(anchor);
        } catch (ServerRefusedException e) {
            throw refused(e);
        }
    }

    @Override
    public boolean isForwardCheckingSupported() {
        return false;
    }

    @Override
    public @Nullable Set<String> getSupportedExtensions() {
        return null;
    }

    @Override
    public void check(Certificate certificate, Collection<String> unresolved) throws CertPathValidatorException {
        X509Certificate each = (X509Certificate) certificate;
        try {
            if (each.equals(server)) {
                checkNames(each);
                return;
            }
            boolean selfIssued = each.getSubjectX500Principal().equals(each.getIssuerX500Principal());
            if (!selfIssued) {
                // RFC 5280 section 6.1.3 (b): a CA may certify its own next key.
                checkNames(each);
            }
            checkPurpose(each);
            constrainedBy(each);
        } catch (ServerRefusedException e) {
            throw refused(e);
        }
    }

    private void constrainedBy(X509Certificate issuer) throws ServerRefusedException {
        NameConstraint constraint = NameConstraint.of(issuer);
        if (constraint != null) {
            above.add(constraint);
        }
    }

    private void checkNames(X509Certificate certificate) throws ServerRefusedException {
        if (above.isEmpty()) {
            return;
        }
        List<GeneralName> names = CertificateNames.all(certificate, certificate.equals(server));
        for (NameConstraint constraint : above) {
            constraint.check(names);
        }
    }

    private static void checkPurpose(X509Certificate issuer) throws ServerRefusedException {
        String name = "The CA certificate \"" + ForeignText.name(issuer.getSubjectX500Principal()) + "\"";
        try {
            List<String> purposes = issuer.getExtendedKeyUsage();
            if (purposes != null && !purposes.contains(SERVER_AUTH) && !purposes.contains(ANY_PURPOSE)) {
                throw new ServerRefusedException(
                        Kind.ISSUER_PURPOSE,
                        name + " may not issue certificates for servers: its extendedKeyUsage is "
                                + ForeignText.list(", ", purposes) + ", without serverAuth");
            }
        } catch (CertificateParsingException e) {
            throw new ServerRefusedException(Kind.ISSUER_PURPOSE, name + " has an invalid extendedKeyUsage");
        }
    }

    private CertPathValidatorException refused(ServerRefusedException why) {
        refusals.accept(why);
        return new CertPathValidatorException(why);
    }
}
