package io.callout4j.cli.console;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What kind of key a certificate is for.
 *
 * @param algorithm {@code RSA}, {@code RSASSA-PSS}, {@code EC}, {@code Ed25519}, {@code Ed448}, or what the JDK calls it
 * @param bits its size, or null where the algorithm tells none
 */
public record PublicKeyFacts(String algorithm, @Nullable Integer bits) {

    /** The encoded keys of RFC 8032 have 32 and 57 bytes. */
    private static final Map<String, Integer> EDWARDS = Map.of("Ed25519", 256, "Ed448", 456);

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
}
