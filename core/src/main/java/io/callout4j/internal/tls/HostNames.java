package io.callout4j.internal.tls;

import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Verifies the names that the JDK does not support: those with an underscore. RFC 1123 section 2.1 does not allow them, but DNS does, and
 * CAs have issued certificates for them.
 */
final class HostNames {

    private static final int DNS_NAME = 2;

    private HostNames() {}

    /** Whether the JDK would reject the name whatever the certificate contains. */
    static boolean needsOwnCheck(String name) {
        return name.indexOf('_') >= 0;
    }

    /** Considers only subjectAltNames, and a wildcard only as the complete leftmost label (RFC 9525 section 6.3). */
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
        // "*.com" would match every domain in com.
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
