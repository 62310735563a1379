package io.callout4j.cli.console;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Algorithm and size of a public key.
 *
 * @param algorithm {@code RSA}, {@code RSASSA-PSS}, {@code EC}, {@code Ed25519}, {@code Ed448}, or the name the JDK gives it
 * @param bits its size, or null if the algorithm does not define one
 */
public record PublicKeyFacts(String algorithm, @Nullable Integer bits) {

    /** RFC 8032 encodes these keys in 32 and 57 bytes. */
    private static final Map<String, Integer> EDWARDS = Map.of("Ed25519", 256, "Ed448", 456);

    /**
     * {@return the facts of a key}
     *
     * @param key the key
     */
    public static PublicKeyFacts of(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            return new PublicKeyFacts(key.getAlgorithm(), rsa.getModulus().bitLength());
        }
        if (key instanceof ECPublicKey ec) {
            return new PublicKeyFacts("EC", ec.getParams().getCurve().getField().getFieldSize());
        }
        String name = key instanceof EdECPublicKey edwards ? edwards.getParams().getName() : key.getAlgorithm();
        return new PublicKeyFacts(name, EDWARDS.get(name));
    }

    /**
     * {@return algorithm and size for people, such as {@code RSA 2048}}
     */
    public String text() {
        return bits == null ? algorithm : algorithm + " " + bits;
    }
}
