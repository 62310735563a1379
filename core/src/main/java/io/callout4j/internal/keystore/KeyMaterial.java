package io.callout4j.internal.keystore;

import io.callout4j.error.ClientCertificateException;
import io.callout4j.error.ClientCertificateException.Reason;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPrivateKeySpec;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.X509ObjectIdentifiers;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed448PrivateKeyParameters;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;
import org.jspecify.annotations.Nullable;

/**
 * A private key from a file. Finds out which certificate it belongs to, and converts it into a key of the JDK, the only kind that every
 * JSSE provider accepts.
 */
final class KeyMaterial {

    private static final Map<String, String> UNSUPPORTED = Map.of(
            "1.2.840.113549.1.3.1", "Diffie-Hellman",
            "1.3.101.110", "X25519",
            "1.3.101.111", "X448",
            "1.2.643.7.1.1.1.1", "GOST",
            "1.2.643.7.1.1.1.2", "GOST",
            "1.2.643.2.2.19", "GOST",
            "1.2.840.113549.1.1.7", "RSAES-OAEP");

    private static final Set<ASN1ObjectIdentifier> CURVES =
            Set.of(SECObjectIdentifiers.secp256r1, SECObjectIdentifiers.secp384r1, SECObjectIdentifiers.secp521r1);

    private static final String[] CURVE_NAMES = {"secp256r1", "secp384r1", "secp521r1"};

    private final PrivateKeyInfo info;
    private final PrivateKey key;
    private final byte[] publicBits;
    private final BigInteger modulus;

    private KeyMaterial(PrivateKeyInfo info, PrivateKey key, byte[] publicBits, BigInteger modulus) {
        this.info = info;
        this.key = key;
        this.publicBits = publicBits;
        this.modulus = modulus;
    }

    /**
     * Converts the key.
     *
     * @throws ClientCertificateException if TLS in Java does not support the algorithm, or the key is invalid
     */
    static KeyMaterial of(PrivateKeyInfo info, KeyStoreFileContext context) {
        ASN1ObjectIdentifier oid = info.getPrivateKeyAlgorithm().getAlgorithm();
        try {
            if (PKCSObjectIdentifiers.rsaEncryption.equals(oid)
                    || X509ObjectIdentifiers.id_ea_rsa.equals(oid)
                    || PKCSObjectIdentifiers.id_RSASSA_PSS.equals(oid)) {
                return rsa(info);
            }
            if (X9ObjectIdentifiers.id_ecPublicKey.equals(oid)) {
                return ec(info, context);
            }
            if (EdECObjectIdentifiers.id_Ed25519.equals(oid)) {
                byte[] seed =
                        ASN1OctetString.getInstance(info.parsePrivateKey()).getOctets();
                byte[] bits = new Ed25519PrivateKeyParameters(seed)
                        .generatePublicKey()
                        .getEncoded();
                return edwards(info, "Ed25519", bits);
            }
            if (EdECObjectIdentifiers.id_Ed448.equals(oid)) {
                byte[] seed =
                        ASN1OctetString.getInstance(info.parsePrivateKey()).getOctets();
                byte[] bits =
                        new Ed448PrivateKeyParameters(seed).generatePublicKey().getEncoded();
                return edwards(info, "Ed448", bits);
            }
        } catch (ClientCertificateException e) {
            throw e;
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // No cause: a parser's message about a private key may quote it.
            throw context.damaged("the private key in it is invalid");
        }
        if (X9ObjectIdentifiers.id_dsa.equals(oid)) {
            throw dsa(context);
        }
        throw unsupported(context, "uses the algorithm " + UNSUPPORTED.getOrDefault(oid.getId(), Parsing.shown(oid)));
    }

    /** What identifies the public half of a key; two RSA keys are the same whatever their algorithm identifiers say. */
    private record PublicId(ASN1ObjectIdentifier algorithm, ByteBuffer bits) {}

    /** Identifies the public half of this key. */
    Object publicId() {
        return modulus.signum() != 0
                ? new PublicId(PKCSObjectIdentifiers.rsaEncryption, ByteBuffer.wrap(modulus.toByteArray()))
                : new PublicId(info.getPrivateKeyAlgorithm().getAlgorithm(), ByteBuffer.wrap(publicBits));
    }

    /** The same for the key of a certificate: equal if this is the public half; null if it cannot be parsed, so is not the matching one. */
    static @Nullable Object publicId(PublicKey publicKey) {
        try {
            SubjectPublicKeyInfo spki = SubjectPublicKeyInfo.getInstance(publicKey.getEncoded());
            ASN1ObjectIdentifier algorithm = spki.getAlgorithm().getAlgorithm();
            if (PKCSObjectIdentifiers.rsaEncryption.equals(algorithm)
                    || X509ObjectIdentifiers.id_ea_rsa.equals(algorithm)
                    || PKCSObjectIdentifiers.id_RSASSA_PSS.equals(algorithm)) {
                BigInteger theirs =
                        RSAPublicKey.getInstance(spki.parsePublicKey()).getModulus();
                return new PublicId(PKCSObjectIdentifiers.rsaEncryption, ByteBuffer.wrap(theirs.toByteArray()));
            }
            return new PublicId(
                    algorithm, ByteBuffer.wrap(spki.getPublicKeyData().getOctets()));
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    /**
     * The JDK's key with the certificate's algorithm: a TLS stack requires an RSASSA-PSS key for an RSASSA-PSS certificate, but OpenSSL can
     * write the key of either as plain RSA.
     */
    PrivateKey keyFor(PublicKey publicKey, KeyStoreFileContext context) {
        if (modulus.signum() == 0 || publicKey.getAlgorithm().equals(key.getAlgorithm())) {
            return key;
        }
        try {
            SubjectPublicKeyInfo spki = SubjectPublicKeyInfo.getInstance(publicKey.getEncoded());
            return rsaKey(spki.getAlgorithm(), info);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw context.damaged("the parameters of the certificate's RSASSA-PSS key are invalid");
        }
    }

    private static KeyMaterial rsa(PrivateKeyInfo info) throws IOException, GeneralSecurityException {
        PrivateKey key = rsaKey(info.getPrivateKeyAlgorithm(), info);
        return new KeyMaterial(info, key, new byte[0], ((RSAPrivateKey) key).getModulus());
    }

    private static PrivateKey rsaKey(AlgorithmIdentifier algorithm, PrivateKeyInfo info)
            throws IOException, GeneralSecurityException {
        boolean pss = PKCSObjectIdentifiers.id_RSASSA_PSS.equals(algorithm.getAlgorithm());
        AlgorithmIdentifier kind =
                pss ? algorithm : new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
        var rsa = org.bouncycastle.asn1.pkcs.RSAPrivateKey.getInstance(info.parsePrivateKey());
        if (!pss && rsa.getVersion().signum() != 0) {
            // More than two primes (RFC 8017, 3.2): the JDK accepts such a key without its CRT parameters.
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(new RSAPrivateKeySpec(rsa.getModulus(), rsa.getPrivateExponent()));
        }
        return generate(pss ? "RSASSA-PSS" : "RSA", new PrivateKeyInfo(kind, rsa));
    }

    private static KeyMaterial ec(PrivateKeyInfo info, KeyStoreFileContext context)
            throws IOException, GeneralSecurityException {
        var parameters = info.getPrivateKeyAlgorithm().getParameters();
        ECPrivateKey ec = ECPrivateKey.getInstance(info.parsePrivateKey());
        var stated = parameters != null && !DERNull.INSTANCE.equals(parameters) ? parameters : ec.getParametersObject();
        ASN1ObjectIdentifier curve = namedCurve(stated);
        if (curve == null || !CURVES.contains(curve)) {
            throw unsupported(
                    context, "is on a curve (" + describeCurve(stated) + ") other than P-256, P-384, and P-521");
        }
        X9ECParameters domain = CustomNamedCurves.getByOID(curve);
        BigInteger secret = ec.getKey();
        if (secret.signum() <= 0 || secret.compareTo(domain.getN()) >= 0) {
            throw context.damaged("the private key in it is invalid");
        }
        byte[] point = new FixedPointCombMultiplier()
                .multiply(domain.getG(), secret)
                .normalize()
                .getEncoded(false);
        // Encoded again: the JDK accepts neither attributes nor version 2 nor a compressed point.
        var plain = new ECPrivateKey(domain.getN().bitLength(), secret);
        var reencoded = new PrivateKeyInfo(new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, curve), plain);
        return new KeyMaterial(reencoded, generate("EC", reencoded), point, BigIntegers.ZERO);
    }

    /** The object identifier of a curve, if it is named or if its parameters are those of a supported named curve. */
    private static @Nullable ASN1ObjectIdentifier namedCurve(@Nullable ASN1Encodable parameters) {
        if (parameters instanceof ASN1ObjectIdentifier oid) {
            return oid;
        }
        if (!(parameters instanceof ASN1Sequence sequence) || sequence.size() < 5) {
            return null;
        }
        for (String name : CURVE_NAMES) {
            X9ECParameters known = SECNamedCurves.getByName(name);
            if (known.toASN1Primitive() instanceof ASN1Sequence numbers
                    && numbers.getObjectAt(1).equals(sequence.getObjectAt(1))
                    && numbers.getObjectAt(4).equals(sequence.getObjectAt(4))) {
                return SECNamedCurves.getOID(name);
            }
        }
        return null;
    }

    private static String describeCurve(@Nullable ASN1Encodable parameters) {
        if (parameters instanceof ASN1ObjectIdentifier oid) {
            String name = ECNamedCurveTable.getName(oid);
            return name == null ? Parsing.shown(oid) : name;
        }
        return parameters == null ? "not specified" : "explicit parameters";
    }

    private static KeyMaterial edwards(PrivateKeyInfo info, String name, byte[] bits)
            throws IOException, GeneralSecurityException {
        var plain = new PrivateKeyInfo(
                new AlgorithmIdentifier(info.getPrivateKeyAlgorithm().getAlgorithm()), info.parsePrivateKey());
        return new KeyMaterial(plain, generate(name, plain), bits, BigIntegers.ZERO);
    }

    private static PrivateKey generate(String algorithm, PrivateKeyInfo info)
            throws IOException, GeneralSecurityException {
        byte[] encoded = info.getEncoded("DER");
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    private static ClientCertificateException dsa(KeyStoreFileContext context) {
        return context.refuse(
                Reason.UNSUPPORTED,
                "The private key in " + context.origin()
                        + " is a DSA key. TLS 1.3 has no DSA signatures (RFC 8446, appendix D.5), servers no longer accept"
                        + " them under TLS 1.2, and callout4j does not use them. Request a certificate for an RSA key"
                        + " (2048 bits or more) or an EC key on P-256.");
    }

    private static ClientCertificateException unsupported(KeyStoreFileContext context, String what) {
        return context.refuse(
                Reason.UNSUPPORTED,
                "The private key in " + context.origin() + " " + what
                        + ", which TLS in Java does not support for client certificates. Request a certificate for an"
                        + " RSA key (2048 bits or more) or an EC key on P-256.");
    }
}
