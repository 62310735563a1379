package io.callout4j.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.misc.ScryptParams;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.EncryptedData;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCS12PBEParams;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;

/** Small PKCS#12 files that no tool would create, built from their ASN.1; and PEM text with many entries. */
final class HostilePkcs12 {

    private static final byte[] SALT = {1, 2, 3, 4, 5, 6, 7, 8};
    private static final ASN1Encodable NO_CONTENT = new DERSequence();

    private HostilePkcs12() {}

    /** A file without entries whose MAC is PBMAC1. */
    static byte[] pbmac1(ASN1ObjectIdentifier function, int keyLength, int iterations) {
        var prf = new AlgorithmIdentifier(function, DERNull.INSTANCE);
        var derivation = new AlgorithmIdentifier(
                PKCSObjectIdentifiers.id_PBKDF2, new PBKDF2Params(SALT, iterations, keyLength, prf));
        var algorithm = new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBMAC1, sequence(derivation, prf));
        return pfx(new ASN1Integer(3), NO_CONTENT, macData(algorithm, 1));
    }

    /** A file without entries whose MAC is that of RFC 7292. */
    static byte[] mac(ASN1ObjectIdentifier hash, int iterations) {
        return pfx(
                new ASN1Integer(3), NO_CONTENT, macData(new AlgorithmIdentifier(hash, DERNull.INSTANCE), iterations));
    }

    /** A file without a MAC that contains only an encrypted part. */
    static byte[] encrypted(ASN1ObjectIdentifier scheme, int iterations) {
        return encrypted(new AlgorithmIdentifier(scheme, new PKCS12PBEParams(SALT, iterations)));
    }

    /** A file with several encrypted parts. */
    static byte[] encryptedParts(int parts, int iterations) {
        var scheme = new AlgorithmIdentifier(
                PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC, new PKCS12PBEParams(SALT, iterations));
        var data = new EncryptedData(PKCSObjectIdentifiers.data, scheme, new DEROctetString(new byte[48]));
        ASN1EncodableVector all = new ASN1EncodableVector();
        for (int i = 0; i < parts; i++) {
            all.add(new ContentInfo(PKCSObjectIdentifiers.encryptedData, data));
        }
        return pfx(new ASN1Integer(3), new DERSequence(all), null);
    }

    static byte[] scrypt(int n, int r, int p) {
        var function = new org.bouncycastle.asn1.pkcs.KeyDerivationFunc(
                MiscObjectIdentifiers.id_scrypt, new ScryptParams(SALT, n, r, p));
        var cipher = new org.bouncycastle.asn1.pkcs.EncryptionScheme(
                NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(new byte[16]));
        return encrypted(
                new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2, new PBES2Parameters(function, cipher)));
    }

    private static byte[] encrypted(AlgorithmIdentifier scheme) {
        var data = new EncryptedData(PKCSObjectIdentifiers.data, scheme, new DEROctetString(new byte[48]));
        return pfx(new ASN1Integer(3), sequence(new ContentInfo(PKCSObjectIdentifiers.encryptedData, data)), null);
    }

    /** A file whose version is a number of so many bytes. */
    static byte[] version(int bytes) {
        byte[] large = new byte[bytes];
        Arrays.fill(large, (byte) 0x55);
        return pfx(new ASN1Integer(new BigInteger(large)), NO_CONTENT, null);
    }

    /** Almost as long as Bouncy Castle reads. */
    static ASN1ObjectIdentifier longObjectIdentifier() {
        return new ASN1ObjectIdentifier("1.2" + ".1234567".repeat(1000));
    }

    /** Certificates that differ in their serial numbers. */
    static String pem(int count) {
        byte[] der;
        try {
            der = Certificates.named("Someone").build().certificate().getEncoded();
        } catch (java.security.cert.CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
        StringBuilder pem = new StringBuilder();
        for (int i = 0; i < count; i++) {
            // The end of the signature, which nobody verifies.
            der[der.length - 1] = (byte) i;
            der[der.length - 2] = (byte) (i >> 8);
            pem.append(block("CERTIFICATE", der));
        }
        return pem.toString();
    }

    /** A private key several times. */
    static String keys(int times) {
        return block("PRIVATE KEY", Certificates.ec("secp256r1").getPrivate().getEncoded())
                .repeat(times);
    }

    private static String block(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + label
                + "-----\n";
    }

    private static ASN1Encodable macData(AlgorithmIdentifier algorithm, int iterations) {
        return sequence(new DigestInfo(algorithm, new byte[20]), new DEROctetString(SALT), new ASN1Integer(iterations));
    }

    private static byte[] pfx(ASN1Integer version, ASN1Encodable safes, ASN1Encodable mac) {
        try {
            var content = new DEROctetString(safes.toASN1Primitive().getEncoded(ASN1Encoding.DER));
            ASN1EncodableVector parts = new ASN1EncodableVector();
            parts.add(version);
            parts.add(sequence(PKCSObjectIdentifiers.data, new DERTaggedObject(true, 0, content)));
            if (mac != null) {
                parts.add(mac);
            }
            return new DERSequence(parts).getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DERSequence sequence(ASN1Encodable... elements) {
        return new DERSequence(elements);
    }
}
