package io.callout4j.internal.tls;

import io.callout4j.internal.net.Endpoint;
import io.callout4j.internal.pki.CertificateNames;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Verifies host names by RFC 9525, after the JDK, which accepts wildcards anywhere in a name. For names with an underscore it is the only
 * check: RFC 1123 section 2.1 does not allow them, so the JDK rejects them, but DNS allows them, and CAs have issued certificates for them.
 */
final class HostNames {

    private static final int DNS_NAME = 2;
    private static final int ADDRESS = 7;

    private HostNames() {}

    /** Whether the JDK would reject the name whatever the certificate contains. */
    static boolean needsOwnCheck(String name) {
        return name.indexOf('_') >= 0;
    }

    /**
     * Considers subjectAltNames, and a wildcard only as the complete leftmost label (RFC 9525 section 6.3). The common name counts only if
     * there are no subjectAltNames of any type, and not for an address: old appliances have such certificates.
     */
    static void verify(String name, X509Certificate certificate) throws CertificateException {
        boolean matches;
        if (Endpoint.isAddress(name)) {
            matches = alternatives(certificate, ADDRESS).anyMatch(address -> sameAddress(name, address));
        } else if (CertificateNames.hasAlternatives(certificate)) {
            matches = alternatives(certificate, DNS_NAME).anyMatch(pattern -> matches(name, pattern));
        } else {
            String common = CertificateNames.commonName(certificate);
            matches = common != null && !needsOwnCheck(name) && matches(name, common);
        }
        if (!matches) {
            // The JDK's words, which people search for.
            throw new HostNameMismatchException(new CertificateException(
                    Endpoint.isAddress(name)
                            ? "No subject alternative names matching IP address " + name + " found"
                            : "No subject alternative DNS name matching " + name + " found."));
        }
    }

    private static boolean matches(String host, String certificateName) {
        String name = withoutRoot(host.toLowerCase(Locale.ROOT));
        String pattern = certificateName.toLowerCase(Locale.ROOT);
        if (!pattern.startsWith("*.")) {
            return pattern.equals(name);
        }
        String rest = pattern.substring(1);
        int dot = name.indexOf('.');
        // "*.com" would match every domain in com.
        return dot > 0 && rest.indexOf('.', 1) > 0 && name.substring(dot).equals(rest);
    }

    /** Without the dot of the DNS root, which certificates do not have. */
    private static String withoutRoot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    /** Both are literals, so nothing is looked up. */
    private static boolean sameAddress(String one, String other) {
        try {
            return InetAddress.getByName(one).equals(InetAddress.getByName(other));
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static Stream<String> alternatives(X509Certificate certificate, int type) throws CertificateException {
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            return alternatives == null
                    ? Stream.empty()
                    : alternatives.stream()
                            .filter(each -> each.get(0).equals(type))
                            .map(each -> String.valueOf(each.get(1)));
        } catch (CertificateParsingException e) {
            throw new HostNameMismatchException(e);
        }
    }
}
