package io.callout4j.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.crypto.util.PBKDF2Config;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.pkcs.PKCS12MacCalculatorBuilder;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCS12PfxPduBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.bc.BcPKCS12MacCalculatorBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;

/** Creates PKCS#12 files part by part, including some that no tool would create. */
final class Pkcs12Files {

    static final char[] PASSWORD = "secret".toCharArray();

    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();

    private final PKCS12PfxPduBuilder pfx = new PKCS12PfxPduBuilder();
    private final List<PKCS12SafeBag> certificates = new ArrayList<>();
    private ASN1ObjectIdentifier keyScheme = NISTObjectIdentifiers.id_aes256_CBC;
    private ASN1ObjectIdentifier certificateScheme = NISTObjectIdentifiers.id_aes256_CBC;
    private AlgorithmIdentifier prf =
            new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE);
    private int iterations = 1000;

    Pkcs12Files scheme(ASN1ObjectIdentifier cipher, ASN1ObjectIdentifier function) {
        keyScheme = cipher;
        certificateScheme = cipher;
        prf = new AlgorithmIdentifier(function, DERNull.INSTANCE);
        return this;
    }

    Pkcs12Files iterations(int count) {
        iterations = count;
        return this;
    }

    Pkcs12Files key(Certificates.Holder holder, String name) {
        return key(holder, name, PASSWORD);
    }

    Pkcs12Files key(Certificates.Holder holder, String name, char[] password) {
        try {
            PrivateKeyInfo info =
                    PrivateKeyInfo.getInstance(holder.keys().getPrivate().getEncoded());
            var bag = new PKCS12SafeBagBuilder(info, encryptor(keyScheme, password));
            if (name != null) {
                bag.addBagAttribute(PKCS12SafeBag.friendlyNameAttribute, new DERBMPString(name));
            }
            pfx.addData(bag.build());
            return this;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    Pkcs12Files certificates(X509Certificate... several) {
        try {
            for (X509Certificate certificate : several) {
                certificates.add(new PKCS12SafeBagBuilder(new JcaX509CertificateHolder(certificate)).build());
            }
            return this;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] build() {
        return build(new BcPKCS12MacCalculatorBuilder().setIterationCount(iterations), PASSWORD);
    }

    byte[] build(PKCS12MacCalculatorBuilder mac, char[] password) {
        try {
            if (!certificates.isEmpty()) {
                pfx.addEncryptedData(
                        encryptor(certificateScheme, PASSWORD), certificates.toArray(PKCS12SafeBag[]::new));
            }
            PKCS12PfxPdu built = pfx.build(mac, password);
            return built.getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private OutputEncryptor encryptor(ASN1ObjectIdentifier scheme, char[] password) throws Exception {
        var builder = new JcePKCSPBEOutputEncryptorBuilder(scheme).setProvider(PROVIDER);
        if (!scheme.getId().startsWith("1.2.840.113549.1.12")) {
            builder = new JcePKCSPBEOutputEncryptorBuilder(
                            new PBKDF2Config.Builder()
                                    .withIterationCount(iterations)
                                    .withPRF(prf)
                                    .withSaltLength(16)
                                    .build(),
                            scheme)
                    .setProvider(PROVIDER);
        } else {
            builder.setIterationCount(iterations);
        }
        return builder.build(password);
    }
}
