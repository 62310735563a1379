package io.callout4j.internal.pki;

import io.callout4j.internal.text.ForeignText;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether keys and signatures are strong enough by current standards. */
public final class CertificateStrength {

    private static final int RSA_BITS = 2048;
    private static final int EC_BITS = 224;

    private CertificateStrength() {}

    /** The size of a key, or 0 if it is not measured in bits. */
    public static int bits(PublicKey key) {
        return key instanceof RSAPublicKey rsa
                ? rsa.getModulus().bitLength()
                : key instanceof ECPublicKey ec ? ec.getParams().getOrder().bitLength() : 0;
    }

    /**
     * What is weak about a certificate by current standards (RSA below 2048 bits, EC below 224, MD5, SHA-1), or null. A root's signature on
     * itself does not matter.
     */
    public static @Nullable String weakness(X509Certificate certificate) {
        PublicKey key = certificate.getPublicKey();
        int bits = bits(key);
        String name = "\"" + ForeignText.name(certificate.getSubjectX500Principal()) + "\"";
        if (bits != 0 && bits < (key instanceof RSAPublicKey ? RSA_BITS : EC_BITS)) {
            return "the key of " + name + " has " + bits + " bits";
        }
        String signature = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        boolean outdated =
                signature.startsWith("MD") || signature.startsWith("SHA1WITH") || signature.startsWith("SHA1 ");
        return outdated && !CertificateChain.isSelfSigned(certificate)
                ? name + " is signed with " + certificate.getSigAlgName()
                : null;
    }
}
