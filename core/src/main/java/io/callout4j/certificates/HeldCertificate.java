package io.callout4j.certificates;

import io.callout4j.identity.ClientIdentity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/**
 * A certificate whose private key you hold.
 *
 * <pre>{@code
 * HeldCertificate held = HeldCertificate.selfSigned(CertificateProfile.client("CN=Contoso_SF"));
 * stub.clientCert_x = held.toClientCertText("secret".toCharArray());
 * stub.clientCertPasswd_x = "secret";
 * }</pre>
 *
 * <p>Immutable and safe to share. {@code toString} names the subject, never the key.
 */
public final class HeldCertificate {

    private static final Base64.Encoder LINES_OF_64 = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private final PrivateKey privateKey;
    private final List<X509Certificate> chain;

    HeldCertificate(PrivateKey privateKey, List<X509Certificate> chain) {
        this.privateKey = privateKey;
        this.chain = List.copyOf(chain);
    }

    /**
     * Makes a key and a certificate that the key itself signs.
     *
     * @param profile what the certificate is to hold
     * @return the certificate and its key
     */
    public static HeldCertificate selfSigned(CertificateProfile profile) {
        KeyPair pair = profile.keyKind().generate();
        X509Certificate certificate = CertificateSigner.sign(
                profile,
                pair.getPublic(),
                new CertificateSigner.Issuer(profile.subject(), pair.getPrivate(), profile.keyKind(), null));
        return new HeldCertificate(pair.getPrivate(), List.of(certificate));
    }

    /**
     * The certificate itself.
     *
     * @return the leaf
     */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    /**
     * The certificate and the intermediates above it, leaf first, without the root.
     *
     * @return an unmodifiable list, never empty
     */
    public List<X509Certificate> chain() {
        return chain;
    }

    /**
     * The private key.
     *
     * @return the key
     */
    public PrivateKey privateKey() {
        return privateKey;
    }

    /**
     * The same as an identity for callouts.
     *
     * @return the identity
     */
    public ClientIdentity toIdentity() {
        return ClientIdentity.of(privateKey, chain);
    }

    /**
     * A PKCS#12 file with current algorithms (PBES2 with AES-256), its one entry under the alias {@code certificate}.
     *
     * @param password what protects the file and the key in it. ASCII is safe everywhere; JDK 17 writes no other
     * @return the file's bytes
     * @throws IllegalStateException where this JDK cannot write with that password
     */
    public byte[] toPkcs12(char[] password) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("certificate", privateKey, password, chain.toArray(new Certificate[0]));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            store.store(bytes, password);
            return bytes.toByteArray();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The JDK could not write a PKCS#12 key store.", e);
        }
    }

    /**
     * The text that goes into {@code clientCert_x}: what {@code openssl base64 -in file.p12} prints, 64 columns wide.
     *
     * @param password what protects the key in it; it goes into {@code clientCertPasswd_x}
     * @return base64 of {@link #toPkcs12(char[])}
     */
    public String toClientCertText(char[] password) {
        return LINES_OF_64.encodeToString(toPkcs12(password)) + "\n";
    }

    /**
     * The chain as PEM text, leaf first. Public; the key is not in it.
     *
     * @return one block per certificate
     */
    public String toCertificatePem() {
        StringBuilder text = new StringBuilder();
        for (X509Certificate certificate : chain) {
            text.append(pem(certificate));
        }
        return text.toString();
    }

    static String pem(X509Certificate certificate) {
        try {
            return "-----BEGIN CERTIFICATE-----\n" + LINES_OF_64.encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("A certificate that was just made does not encode.", e);
        }
    }

    @Override
    public String toString() {
        return "held certificate " + certificate().getSubjectX500Principal().getName();
    }
}
