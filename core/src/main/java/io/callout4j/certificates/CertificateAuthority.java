package io.callout4j.certificates;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A small private certificate authority, in place of the OpenSSL steps of the classic tutorial.
 *
 * <pre>{@code
 * CertificateAuthority root = CertificateAuthority.root("CN=Contoso Root CA");
 * CertificateAuthority issuing = root.intermediate("CN=Contoso Issuing CA");
 * HeldCertificate client = issuing.issue(CertificateProfile.client("CN=Contoso_SF_PCA"));
 * }</pre>
 *
 * <p>Immutable and safe to share. Keys are RSA 2048, which every server and Salesforce take, unless another kind is given.
 */
public final class CertificateAuthority {

    /** As long as the classic tutorial's root lives. */
    private static final Duration LIFE = Duration.ofDays(730);

    private final PrivateKey privateKey;
    private final KeyKind keyKind;
    private final X509Certificate certificate;
    /** This authority's certificate and those above it, without the root: what its leaves are sent with. */
    private final List<X509Certificate> intermediates;

    private CertificateAuthority(
            PrivateKey privateKey, KeyKind keyKind, X509Certificate certificate, List<X509Certificate> intermediates) {
        this.privateKey = privateKey;
        this.keyKind = keyKind;
        this.certificate = certificate;
        this.intermediates = List.copyOf(intermediates);
    }

    /**
     * Makes a root with an RSA key, valid for 730 days.
     *
     * @param subject the distinguished name by RFC 2253
     * @return the authority
     */
    public static CertificateAuthority root(String subject) {
        return root(CertificateProfile.client(subject).validFor(LIFE));
    }

    /**
     * Makes a root.
     *
     * @param profile subject, kind of key and validity; the rest of it does not count
     * @return the authority
     */
    public static CertificateAuthority root(CertificateProfile profile) {
        KeyPair pair = profile.keyKind().generate();
        X509Certificate certificate = CertificateSigner.signAuthority(
                profile,
                pair.getPublic(),
                new CertificateSigner.Issuer(profile.subject(), pair.getPrivate(), profile.keyKind(), null));
        return new CertificateAuthority(pair.getPrivate(), profile.keyKind(), certificate, List.of());
    }

    /**
     * Makes an authority below this one, with the same kind of key, valid for 730 days.
     *
     * @param subject the distinguished name by RFC 2253
     * @return the authority
     */
    public CertificateAuthority intermediate(String subject) {
        CertificateProfile profile =
                CertificateProfile.client(subject).withKey(keyKind).validFor(LIFE);
        KeyPair pair = keyKind.generate();
        X509Certificate issued = CertificateSigner.signAuthority(profile, pair.getPublic(), issuer());
        return new CertificateAuthority(pair.getPrivate(), keyKind, issued, withMine(issued));
    }

    /**
     * Makes a key and a certificate for it, signed by this authority.
     *
     * @param profile what the certificate is to hold
     * @return the certificate with its chain, without the root
     */
    public HeldCertificate issue(CertificateProfile profile) {
        KeyPair pair = profile.keyKind().generate();
        X509Certificate issued = CertificateSigner.sign(profile, pair.getPublic(), issuer());
        return new HeldCertificate(pair.getPrivate(), withMine(issued));
    }

    private CertificateSigner.Issuer issuer() {
        return new CertificateSigner.Issuer(certificate.getSubjectX500Principal(), privateKey, keyKind, certificate);
    }

    private List<X509Certificate> withMine(X509Certificate issued) {
        List<X509Certificate> chain = new ArrayList<>();
        chain.add(issued);
        chain.addAll(intermediates);
        return chain;
    }

    /**
     * The authority's own certificate: what the other side is to trust.
     *
     * @return the certificate
     */
    public X509Certificate certificate() {
        return certificate;
    }

    /**
     * The authority's own certificate as PEM text.
     *
     * @return one block
     */
    public String toCertificatePem() {
        return HeldCertificate.pem(certificate);
    }

    @Override
    public String toString() {
        return "certificate authority " + certificate.getSubjectX500Principal().getName();
    }
}
