package io.callout4j.internal.tls;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate with its key and with any extensions, as other people's CAs issue them. */
public record TestCertificate(X509Certificate certificate, PrivateKey key) {

    /** What a certificate is to contain. For one certificate. */
    public static final class Draft {

        private static final AtomicLong SERIAL = new AtomicLong(1);

        private final String subject;
        private final Map<ASN1ObjectIdentifier, ASN1Encodable> extensions = new LinkedHashMap<>();
        private Instant begin = Instant.now().minus(Duration.ofDays(1));
        private Instant end = Instant.now().plus(Duration.ofDays(100));
        private String algorithm = "EC";
        private int bits = 256;
        private String digest = "SHA256";
        private KeyPair pair;

        private Draft(String subject) {
            this.subject = subject;
        }

        public Draft valid(Instant from, Instant to) {
            begin = from;
            end = to;
            return this;
        }

        public Draft rsa(int keyBits) {
            algorithm = "RSA";
            bits = keyBits;
            return this;
        }

        /** With the key of another certificate, as cross-signed CAs have it. */
        public Draft keyOf(TestCertificate other) {
            pair = new KeyPair(other.certificate.getPublicKey(), other.key);
            return this;
        }

        /** The digest of the signature of this certificate. */
        public Draft digest(String name) {
            digest = name;
            return this;
        }

        public Draft purpose(KeyPurposeId... purposes) {
            return with(Extension.extendedKeyUsage, new ExtendedKeyUsage(purposes));
        }

        public Draft permitted(GeneralName... names) {
            return with(Extension.nameConstraints, new NameConstraints(subtrees(names), null));
        }

        public Draft excluded(GeneralName... names) {
            return with(Extension.nameConstraints, new NameConstraints(null, subtrees(names)));
        }

        private static GeneralSubtree[] subtrees(GeneralName... names) {
            GeneralSubtree[] subtrees = new GeneralSubtree[names.length];
            for (int i = 0; i < names.length; i++) {
                subtrees[i] = new GeneralSubtree(names[i]);
            }
            return subtrees;
        }

        public Draft names(GeneralName... names) {
            return with(Extension.subjectAlternativeName, new GeneralNames(names));
        }

        /** Content that is not what the extension should contain. */
        public Draft withBroken(ASN1ObjectIdentifier extension) {
            return with(extension, new DEROctetString(new byte[] {1, 2, 3}));
        }

        private Draft with(ASN1ObjectIdentifier extension, ASN1Encodable value) {
            extensions.put(extension, value);
            return this;
        }

        public TestCertificate selfSigned() {
            return signedBy(null);
        }

        public TestCertificate signedBy(TestCertificate issuer) {
            try {
                if (pair == null) {
                    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
                    generator.initialize(bits);
                    pair = generator.generateKeyPair();
                }
                X500Principal name = new X500Principal(subject);
                PrivateKey signer = issuer == null ? pair.getPrivate() : issuer.key;
                JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                        issuer == null ? name : issuer.certificate.getSubjectX500Principal(),
                        BigInteger.valueOf(SERIAL.getAndIncrement()),
                        Date.from(begin),
                        Date.from(end),
                        name,
                        pair.getPublic());
                for (Map.Entry<ASN1ObjectIdentifier, ASN1Encodable> each : extensions.entrySet()) {
                    boolean critical = each.getKey().equals(Extension.nameConstraints)
                            || each.getKey().equals(Extension.basicConstraints);
                    builder.addExtension(each.getKey(), critical, each.getValue());
                }
                String signature = digest + "with" + (signer.getAlgorithm().equals("EC") ? "ECDSA" : "RSA");
                return new TestCertificate(
                        new JcaX509CertificateConverter()
                                .getCertificate(builder.build(new JcaContentSignerBuilder(signature).build(signer))),
                        pair.getPrivate());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    public static Draft authority(String subject) {
        return new Draft(subject).with(Extension.basicConstraints, new BasicConstraints(true));
    }

    public static Draft server(String subject, String... dnsNames) {
        Draft draft = new Draft(subject);
        if (dnsNames.length == 0) {
            return draft;
        }
        GeneralName[] names = new GeneralName[dnsNames.length];
        for (int i = 0; i < dnsNames.length; i++) {
            names[i] = dns(dnsNames[i]);
        }
        return draft.names(names);
    }

    public static GeneralName dns(String name) {
        return new GeneralName(GeneralName.dNSName, name);
    }
}
