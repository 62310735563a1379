package io.callout4j.identity;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Creates certificates while a test runs. They are valid around {@link #NOW}. */
final class Certificates {

    static final Instant NOW = Instant.parse("2030-06-15T12:00:00Z");

    private static final AtomicLong SERIALS = new AtomicLong(0xC0FFEE);

    private Certificates() {}

    /** A key with its certificate. */
    record Holder(KeyPair keys, X509Certificate certificate) {}

    static KeyPair ec(String curve) {
        return generate("EC", new ECGenParameterSpec(curve));
    }

    static KeyPair rsa(int bits) {
        return generate("RSA", new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4));
    }

    static Holder root(String name) {
        return new Builder(name).ca().build();
    }

    static Holder leaf(String name, Holder issuer) {
        return new Builder(name).issuer(issuer).build();
    }

    static Builder named(String name) {
        return new Builder(name);
    }

    private static KeyPair generate(String algorithm, AlgorithmParameterSpec parameters) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(parameters);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static final class Builder {

        private final X500Name subject;
        private KeyPair keys;
        private Holder issuer;
        private Instant from = NOW.minus(Duration.ofDays(400));
        private Instant until = NOW.plus(Duration.ofDays(400));
        private String signature = "SHA256withECDSA";
        private final java.util.List<Consumer<JcaX509v3CertificateBuilder>> extensions = new java.util.ArrayList<>();

        Builder(String name) {
            this.subject = new X500Name("CN=" + name);
        }

        Builder keys(KeyPair pair) {
            keys = pair;
            signature = pair.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : signature;
            return this;
        }

        Builder issuer(Holder holder) {
            issuer = holder;
            return this;
        }

        Builder valid(Instant start, Instant end) {
            from = start;
            until = end;
            return this;
        }

        Builder daysLeft(long days) {
            until = NOW.plus(days, ChronoUnit.DAYS);
            return this;
        }

        Builder signedWith(String algorithm) {
            signature = algorithm;
            return this;
        }

        Builder ca() {
            return extension(Extension.basicConstraints, new BasicConstraints(true));
        }

        Builder usage(int bits) {
            return extension(Extension.keyUsage, new KeyUsage(bits));
        }

        Builder purpose(KeyPurposeId... purposes) {
            return extension(Extension.extendedKeyUsage, new ExtendedKeyUsage(purposes));
        }

        private Builder extension(ASN1ObjectIdentifier oid, ASN1Encodable value) {
            extensions.add(builder -> {
                try {
                    builder.addExtension(oid, true, value);
                } catch (CertIOException e) {
                    throw new IllegalStateException(e);
                }
            });
            return this;
        }

        Holder build() {
            try {
                KeyPair own = keys != null ? keys : ec("secp256r1");
                X500Name issuerName = issuer == null
                        ? subject
                        : X500Name.getInstance(
                                issuer.certificate().getSubjectX500Principal().getEncoded());
                var builder = new JcaX509v3CertificateBuilder(
                        issuerName,
                        BigInteger.valueOf(SERIALS.incrementAndGet()),
                        Date.from(from),
                        Date.from(until),
                        subject,
                        own.getPublic());
                extensions.forEach(extension -> extension.accept(builder));
                var signer = new JcaContentSignerBuilder(signature)
                        .build(issuer == null ? own.getPrivate() : issuer.keys().getPrivate());
                return new Holder(own, new JcaX509CertificateConverter().getCertificate(builder.build(signer)));
            } catch (GeneralSecurityException | OperatorCreationException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
