package io.callout4j.certificates;

import io.callout4j.internal.libraries.BouncyCastle;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.MacData;
import org.bouncycastle.asn1.pkcs.PKCS12PBEParams;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.crypto.ExtendedDigest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.MacCalculator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCS12PfxPduBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfoBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.bc.BcPKCS12MacCalculatorBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;

/**
 * Writes PKCS#12 (RFC 7292) with Bouncy Castle instead of the JDK, because JDK 17 does not support non-ASCII passwords, and writes legacy
 * encryption only if this is set for the entire JVM.
 */
final class Pkcs12Writer {

    /** How a file is protected. */
    enum Strength {
        /** PBES2 with AES-256 and PBKDF2, HMAC with SHA-256: what the JDK and OpenSSL 3 write by default. */
        CURRENT(10_000),
        /** Triple DES for keys and certificates, HMAC with SHA-1: what Windows before 1709 and old appliances read. */
        LEGACY(2_048);

        private final int iterations;

        Strength(int iterations) {
            this.iterations = iterations;
        }

        OutputEncryptor encryptor(char[] password) {
            try {
                JcePKCSPBEOutputEncryptorBuilder builder = this == CURRENT
                        ? new JcePKCSPBEOutputEncryptorBuilder(NISTObjectIdentifiers.id_aes256_CBC)
                                .setPRF(new AlgorithmIdentifier(
                                        PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE))
                        : new JcePKCSPBEOutputEncryptorBuilder(PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC);
                return builder.setIterationCount(iterations)
                        .setProvider(Own.BOUNCY_CASTLE)
                        .build(password);
            } catch (OperatorCreationException e) {
                throw new IllegalStateException("Bouncy Castle does not support the strength " + this + ".", e);
            }
        }

        BcPKCS12MacCalculatorBuilder mac() {
            ExtendedDigest digest = this == CURRENT ? new SHA256Digest() : new SHA1Digest();
            ASN1ObjectIdentifier oid = this == CURRENT ? NISTObjectIdentifiers.id_sha256 : OIWObjectIdentifiers.idSHA1;
            return new BcPKCS12MacCalculatorBuilder(digest, new AlgorithmIdentifier(oid, DERNull.INSTANCE))
                    .setIterationCount(iterations);
        }
    }

    /** X.520's description, for the label. */
    static final String LABEL = "2.5.4.13";

    /** The library's own, derived from a UUID (ITU-T X.667): the private key must not be exported. */
    static final String NOT_EXPORTABLE = "2.25.147680204633013146839383100379424139732";

    /** The library's own, as above: the certificate is temporary until the requested one is imported. */
    static final String AWAITING_SIGNATURE = "2.25.257495891609170050266102418678586992661";

    /** Used as an instance and never registered. */
    private static final class Own {
        private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();
    }

    private Pkcs12Writer() {}

    static byte[] write(List<StoreEntry> entries, char[] password, Strength strength) {
        return BouncyCastle.using(() -> written(entries, password, strength));
    }

    private static byte[] written(List<StoreEntry> entries, char[] password, Strength strength) {
        try {
            PKCS12PfxPduBuilder builder = new PKCS12PfxPduBuilder();
            List<PKCS12SafeBag> certificates = certificateBags(entries);
            if (!certificates.isEmpty()) {
                builder.addEncryptedData(strength.encryptor(password), certificates.toArray(new PKCS12SafeBag[0]));
            }
            for (StoreEntry entry : entries) {
                builder.addData(keyBag(entry, strength.encryptor(password)));
            }
            return sealed(builder.build(null, password), strength.mac(), password);
        } catch (IOException | PKCSException | GeneralSecurityException e) {
            throw new IllegalStateException("Bouncy Castle could not write a PKCS#12 key store.", e);
        }
    }

    /**
     * The builder writes BER with indefinite lengths, which old readers do not support: this encodes everything as DER and calculates the
     * MAC over that.
     */
    private static byte[] sealed(PKCS12PfxPdu unsealed, BcPKCS12MacCalculatorBuilder builder, char[] password)
            throws IOException {
        ASN1OctetString safes = ASN1OctetString.getInstance(
                unsealed.toASN1Structure().getAuthSafe().getContent());
        byte[] content = ASN1Primitive.fromByteArray(safes.getOctets()).getEncoded(ASN1Encoding.DER);
        MacCalculator calculator = builder.build(password);
        try (OutputStream out = calculator.getOutputStream()) {
            out.write(content);
        }
        PKCS12PBEParams parameters =
                PKCS12PBEParams.getInstance(calculator.getAlgorithmIdentifier().getParameters());
        MacData mac = new MacData(
                new DigestInfo(builder.getDigestAlgorithmIdentifier(), calculator.getMac()),
                parameters.getIV(),
                parameters.getIterations().intValueExact());
        ContentInfo info = new ContentInfo(PKCSObjectIdentifiers.data, new DEROctetString(content));
        return new Pfx(info, mac).getEncoded(ASN1Encoding.DER);
    }

    /** An encrypted private key (PKCS#8). */
    static byte[] encryptedKey(PrivateKeyInfo key, char[] password) {
        try {
            return new PKCS8EncryptedPrivateKeyInfoBuilder(key)
                    .build(Strength.CURRENT.encryptor(password))
                    .getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("Bouncy Castle could not write an encrypted private key.", e);
        }
    }

    private static PKCS12SafeBag keyBag(StoreEntry entry, OutputEncryptor encryptor)
            throws IOException, GeneralSecurityException {
        PKCS12SafeBagBuilder bag = new JcaPKCS12SafeBagBuilder(entry.privateKey(), encryptor);
        name(bag, entry);
        if (!entry.label().equals(entry.name())) {
            bag.addBagAttribute(new ASN1ObjectIdentifier(LABEL), new DERUTF8String(entry.label()));
        }
        if (!entry.exportable()) {
            bag.addBagAttribute(new ASN1ObjectIdentifier(NOT_EXPORTABLE), ASN1Boolean.TRUE);
        }
        if (entry.awaitingSignature()) {
            bag.addBagAttribute(new ASN1ObjectIdentifier(AWAITING_SIGNATURE), ASN1Boolean.TRUE);
        }
        return bag.build();
    }

    /** Each leaf with the name of its entry; issuers that several entries share only once. */
    private static List<PKCS12SafeBag> certificateBags(List<StoreEntry> entries)
            throws IOException, GeneralSecurityException {
        List<PKCS12SafeBag> bags = new ArrayList<>();
        Set<X509Certificate> written = new HashSet<>();
        for (StoreEntry entry : entries) {
            X509Certificate leaf = entry.certificates().get(0);
            PKCS12SafeBagBuilder bag = new JcaPKCS12SafeBagBuilder(leaf);
            name(bag, entry);
            bags.add(bag.build());
            written.add(leaf);
        }
        for (StoreEntry entry : entries) {
            for (X509Certificate issuer : entry.certificates()) {
                if (written.add(issuer)) {
                    bags.add(new JcaPKCS12SafeBagBuilder(issuer).build());
                }
            }
        }
        return bags;
    }

    private static void name(PKCS12SafeBagBuilder bag, StoreEntry entry) throws GeneralSecurityException {
        bag.addBagAttribute(PKCSObjectIdentifiers.pkcs_9_at_friendlyName, new DERBMPString(entry.name()));
        bag.addBagAttribute(PKCSObjectIdentifiers.pkcs_9_at_localKeyId, new DEROctetString(localKeyId(entry)));
    }

    /** Includes the name: two entries with the same certificate must not become one. */
    private static byte[] localKeyId(StoreEntry entry) throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-1");
        digest.update(entry.certificates().get(0).getEncoded());
        digest.update(entry.name().getBytes(StandardCharsets.UTF_8));
        return digest.digest();
    }
}
