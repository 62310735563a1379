package io.callout4j.cli.certificate;

import io.callout4j.cli.console.CertificateFacts;
import io.callout4j.cli.console.JsonOutput;
import io.callout4j.cli.console.PublicKeyFacts;
import io.callout4j.cli.input.CertificateFile;
import io.callout4j.cli.input.PasswordSource;
import io.callout4j.error.ClientCertificateException;
import io.callout4j.error.Finding;
import io.callout4j.error.Finding.Severity;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.identity.IdentitySource;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * The result of inspecting a certificate file: it was opened or rejected.
 *
 * @param refusal why it was rejected, or null if it was opened
 * @param contents what is in it, or null if it was rejected
 */
record Inspection(
        @Nullable ClientCertificateException refusal,
        @Nullable Contents contents) implements JsonOutput {

    /**
     * The contents of a file.
     *
     * @param source the file's format and entries
     * @param leaf the certificate of the key
     * @param subjects the subjects of the chain as it is sent: leaf first, without the root
     * @param chainComplete whether the chain is complete up to its root
     * @param findings the findings, worst first
     */
    record Contents(
            IdentitySource source,
            X509Certificate leaf,
            List<String> subjects,
            boolean chainComplete,
            List<Finding> findings) {

        private CertificateFacts facts() {
            return new CertificateFacts(leaf);
        }

        String subject() {
            return facts().subject();
        }

        String issuer() {
            return facts().issuer();
        }

        String serial() {
            return facts().serial();
        }

        Instant notBefore() {
            return facts().notBefore();
        }

        Instant notAfter() {
            return facts().notAfter();
        }

        PublicKeyFacts key() {
            return facts().key();
        }

        /** The OIDs of the purposes: empty if the use is not restricted, null if they cannot be read. */
        @Nullable
        List<String> purposes() {
            return facts().purposes();
        }

        String fingerprint() {
            return facts().fingerprint();
        }
    }

    static Inspection opened(ClientIdentity identity, Instant now) {
        X509Certificate leaf = identity.certificate();
        IdentitySource source = identity.source();
        if (leaf == null || source == null) {
            throw new IllegalStateException("an identity from a file has a certificate and a source");
        }
        List<String> subjects = identity.chain().stream()
                .map(certificate -> certificate.getSubjectX500Principal().getName())
                .toList();
        return new Inspection(
                null, new Contents(source, leaf, subjects, identity.chainComplete(), identity.findings(now)));
    }

    static Inspection refused(ClientCertificateException refusal) {
        return new Inspection(refusal, null);
    }

    List<Finding> findings() {
        return contents == null ? List.of() : contents.findings();
    }

    boolean hasErrors() {
        return findings().stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
    }

    void describe(InspectionText text, CertificateFile file, PasswordSource store, PasswordSource key) {
        if (contents != null) {
            text.opened(file, contents);
        } else if (refusal != null) {
            text.refused(file, String.valueOf(refusal.getMessage()), refusal.reason(), store, key);
        }
    }

    @Override
    public void writeProperties(JsonGenerator json) {
        json.writeStringProperty("outcome", refusal == null ? "opened" : "refused");
        json.writeStringProperty(
                "reason", refusal == null ? null : refusal.reason().code());
        json.writeStringProperty("message", refusal == null ? null : refusal.getMessage());
        Contents c = contents;
        json.writeStringProperty("type", c == null ? null : c.source().type().name());
        json.writeStringProperty("alias", c == null ? null : c.source().alias());
        JsonOutput.writeStrings(json, "aliases", c == null ? null : c.source().aliases());
        json.writeStringProperty("subject", c == null ? null : c.subject());
        json.writeStringProperty("issuer", c == null ? null : c.issuer());
        json.writeStringProperty("serial", c == null ? null : c.serial());
        json.writeStringProperty("notBefore", c == null ? null : c.notBefore().toString());
        json.writeStringProperty("notAfter", c == null ? null : c.notAfter().toString());
        json.writeStringProperty("keyAlgorithm", c == null ? null : c.key().algorithm());
        JsonOutput.writeNumber(json, "keySize", c == null ? null : c.key().bits());
        JsonOutput.writeStrings(json, "chain", c == null ? null : c.subjects());
        if (c == null) {
            json.writeNullProperty("chainComplete");
        } else {
            json.writeBooleanProperty("chainComplete", c.chainComplete());
        }
        JsonOutput.writeStrings(json, "extendedKeyUsage", c == null ? null : c.purposes());
        json.writeStringProperty("fingerprintSha256", c == null ? null : c.fingerprint());
        JsonOutput.writeFindings(json, findings());
    }
}
