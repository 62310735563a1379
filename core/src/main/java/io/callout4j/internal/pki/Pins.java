package io.callout4j.internal.pki;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.internal.text.Fingerprint;
import io.callout4j.internal.text.ForeignText;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pins: SHA-256 over a certificate's SubjectPublicKeyInfo, written {@code sha256/BASE64} (RFC 7469 section 2.4). */
public final class Pins {

    private static final int DIGEST = 32;
    /** curl uses two slashes, most others one. */
    private static final Pattern PIN = Pattern.compile("sha256//?([A-Za-z0-9+/]+={0,2})");

    private Pins() {}

    public static String normalize(String pin) {
        Matcher matcher = PIN.matcher(pin.strip());
        if (matcher.matches()) {
            try {
                byte[] digest = Base64.getDecoder().decode(matcher.group(1));
                if (digest.length == DIGEST) {
                    return text(digest);
                }
            } catch (IllegalArgumentException e) {
                // Reported below.
            }
        }
        throw new CalloutConfigurationException("\"" + ForeignText.printable(pin)
                + "\" is not a pin. A pin is sha256/ followed by the base64-encoded SHA-256 digest of a certificate's"
                + " public key (SubjectPublicKeyInfo).");
    }

    public static String of(X509Certificate certificate) {
        return text(Fingerprint.sha256().digest(certificate.getPublicKey().getEncoded()));
    }

    private static String text(byte[] digest) {
        return "sha256/" + Base64.getEncoder().encodeToString(digest);
    }

    public static boolean match(Collection<String> pins, TrustPath path) {
        return path.all().stream().anyMatch(certificate -> pins.contains(of(certificate)));
    }
}
