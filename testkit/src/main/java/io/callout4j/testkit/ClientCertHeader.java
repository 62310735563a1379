package io.callout4j.testkit;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A client certificate in a request header (RFC 9440), for stubs that match a certain client and for verifications:
 *
 * <pre>{@code
 * server.wireMock().stubFor(post("/services/UserStatus")
 *         .withHeader(ClientCertHeader.NAME, equalTo(ClientCertHeader.of(contoso.certificate())))
 *         .willReturn(SoapResponses.envelope("…")));
 * }</pre>
 *
 * <p>Stateless.
 */
public final class ClientCertHeader {

    /** The header with the client's own certificate (RFC 9440 section 2.2). */
    public static final String NAME = "Client-Cert";

    /** The header with the intermediates that the client sent after its own certificate (RFC 9440 section 2.3). */
    public static final String CHAIN_NAME = "Client-Cert-Chain";

    private ClientCertHeader() {}

    /**
     * The value of {@value #NAME} for a certificate.
     *
     * @param certificate the certificate
     * @return base64 of its DER form between colons, a byte sequence of RFC 8941
     */
    public static String of(X509Certificate certificate) {
        try {
            return ":" + Base64.getEncoder().encodeToString(certificate.getEncoded()) + ":";
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("The certificate has no DER form.", e);
        }
    }

    /** The value of {@value #CHAIN_NAME} for intermediates: a list of byte sequences. */
    static String listOf(X509Certificate[] intermediates) {
        return Arrays.stream(intermediates).map(ClientCertHeader::of).collect(Collectors.joining(", "));
    }

    /** Parses the result of {@link #of} or {@link #listOf}. */
    static List<X509Certificate> read(String value) {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            List<X509Certificate> certificates = new ArrayList<>();
            for (String item : value.split(",", -1)) {
                String base64 = item.strip().replace(":", "");
                byte[] der = Base64.getDecoder().decode(base64);
                certificates.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
            }
            return List.copyOf(certificates);
        } catch (CertificateException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The header does not contain a certificate in the format of RFC 9440.", e);
        }
    }
}
