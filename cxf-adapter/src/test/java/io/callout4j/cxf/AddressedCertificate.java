package io.callout4j.cxf;

import io.callout4j.identity.ClientIdentity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate with the address of its issuer's certificate (AIA), issued by an intermediate under a root; their names have nothing
 * in common.
 */
final class AddressedCertificate {

    final X509Certificate root;
    final X509Certificate intermediate;
    private final KeyPair keys = newKeys();
    private final X509Certificate leaf;

    /** Creates one with the address of the intermediate's certificate. */
    AddressedCertificate(String address) {
        KeyPair rootKeys = newKeys();
        KeyPair intermediateKeys = newKeys();
        root = certificate("CN=Kappa G2", rootKeys, "CN=Kappa G2", rootKeys, null);
        intermediate = certificate("CN=Omega 7", intermediateKeys, "CN=Kappa G2", rootKeys, null);
        leaf = certificate("CN=Contoso_SF", keys, "CN=Omega 7", intermediateKeys, address);
    }

    private KeyStore store(char[] password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("own", keys.getPrivate(), password, new Certificate[] {leaf});
        return store;
    }

    /** For a server that sends only the certificate itself. */
    KeyManagerFactory serverKeys() {
        try {
            KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
            factory.init(store(new char[0]), new char[0]);
            return factory;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The identity from a file that contains only the certificate itself. */
    ClientIdentity alone() {
        try {
            char[] password = Pki.PASSWORD.toCharArray();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            store(password).store(out, password);
            return ClientIdentity.fromBytes(out.toByteArray(), password);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate certificate(
            String subject, KeyPair own, String issuer, KeyPair signing, String address) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    new X500Principal(issuer),
                    BigInteger.valueOf(System.nanoTime()),
                    Date.from(Instant.now().minus(Duration.ofDays(1))),
                    Date.from(Instant.now().plus(Duration.ofDays(90))),
                    new X500Principal(subject),
                    own.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(address == null));
            if (address != null) {
                builder.addExtension(
                        Extension.authorityInfoAccess,
                        false,
                        new AuthorityInformationAccess(
                                AccessDescription.id_ad_caIssuers,
                                new GeneralName(GeneralName.uniformResourceIdentifier, address)));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signing.getPrivate())));
        } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
