package io.callout4j.certificates;

import io.callout4j.error.CalloutConfigurationException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;

/** The kinds of keys for certificates. Salesforce imports only RSA keys. */
public enum KeyKind {
    /** RSA with a modulus of 2048 bits. */
    RSA_2048("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4)),
    /** RSA with a modulus of 3072 bits. */
    RSA_3072("RSA", new RSAKeyGenParameterSpec(3072, RSAKeyGenParameterSpec.F4)),
    /** RSA with a modulus of 4096 bits. */
    RSA_4096("RSA", new RSAKeyGenParameterSpec(4096, RSAKeyGenParameterSpec.F4)),
    /** Elliptic curve NIST P-256. */
    EC_P256("EC", new ECGenParameterSpec("secp256r1")),
    /** Elliptic curve NIST P-384. */
    EC_P384("EC", new ECGenParameterSpec("secp384r1"));

    private final String algorithm;

    @SuppressWarnings("ImmutableEnumChecker") // both kinds of specification used here are immutable
    private final AlgorithmParameterSpec parameters;

    KeyKind(String algorithm, AlgorithmParameterSpec parameters) {
        this.algorithm = algorithm;
        this.parameters = parameters;
    }

    KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(parameters);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK cannot generate " + this + " keys.", e);
        }
    }

    /** The kind of a key, or RSA 2048 if it is not one of these kinds. */
    static KeyKind like(PublicKey key) {
        if (key instanceof ECPublicKey ec) {
            return ec.getParams().getCurve().getField().getFieldSize() <= 256 ? EC_P256 : EC_P384;
        }
        if (key instanceof RSAPublicKey rsa) {
            int bits = rsa.getModulus().bitLength();
            return bits <= 2048 ? RSA_2048 : bits <= 3072 ? RSA_3072 : RSA_4096;
        }
        return RSA_2048;
    }

    /** The signature algorithm for a key: with SHA-256 if its size allows, because old servers support no other digest with RSA. */
    static String signatureAlgorithm(PublicKey key) {
        if (key instanceof ECPublicKey ec) {
            int bits = ec.getParams().getCurve().getField().getFieldSize();
            return bits <= 256 ? "SHA256withECDSA" : bits <= 384 ? "SHA384withECDSA" : "SHA512withECDSA";
        }
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EdDSA", "Ed25519", "Ed448" ->
                key instanceof EdECPublicKey edwards ? edwards.getParams().getName() : key.getAlgorithm();
            default ->
                throw new CalloutConfigurationException("Signing requests or certificates with a " + key.getAlgorithm()
                        + " key is not supported. Use an RSA or EC key.");
        };
    }
}
