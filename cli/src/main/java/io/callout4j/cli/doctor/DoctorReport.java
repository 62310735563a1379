package io.callout4j.cli.doctor;

import io.callout4j.cli.console.CertificateFacts;
import io.callout4j.cli.console.HeaderText;
import io.callout4j.cli.console.JsonOutput;
import io.callout4j.diagnosis.Diagnosis;
import io.callout4j.diagnosis.Diagnosis.Probe;
import io.callout4j.error.CalloutException;
import io.callout4j.error.ClientCertificateException;
import io.callout4j.error.Finding;
import io.callout4j.error.Finding.Severity;
import io.callout4j.error.HandshakeRecord;
import io.callout4j.error.HandshakeRecord.CertificateRequest;
import io.callout4j.error.HandshakeRecord.Failure;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * What {@code callout doctor} reports.
 *
 * @param diagnosis the diagnosis, or null if the certificate or the configuration was rejected
 * @param refusal why it was rejected, or null
 */
record DoctorReport(@Nullable Diagnosis diagnosis, @Nullable CalloutException refusal) implements JsonOutput {

    boolean healthy() {
        return diagnosis != null && diagnosis.healthy();
    }

    String outcome() {
        return healthy() ? "healthy" : "problems";
    }

    /** Whether there is only a refusal, which no page of the findings explains. */
    boolean isPlainRefusal() {
        return refusal != null && refusal.findings().isEmpty();
    }

    /** The findings; for a plain refusal, one that says what was rejected. */
    List<Finding> findings() {
        if (refusal == null) {
            return Objects.requireNonNull(diagnosis).findings();
        }
        if (!isPlainRefusal()) {
            return refusal.findings();
        }
        String code = refusal instanceof ClientCertificateException certificate
                ? certificate.reason().code()
                : refusal.outcome();
        return List.of(new Finding(code, Severity.ERROR, String.valueOf(refusal.getMessage()), null, null, null, null));
    }

    @Override
    public void writeProperties(JsonGenerator json) {
        json.writeStringProperty("outcome", outcome());
        json.writeObjectPropertyStart("facts");
        if (diagnosis != null) {
            writeFacts(json, diagnosis);
        }
        json.writeEndObject();
        JsonOutput.writeFindings(json, findings());
    }

    private static void writeFacts(JsonGenerator json, Diagnosis diagnosis) {
        HandshakeRecord seen = diagnosis.handshake();
        json.writeStringProperty("endpoint", diagnosis.endpoint());
        json.writeStringProperty(
                "clock", diagnosis.clock().truncatedTo(ChronoUnit.SECONDS).toString());
        json.writeNumberProperty("elapsedMillis", diagnosis.took().toMillis());
        json.writeStringProperty("proxy", diagnosis.proxy());
        writeHandshake(json, seen);
        json.writeStringProperty("trust", diagnosis.trust());
        CertificateFacts.write(json, "trustPath", diagnosis.trustPath());
        CertificateFacts.write(json, "clientChain", diagnosis.clientChain());
        Probe first = diagnosis.asCalled();
        writeHttp(json, first == null ? null : first.http());
        json.writeArrayPropertyStart("probes");
        for (Probe probe : diagnosis.probes()) {
            json.writeStartObject();
            json.writeStringProperty("kind", probe.kind().code());
            json.writeBooleanProperty("stood", probe.connected());
            json.writeStringProperty(
                    "lateIn",
                    probe.timedOutIn() == null ? null : probe.timedOutIn().code());
            writeHandshake(json, probe.handshake());
            writeHttp(json, probe.http());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeHandshake(JsonGenerator json, @Nullable HandshakeRecord seen) {
        json.writeArrayPropertyStart("addresses");
        if (seen != null) {
            for (HandshakeRecord.Attempt attempt : seen.attempts()) {
                json.writeStartObject();
                json.writeStringProperty("address", attempt.address());
                json.writeStringProperty("failure", attempt.failure());
                json.writeEndObject();
            }
        }
        json.writeEndArray();
        HandshakeRecord.Session session = seen == null ? null : seen.session();
        Failure failure = seen == null ? null : seen.failure();
        CertificateRequest request = seen == null ? null : seen.certificateRequest();
        JsonOutput.writeStrings(json, "tlsVersions", seen == null ? null : seen.tlsVersions());
        json.writeStringProperty("serverName", seen == null ? null : seen.serverName());
        json.writeStringProperty("protocol", session == null ? null : session.protocol());
        json.writeStringProperty("cipherSuite", session == null ? null : session.cipherSuite());
        json.writeStringProperty("applicationProtocol", session == null ? null : session.applicationProtocol());
        CertificateFacts.write(json, "serverChain", seen == null ? List.of() : seen.serverChain());
        json.writeBooleanProperty("certificateRequested", request != null);
        JsonOutput.writeStrings(
                json,
                "acceptedIssuers",
                request == null
                        ? null
                        : request.issuers().stream().map(X500Principal::getName).toList());
        JsonOutput.writeStrings(json, "signatureAlgorithms", request == null ? null : request.signatureAlgorithms());
        json.writeBooleanProperty("certificateSent", seen != null && seen.certificateSent());
        json.writeStringProperty("alert", failure == null ? null : failure.alert());
        json.writeStringProperty(
                "phase", failure == null ? null : failure.phase().code());
        json.writeStringProperty("failure", failure == null ? null : failure.text());
    }

    private static void writeHttp(JsonGenerator json, Probe.@Nullable Response http) {
        if (http == null) {
            json.writeNullProperty("http");
            return;
        }
        json.writeObjectPropertyStart("http");
        json.writeStringProperty("method", http.method());
        JsonOutput.writeNumber(json, "status", http.status());
        json.writeObjectPropertyStart("headers");
        HeaderText.redacted(http.headers()).forEach(json::writeStringProperty);
        json.writeEndObject();
        json.writeStringProperty("faultCode", http.faultCode());
        json.writeStringProperty("faultString", http.faultString());
        json.writeStringProperty("lost", http.lost());
        json.writeEndObject();
    }
}
