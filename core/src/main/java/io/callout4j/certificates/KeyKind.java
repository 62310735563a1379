package io.callout4j.certificates;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;

/** The kinds of key a certificate can be made for. Salesforce imports RSA only. */
public enum KeyKind {
    /** RSA with a modulus of 2048 bits. */
    RSA_2048("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4), "SHA256withRSA"),
    /** RSA with a modulus of 3072 bits. */
    RSA_3072("RSA", new RSAKeyGenParameterSpec(3072, RSAKeyGenParameterSpec.F4), "SHA256withRSA"),
    /** RSA with a modulus of 4096 bits. */
    RSA_4096("RSA", new RSAKeyGenParameterSpec(4096, RSAKeyGenParameterSpec.F4), "SHA256withRSA"),
    /** Elliptic curve NIST P-256. */
    EC_P256("EC", new ECGenParameterSpec("secp256r1"), "SHA256withECDSA"),
    /** Elliptic curve NIST P-384. */
    EC_P384("EC", new ECGenParameterSpec("secp384r1"), "SHA384withECDSA");

    private final String algorithm;

    @SuppressWarnings("ImmutableEnumChecker") // both kinds of specification used here are immutable
    private final AlgorithmParameterSpec parameters;

    private final String signatureAlgorithm;

    KeyKind(String algorithm, AlgorithmParameterSpec parameters, String signatureAlgorithm) {
        this.algorithm = algorithm;
        this.parameters = parameters;
        this.signatureAlgorithm = signatureAlgorithm;
    }

    KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(parameters);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK cannot make " + this + " keys.", e);
        }
    }

    /** The signature that a key of this kind makes as an issuer. */
    String signatureAlgorithm() {
        return signatureAlgorithm;
    }
}
