package io.callout4j.certificates;

import io.callout4j.error.CalloutConfigurationException;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;

/** What a CA signs: keys that servers still accept (CA/Browser Forum, Baseline Requirements 6.1.5). */
final class RequestRules {

    private static final int MIN_BITS = 2048;

    private RequestRules() {}

    static void check(CertificateRequest request) {
        if (request.subject().getName().isEmpty()) {
            throw new CalloutConfigurationException(
                    "The subject of the request is empty. Create the request again with a subject, such as"
                            + " CN=Contoso_SF.");
        }
        PublicKey key = request.publicKey();
        if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < MIN_BITS) {
            throw new CalloutConfigurationException("The request for "
                    + request.subject().getName() + " has an RSA key of "
                    + rsa.getModulus().bitLength() + " bits, which servers reject. Create it again with " + MIN_BITS
                    + " bits or more.");
        }
    }
}
