package io.callout4j.diagnosis;

import io.callout4j.HandshakeRecord.CertificateRequest;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/** What the rules ask of a certificate. */
final class Certificates {

    private static final int SAN_DNS = 2;
    private static final int SAN_IP = 7;

    private Certificates() {}

    static String name(X509Certificate certificate) {
        return name(certificate.getSubjectX500Principal());
    }

    static String issuer(X509Certificate certificate) {
        return name(certificate.getIssuerX500Principal());
    }

    static String name(X500Principal name) {
        return "\"" + name.getName() + "\"";
    }

    static boolean selfSigned(X509Certificate certificate) {
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

    /** The DNS names and addresses that a server's certificate is for (RFC 6125; the CN does not count). */
    static List<String> names(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives != null) {
                for (List<?> alternative : alternatives) {
                    int type = (Integer) alternative.get(0);
                    if (type == SAN_DNS || type == SAN_IP) {
                        names.add(String.valueOf(alternative.get(1)));
                    }
                }
            }
        } catch (CertificateParsingException e) {
            // A certificate whose names cannot be read has none that would count.
        }
        return names;
    }

    /** The last certificate that can be reached from the leaf by following issuers within what was sent. */
    static X509Certificate top(List<X509Certificate> sent) {
        X509Certificate at = sent.get(0);
        for (int step = 0; step < sent.size(); step++) {
            X509Certificate here = at;
            X509Certificate above = sent.stream()
                    .filter(other -> !other.equals(here)
                            && other.getSubjectX500Principal().equals(here.getIssuerX500Principal()))
                    .findFirst()
                    .orElse(null);
            if (above == null) {
                return at;
            }
            at = above;
        }
        return at;
    }

    /** The issuers that the server names, as a sentence; empty where it names none. */
    static String issuers(@Nullable CertificateRequest request) {
        if (request == null || request.issuers().isEmpty()) {
            return "";
        }
        return request.issuers().stream()
                .limit(5)
                .map(Certificates::name)
                .collect(Collectors.joining(
                        ", ",
                        " It takes certificates issued by ",
                        request.issuers().size() > 5 ? ", …." : "."));
    }
}
