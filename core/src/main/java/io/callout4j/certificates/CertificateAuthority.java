package io.callout4j.certificates;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.identity.KeyStoreEntry;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
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

    /** Its place among the usages (X509Certificate.getKeyUsage). */
    private static final int KEY_CERT_SIGN = 5;

    private final PrivateKey privateKey;
    /** This authority's certificate and those above it, the root last where it is known. */
    private final List<X509Certificate> path;

    private CertificateAuthority(PrivateKey privateKey, List<X509Certificate> path) {
        this.privateKey = privateKey;
        this.path = List.copyOf(path);
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
                profile, pair.getPublic(), CertificateSigner.Issuer.self(profile, pair));
        return new CertificateAuthority(pair.getPrivate(), List.of(certificate));
    }

    /**
     * Opens an authority that was kept in a file: by {@link #toPkcs12}, or made with OpenSSL or keytool.
     *
     * <pre>{@code
     * CertificateAuthority authority = CertificateAuthority.open(KeyStoreEntry.of(Path.of("root.p12"), password));
     * }</pre>
     *
     * @param entry where key and certificate are
     * @return the authority
     * @throws io.callout4j.error.ClientCertificateException where it cannot be opened
     * @throws CalloutConfigurationException where the certificate is not one of an authority
     */
    public static CertificateAuthority open(KeyStoreEntry entry) {
        ClientIdentity stored = entry.load();
        List<X509Certificate> path = Chains.withRoot(stored);
        X509Certificate own = path.get(0);
        boolean[] usage = own.getKeyUsage();
        if (own.getBasicConstraints() < 0 || (usage != null && !usage[KEY_CERT_SIGN])) {
            throw new CalloutConfigurationException(
                    "\"" + own.getSubjectX500Principal().getName()
                            + "\" is not an authority's certificate, so that nobody takes what it signs: it lacks the mark CA or the right to"
                            + " sign certificates (RFC 5280 section 4.2.1.9). Make one with CertificateAuthority.root, or callout ca init.");
        }
        return new CertificateAuthority(Chains.key(stored), path);
    }

    /**
     * Makes an authority below this one, with the same kind of key, valid for 730 days.
     *
     * @param subject the distinguished name by RFC 2253
     * @return the authority
     */
    public CertificateAuthority intermediate(String subject) {
        return intermediate(CertificateProfile.client(subject)
                .withKey(KeyKind.like(certificate().getPublicKey()))
                .validFor(LIFE));
    }

    /**
     * Makes an authority below this one.
     *
     * @param profile subject, kind of key and validity; the rest of it does not count
     * @return the authority
     */
    public CertificateAuthority intermediate(CertificateProfile profile) {
        KeyPair pair = profile.keyKind().generate();
        X509Certificate issued = CertificateSigner.signAuthority(profile, pair.getPublic(), issuer());
        return new CertificateAuthority(pair.getPrivate(), below(issued));
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
        return new HeldCertificate(pair.getPrivate(), Chains.withoutRoot(below(issued)));
    }

    /**
     * Signs what a request asks for.
     *
     * <pre>{@code
     * var request = CertificateRequest.of(Files.readAllBytes(csr), "contoso.csr");
     * var signed = authority.sign(request, CertificateProfile.forRequest(request, Purpose.CLIENT_AUTH));
     * }</pre>
     *
     * <p>The certificate is one that old servers accept too: X.509 version 3, SHA-256 with RSA where the authority's key is one, the
     * name as it stands in the request, key usages and the one purpose asked for, a serial number of at most 16 bytes. It ends with the
     * authority's own certificate at the latest.
     *
     * @param request the request
     * @param profile what the certificate is to hold; its kind of key does not count
     * @return the certificate and all above it, leaf first, with the root where it is known: what the requester takes in
     * @throws CalloutConfigurationException where the key is too weak, or the authority's own certificate has expired
     */
    public List<X509Certificate> sign(CertificateRequest request, CertificateProfile profile) {
        RequestRules.check(request);
        Instant end = certificate().getNotAfter().toInstant();
        if (!end.isAfter(profile.notBefore())) {
            throw new CalloutConfigurationException("The authority's own certificate ("
                    + certificate().getSubjectX500Principal().getName()
                    + ") is valid to " + end + " only: nothing that it signs would be accepted. Make a new authority.");
        }
        CertificateProfile within =
                profile.notAfter().isAfter(end) ? profile.validBetween(profile.notBefore(), end) : profile;
        return below(CertificateSigner.sign(within, request.publicKey(), issuer()));
    }

    private CertificateSigner.Issuer issuer() {
        return new CertificateSigner.Issuer(
                certificate().getSubjectX500Principal(),
                privateKey,
                KeyKind.signatureAlgorithm(certificate().getPublicKey()),
                certificate());
    }

    private List<X509Certificate> below(X509Certificate issued) {
        List<X509Certificate> chain = new ArrayList<>();
        chain.add(issued);
        chain.addAll(path);
        return chain;
    }

    /**
     * The authority as a PKCS#12 file, with its key: to be opened again by {@link #open}, and kept where nobody else can read it.
     *
     * @param password what protects it
     * @return the file's bytes
     */
    public byte[] toPkcs12(char[] password) {
        KeptEntry entry = new KeptEntry("authority", "authority", true, false, privateKey, path);
        return Pkcs12Writer.write(List.of(entry), password, Pkcs12Writer.Strength.CURRENT);
    }

    /**
     * The authority's own certificate: what the other side is to trust.
     *
     * @return the certificate
     */
    public X509Certificate certificate() {
        return path.get(0);
    }

    /**
     * The authority's certificate and all above it.
     *
     * @return an unmodifiable list, the authority's own first, the root last where it is known
     */
    public List<X509Certificate> path() {
        return path;
    }

    /**
     * The authority's own certificate as PEM text.
     *
     * @return one block
     */
    public String toCertificatePem() {
        return Pem.of(certificate());
    }

    @Override
    public String toString() {
        return "certificate authority "
                + certificate().getSubjectX500Principal().getName();
    }
}
