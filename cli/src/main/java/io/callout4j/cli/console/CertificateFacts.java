package io.callout4j.cli.console;

import io.callout4j.internal.text.Fingerprint;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * The properties of a certificate that commands show.
 *
 * @param certificate the certificate
 */
public record CertificateFacts(X509Certificate certificate) {

    private static final int DNS = 2;
    private static final int ADDRESS = 7;

    /**
     * {@return the facts of each certificate}
     *
     * @param certificates the certificates
     */
    public static List<CertificateFacts> of(Collection<X509Certificate> certificates) {
        return certificates.stream().map(CertificateFacts::new).toList();
    }

    /**
     * {@return the subject's name}
     */
    public String subject() {
        return certificate.getSubjectX500Principal().getName();
    }

    /**
     * {@return the issuer's name}
     */
    public String issuer() {
        return certificate.getIssuerX500Principal().getName();
    }

    /**
     * {@return whether subject and issuer are the same}
     */
    public boolean selfIssued() {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    /**
     * {@return its serial number in lower-case hex}
     */
    public String serial() {
        return certificate.getSerialNumber().toString(16).toLowerCase(Locale.ROOT);
    }

    /**
     * {@return the start of its validity}
     */
    public Instant notBefore() {
        return certificate.getNotBefore().toInstant().truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * {@return the end of its validity}
     */
    public Instant notAfter() {
        return certificate.getNotAfter().toInstant().truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * {@return its public key}
     */
    public PublicKeyFacts key() {
        return PublicKeyFacts.of(certificate.getPublicKey());
    }

    /**
     * {@return the OIDs of its purposes: empty if its use is not restricted, null if they cannot be read}
     */
    public @Nullable List<String> purposes() {
        try {
            List<String> purposes = certificate.getExtendedKeyUsage();
            return purposes == null ? List.of() : purposes;
        } catch (CertificateParsingException e) {
            return null;
        }
    }

    /**
     * {@return the DNS names and IP addresses that it is valid for}
     */
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

    /**
     * {@return its SHA-256 fingerprint in lower-case hex}
     */
    public String fingerprint() {
        return Fingerprint.of(certificate);
    }

    /**
     * {@return the certificate as a PEM block (RFC 7468)}
     */
    public String pem() {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("A certificate that was read cannot be encoded.", e);
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
        JsonOutput.writeNumber(json, "keySize", key().bits());
        json.writeStringProperty("signatureAlgorithm", certificate.getSigAlgName());
        JsonOutput.writeStrings(json, "extendedKeyUsage", purposes());
        JsonOutput.writeStrings(json, "names", names());
        json.writeStringProperty("fingerprintSha256", fingerprint());
        json.writeEndObject();
    }

    /**
     * Writes a list of certificates.
     *
     * @param json where to write it
     * @param key the key
     * @param chain the certificates
     */
    public static void write(JsonGenerator json, String key, Collection<X509Certificate> chain) {
        json.writeArrayPropertyStart(key);
        of(chain).forEach(each -> each.write(json));
        json.writeEndArray();
    }
}
