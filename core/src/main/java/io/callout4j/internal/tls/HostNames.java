package io.callout4j.internal.tls;

import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Verifies the names that the JDK gives up on: those with an underscore. RFC 1123 section 2.1 has none, DNS has plenty, and
 * authorities have issued certificates for them.
 */
final class HostNames {

    private static final int DNS_NAME = 2;

    private HostNames() {}

    /** Whether the JDK would refuse the name whatever the certificate says. */
    static boolean leftToUs(String name) {
        return name.indexOf('_') >= 0;
    }

    /** Only subjectAltNames count, and a wild card only as the whole of the leftmost label (RFC 6125 section 6.4). */
    static void verify(String name, X509Certificate certificate) throws CertificateException {
        for (String pattern : dnsNames(certificate)) {
            if (matches(name.toLowerCase(Locale.ROOT), pattern.toLowerCase(Locale.ROOT))) {
                return;
            }
        }
        throw new HostNameMismatchException(
                new CertificateException("No subject alternative DNS name matching " + name + " found."));
    }

    private static boolean matches(String name, String pattern) {
        if (!pattern.startsWith("*.")) {
            return pattern.equals(name);
        }
        String rest = pattern.substring(1);
        int dot = name.indexOf('.');
        // "*.com" would be for half the world.
        return dot > 0 && rest.indexOf('.', 1) > 0 && name.substring(dot).equals(rest);
    }

    private static List<String> dnsNames(X509Certificate certificate) throws CertificateParsingException {
        Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
        return alternatives == null
                ? List.of()
                : alternatives.stream()
                        .filter(each -> each.get(0).equals(DNS_NAME))
                        .map(each -> String.valueOf(each.get(1)))
                        .toList();
    }
}
