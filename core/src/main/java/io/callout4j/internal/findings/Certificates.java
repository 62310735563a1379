package io.callout4j.internal.findings;

import io.callout4j.error.HandshakeRecord.CertificateRequest;
import io.callout4j.internal.pki.CertificateStrength;
import io.callout4j.internal.text.ForeignText;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/** What the rules need to know about a certificate. */
public final class Certificates {

    private static final int SAN_DNS = 2;
    private static final int SAN_IP = 7;

    private Certificates() {}

    public static String name(X509Certificate certificate) {
        return name(certificate.getSubjectX500Principal());
    }

    public static String issuer(X509Certificate certificate) {
        return name(certificate.getIssuerX500Principal());
    }

    public static String name(X500Principal name) {
        return "\"" + ForeignText.name(name) + "\"";
    }

    public static boolean selfSigned(X509Certificate certificate) {
        if (!certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
            return false;
        }
        try {
            certificate.verify(certificate.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Whether {@code issuer} has signed {@code certificate}. */
    public static boolean issued(X509Certificate issuer, X509Certificate certificate) {
        if (!issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
            return false;
        }
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** The key in words, such as {@code an EC key of 384 bits}. */
    static String key(X509Certificate certificate) {
        PublicKey key = certificate.getPublicKey();
        int bits = CertificateStrength.bits(key);
        return "an " + key.getAlgorithm() + " key" + (bits == 0 ? "" : " of " + bits + " bits");
    }

    /** The DNS names and addresses that a server's certificate is valid for (RFC 9525; the CN is not considered). */
    static List<String> names(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives != null) {
                for (List<?> alternative : alternatives) {
                    int type = (Integer) alternative.get(0);
                    if (type == SAN_DNS || type == SAN_IP) {
                        names.add(ForeignText.printable(String.valueOf(alternative.get(1))));
                    }
                }
            }
        } catch (CertificateParsingException e) {
            // A certificate whose names cannot be parsed is valid for no name.
        }
        return names;
    }

    /** The path from the leaf, leaf first, following the issuers among the certificates that were sent. */
    static List<X509Certificate> path(List<X509Certificate> sent) {
        List<X509Certificate> path = new ArrayList<>();
        X509Certificate at = sent.get(0);
        while (at != null && !path.contains(at)) {
            path.add(at);
            X509Certificate last = at;
            at = sent.stream()
                    .filter(other -> !other.equals(last)
                            && other.getSubjectX500Principal().equals(last.getIssuerX500Principal()))
                    .findFirst()
                    .orElse(null);
        }
        return path;
    }

    /** The last certificate of that path. */
    public static X509Certificate top(List<X509Certificate> sent) {
        List<X509Certificate> path = path(sent);
        return path.get(path.size() - 1);
    }

    /** The issuers that the server lists, as a sentence; empty if it lists none. */
    public static String issuers(@Nullable CertificateRequest request) {
        if (request == null || request.issuers().isEmpty()) {
            return "";
        }
        return request.issuers().stream()
                .limit(5)
                .map(Certificates::name)
                .collect(Collectors.joining(
                        ", ",
                        " The server accepts certificates issued by ",
                        request.issuers().size() > 5 ? ", …." : "."));
    }
}
