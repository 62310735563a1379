package io.callout4j.cli.console;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * What is shown of a certificate.
 *
 * @param certificate the certificate
 */
public record CertificateFacts(X509Certificate certificate) {

    private static final int DNS = 2;
    private static final int ADDRESS = 7;

    public static List<CertificateFacts> of(Collection<X509Certificate> certificates) {
        return certificates.stream().map(CertificateFacts::new).toList();
    }

    public String subject() {
        return certificate.getSubjectX500Principal().getName();
    }

    public String issuer() {
        return certificate.getIssuerX500Principal().getName();
    }

    public boolean selfIssued() {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    /** Lower-case hex. */
    public String serial() {
        return certificate.getSerialNumber().toString(16).toLowerCase(Locale.ROOT);
    }

    public Instant notBefore() {
        return certificate.getNotBefore().toInstant().truncatedTo(ChronoUnit.SECONDS);
    }

    public Instant notAfter() {
        return certificate.getNotAfter().toInstant().truncatedTo(ChronoUnit.SECONDS);
    }

    public PublicKeyFacts key() {
        return PublicKeyFacts.of(certificate.getPublicKey());
    }

    /** The purposes as OIDs: empty where the certificate does not limit its use, null where they cannot be read. */
    @Nullable
    public List<String> purposes() {
        try {
            List<String> purposes = certificate.getExtendedKeyUsage();
            return purposes == null ? List.of() : purposes;
        } catch (CertificateParsingException e) {
            return null;
        }
    }

    /** The DNS names and addresses that it is for. */
    public List<String> names() {
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            return alternatives == null
                    ? List.of()
                    : alternatives.stream()
                            .filter(each ->
                                    each.get(0).equals(DNS) || each.get(0).equals(ADDRESS))
                            .map(each -> String.valueOf(each.get(1)))
                            .toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    /** SHA-256, lower-case hex. */
    public String fingerprint() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException("A certificate that was read has no SHA-256 fingerprint.", e);
        }
    }

    /** PEM text, one block (RFC 7468). */
    public String pem() {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("A certificate that was read does not encode.", e);
        }
    }

    private void write(JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("subject", subject());
        json.writeStringProperty("issuer", issuer());
        json.writeStringProperty("serial", serial());
        json.writeStringProperty("notBefore", notBefore().toString());
        json.writeStringProperty("notAfter", notAfter().toString());
        json.writeStringProperty("keyAlgorithm", key().algorithm());
        Integer bits = key().bits();
        if (bits == null) {
            json.writeNullProperty("keySize");
        } else {
            json.writeNumberProperty("keySize", bits);
        }
        json.writeStringProperty("signatureAlgorithm", certificate.getSigAlgName());
        JsonAnswer.writeTexts(json, "extendedKeyUsage", purposes());
        JsonAnswer.writeTexts(json, "names", names());
        json.writeStringProperty("fingerprintSha256", fingerprint());
        json.writeEndObject();
    }

    public static void write(JsonGenerator json, String key, Collection<X509Certificate> chain) {
        json.writeArrayPropertyStart(key);
        of(chain).forEach(each -> each.write(json));
        json.writeEndArray();
    }
}
