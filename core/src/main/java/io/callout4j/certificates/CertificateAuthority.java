package io.callout4j.certificates;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.identity.KeyStoreEntry;
import io.callout4j.internal.text.ForeignText;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A small private certificate authority (CA), instead of the OpenSSL steps of the classic tutorial.
 *
 * <pre>{@code
 * CertificateAuthority root = CertificateAuthority.root("CN=Contoso Root CA");
 * CertificateAuthority issuing = root.intermediate("CN=Contoso Issuing CA");
 * HeldCertificate client = issuing.issue(CertificateProfile.client("CN=Contoso_SF_PCA"));
 * }</pre>
 *
 * <p>Immutable and safe to share. Keys are RSA 2048, which every server and Salesforce support, unless another kind is set.
 */
public final class CertificateAuthority {

    /** The same as in the classic tutorial. */
    private static final Duration VALIDITY = Duration.ofDays(730);

    /** Its index in X509Certificate.getKeyUsage. */
    private static final int KEY_CERT_SIGN = 5;

    private final PrivateKey privateKey;
    /** This CA's certificate and those above it, the root last if it is known. */
    private final List<X509Certificate> path;

    private CertificateAuthority(PrivateKey privateKey, List<X509Certificate> path) {
        this.privateKey = privateKey;
        this.path = List.copyOf(path);
    }

    /**
     * Creates a root with an RSA key, valid for 730 days.
     *
     * @param subject the distinguished name, according to RFC 2253
     * @return the CA
     */
    public static CertificateAuthority root(String subject) {
        return root(CertificateProfile.client(subject).validFor(VALIDITY));
    }

    /**
     * Creates a root.
     *
     * @param profile subject, kind of key, and validity; the rest is ignored
     * @return the CA
     */
    public static CertificateAuthority root(CertificateProfile profile) {
        KeyPair pair = profile.keyKind().generate();
        X509Certificate certificate =
                CertificateSigner.signCa(profile, pair.getPublic(), CertificateSigner.Issuer.self(profile, pair));
        return new CertificateAuthority(pair.getPrivate(), List.of(certificate));
    }

    /**
     * Opens a CA in a file that was written by {@link #toPkcs12}, OpenSSL, or keytool.
     *
     * <pre>{@code
     * CertificateAuthority authority = CertificateAuthority.open(KeyStoreEntry.of(Path.of("root.p12"), password));
     * }</pre>
     *
     * @param entry the entry with the key and the certificate
     * @return the CA
     * @throws io.callout4j.error.ClientCertificateException if it cannot be opened
     * @throws CalloutConfigurationException if the certificate is not a CA certificate
     */
    public static CertificateAuthority open(KeyStoreEntry entry) {
        ClientIdentity stored = entry.load();
        List<X509Certificate> path = Chains.withRoot(stored);
        X509Certificate own = path.get(0);
        boolean[] usage = own.getKeyUsage();
        if (own.getBasicConstraints() < 0 || (usage != null && !usage[KEY_CERT_SIGN])) {
            throw new CalloutConfigurationException("\"" + ForeignText.name(own.getSubjectX500Principal())
                    + "\" is not a CA certificate, so nobody would accept what it signs: it lacks"
                    + " basicConstraints CA:TRUE or keyUsage keyCertSign (RFC 5280 section 4.2.1.9). Create a"
                    + " CA with CertificateAuthority.root, or callout ca init.");
        }
        return new CertificateAuthority(Chains.key(stored), path);
    }

    /**
     * Creates a CA below this one, with the same kind of key, valid for 730 days.
     *
     * @param subject the distinguished name, according to RFC 2253
     * @return the CA
     */
    public CertificateAuthority intermediate(String subject) {
        return intermediate(CertificateProfile.client(subject)
                .withKey(KeyKind.like(certificate().getPublicKey()))
                .validFor(VALIDITY));
    }

    /**
     * Creates a CA below this one.
     *
     * @param profile subject, kind of key, and validity; the rest is ignored
     * @return the CA
     */
    public CertificateAuthority intermediate(CertificateProfile profile) {
        KeyPair pair = profile.keyKind().generate();
        X509Certificate issued = CertificateSigner.signCa(profile, pair.getPublic(), issuer());
        return new CertificateAuthority(pair.getPrivate(), below(issued));
    }

    /**
     * Creates a key and a certificate for it, signed by this CA.
     *
     * @param profile what the certificate contains
     * @return the certificate with its chain, without the root
     */
    public HeldCertificate issue(CertificateProfile profile) {
        KeyPair pair = profile.keyKind().generate();
        X509Certificate issued = CertificateSigner.sign(profile, pair.getPublic(), issuer());
        return new HeldCertificate(pair.getPrivate(), Chains.withoutRoot(below(issued)));
    }

    /**
     * Signs a request.
     *
     * <pre>{@code
     * var request = CertificateRequest.of(Files.readAllBytes(csr), "contoso.csr");
     * var signed = authority.sign(request, CertificateProfile.forRequest(request, Purpose.CLIENT_AUTH));
     * }</pre>
     *
     * <p>Old servers accept the certificate too: X.509 version 3, SHA-256 with RSA if the CA's key is an RSA key, the name unchanged from
     * the request, key usages and only the requested purpose, and a serial number of at most 16 bytes. It expires with the CA's own
     * certificate at the latest.
     *
     * @param request the request
     * @param profile what the certificate contains; its kind of key is ignored
     * @return the certificate and all above it, leaf first, with the root if it is known: what the requester imports
     * @throws CalloutConfigurationException if the key is too weak, or the CA's own certificate has expired
     */
    public List<X509Certificate> sign(CertificateRequest request, CertificateProfile profile) {
        RequestRules.check(request);
        Instant end = certificate().getNotAfter().toInstant();
        if (!end.isAfter(profile.notBefore())) {
            throw new CalloutConfigurationException("The CA certificate ("
                    + ForeignText.name(certificate().getSubjectX500Principal())
                    + ") is only valid until " + end + ", so no certificate that it signs would be accepted. Create a"
                    + " new CA.");
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
     * The CA as a PKCS#12 file, with its key. It can be opened again with {@link #open}. Store it where nobody else can read it.
     *
     * @param password the password that protects it
     * @return the file's bytes
     */
    public byte[] toPkcs12(char[] password) {
        StoreEntry entry = new StoreEntry("authority", "authority", true, false, privateKey, path);
        return Pkcs12Writer.write(List.of(entry), password, Pkcs12Writer.Strength.CURRENT);
    }

    /**
     * The CA's own certificate, which the other side has to trust.
     *
     * @return the certificate
     */
    public X509Certificate certificate() {
        return path.get(0);
    }

    /**
     * The CA's certificate and all above it.
     *
     * @return an unmodifiable list, the CA's own first, the root last if it is known
     */
    public List<X509Certificate> path() {
        return path;
    }

    /**
     * The CA's own certificate as PEM text.
     *
     * @return one block
     */
    public String toCertificatePem() {
        return Pem.of(certificate());
    }

    @Override
    public String toString() {
        return "certificate authority " + ForeignText.name(certificate().getSubjectX500Principal());
    }
}
