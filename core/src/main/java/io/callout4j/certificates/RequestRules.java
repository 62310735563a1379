package io.callout4j.certificates;

import io.callout4j.error.CalloutConfigurationException;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;

/** What an authority signs: keys that servers still take (CA/Browser Forum, Baseline Requirements 6.1.5). */
final class RequestRules {

    private static final int FEWEST_BITS = 2048;

    private RequestRules() {}

    static void check(CertificateRequest request) {
        if (request.subject().getName().isEmpty()) {
            throw new CalloutConfigurationException(
                    "The request names nobody: its subject is empty. Make it again with a subject, such as CN=Contoso_SF.");
        }
        PublicKey key = request.publicKey();
        if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < FEWEST_BITS) {
            throw new CalloutConfigurationException("The request for "
                    + request.subject().getName() + " has an RSA key of "
                    + rsa.getModulus().bitLength() + " bits, which servers refuse. Make it again with " + FEWEST_BITS
                    + " bits or more.");
        }
    }
}
