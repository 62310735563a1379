package io.callout4j.certificates;

import io.callout4j.internal.libraries.BouncyCastle;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.IPAddress;
import org.jspecify.annotations.Nullable;

/** Creates and signs one certificate (RFC 5280). The JDK signs, so no provider has to be registered. */
final class CertificateSigner {

    private static final SecureRandom RANDOM = new SecureRandom();

    private CertificateSigner() {}

    /** The signer: a CA, or the key itself. */
    record Issuer(
            X500Principal name,
            PrivateKey key,
            String signatureAlgorithm,
            @Nullable X509Certificate certificate) {

        static Issuer self(CertificateProfile profile, KeyPair pair) {
            return new Issuer(profile.subject(), pair.getPrivate(), KeyKind.signatureAlgorithm(pair.getPublic()), null);
        }
    }

    static X509Certificate sign(CertificateProfile profile, PublicKey key, Issuer issuer) {
        return sign(profile, key, issuer, builder -> {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            int usage = KeyUsage.digitalSignature;
            if (key.getAlgorithm().equals("RSA")) {
                usage |= KeyUsage.keyEncipherment;
            }
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
            if (!profile.purposes().isEmpty()) {
                builder.addExtension(Extension.extendedKeyUsage, false, extendedKeyUsage(profile));
            }
            if (!profile.names().isEmpty()) {
                builder.addExtension(Extension.subjectAlternativeName, false, alternativeNames(profile.names()));
            }
        });
    }

    static X509Certificate signCa(CertificateProfile profile, PublicKey key, Issuer issuer) {
        return sign(profile, key, issuer, builder -> {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        });
    }

    private interface Extensions {
        void addTo(X509v3CertificateBuilder builder) throws IOException;
    }

    private static X509Certificate sign(
            CertificateProfile profile, PublicKey key, Issuer issuer, Extensions extensions) {
        return BouncyCastle.using(() -> signed(profile, key, issuer, extensions));
    }

    private static X509Certificate signed(
            CertificateProfile profile, PublicKey key, Issuer issuer, Extensions extensions) {
        try {
            X509v3CertificateBuilder builder = start(profile, key, issuer);
            extensions.addTo(builder);
            byte[] encoded = builder.build(new JcaContentSignerBuilder(issuer.signatureAlgorithm()).build(issuer.key()))
                    .getEncoded();
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException("The certificate for " + profile.subject() + " could not be signed.", e);
        }
    }

    private static X509v3CertificateBuilder start(CertificateProfile profile, PublicKey key, Issuer issuer)
            throws GeneralSecurityException, IOException {
        // RFC 5280 section 4.1.2.2: positive, at most 20 octets; random, so that two CAs with the same name do not //
        // collide.
        BigInteger serial = new BigInteger(127, RANDOM).add(BigInteger.ONE);
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer.name(),
                serial,
                Date.from(profile.notBefore()),
                Date.from(profile.notAfter()),
                profile.subject(),
                key);
        JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
        builder.addExtension(Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(key));
        if (issuer.certificate() != null) {
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    extensions.createAuthorityKeyIdentifier(issuer.certificate().getPublicKey()));
        }
        return builder;
    }

    private static ExtendedKeyUsage extendedKeyUsage(CertificateProfile profile) {
        return new ExtendedKeyUsage(profile.purposes().stream()
                .sorted()
                .map(purpose -> switch (purpose) {
                    case CLIENT_AUTH -> KeyPurposeId.id_kp_clientAuth;
                    case SERVER_AUTH -> KeyPurposeId.id_kp_serverAuth;
                })
                .toArray(KeyPurposeId[]::new));
    }

    private static GeneralNames alternativeNames(List<String> names) {
        return new GeneralNames(names.stream()
                .map(name ->
                        new GeneralName(IPAddress.isValid(name) ? GeneralName.iPAddress : GeneralName.dNSName, name))
                .toArray(GeneralName[]::new));
    }
}
