package io.callout4j.certificates;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** PEM text (RFC 7468): base64 in lines of 64 characters between armor lines. */
final class Pem {

    private static final Base64.Encoder LINES_OF_64 = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private Pem() {}

    static String of(X509Certificate certificate) {
        try {
            return block("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("A certificate could not be encoded.", e);
        }
    }

    static String block(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + base64(der) + "-----END " + label + "-----\n";
    }

    static String base64(byte[] data) {
        return LINES_OF_64.encodeToString(data) + "\n";
    }
}
