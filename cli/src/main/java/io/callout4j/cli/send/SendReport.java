package io.callout4j.cli.send;

import io.callout4j.CalloutOutcome;
import io.callout4j.cli.console.JsonOutput;
import io.callout4j.cli.console.Page;
import io.callout4j.error.CalloutException;
import io.callout4j.error.CalloutFaultException;
import io.callout4j.error.CalloutHttpException;
import io.callout4j.error.CalloutTimeoutException;
import io.callout4j.error.CalloutTlsException;
import io.callout4j.error.Finding;
import io.callout4j.error.HandshakeRecord;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * How one callout of {@code callout send} ended.
 *
 * @param outcome the outcome
 * @param millis how long it took
 * @param local what the client certificate's file shows by itself
 */
record SendReport(CalloutOutcome outcome, long millis, List<Finding> local) implements JsonOutput {

    @Override
    public void writeProperties(JsonGenerator json) {
        CalloutException failure = outcome.failure();
        json.writeStringProperty("outcome", outcome.name());
        json.writeStringProperty("message", failure == null ? null : failure.getMessage());
        JsonOutput.writeNumber(json, "httpStatus", outcome.status());
        json.writeObjectPropertyStart("headers");
        outcome.headers().forEach(json::writeStringProperty);
        json.writeEndObject();
        json.writeStringProperty("body", body());
        writeFault(json, failure instanceof CalloutFaultException fault ? fault : null);
        json.writeStringProperty("phase", phase());
        json.writeNumberProperty("elapsedMillis", millis);
        writeTls(json);
        JsonOutput.writeFindings(json, findings());
    }

    /** What the handshake showed and, if the server rejected it, what the client certificate's file shows by itself. */
    private List<Finding> findings() {
        CalloutException failure = outcome.failure();
        if (!(failure instanceof CalloutTlsException || failure instanceof CalloutHttpException)) {
            return outcome.findings();
        }
        List<Finding> findings = new ArrayList<>(outcome.findings());
        findings.addAll(local);
        return Finding.worstFirst(findings);
    }

    @Nullable
    String body() {
        return outcome.response() == null ? null : outcome.response().value(String.class);
    }

    private @Nullable String phase() {
        return outcome.failure() instanceof CalloutTimeoutException timeout
                ? timeout.phase().code()
                : null;
    }

    private static void writeFault(JsonGenerator json, @Nullable CalloutFaultException fault) {
        if (fault == null) {
            json.writeNullProperty("fault");
            return;
        }
        json.writeObjectPropertyStart("fault");
        json.writeStringProperty("code", fault.code());
        json.writeStringProperty("string", fault.string());
        json.writeStringProperty("actor", fault.actor());
        json.writeStringProperty("detail", fault.detail());
        json.writeEndObject();
    }

    private void writeTls(JsonGenerator json) {
        HandshakeRecord seen = outcome.handshake();
        if (seen == null || seen.serverName() == null) {
            json.writeNullProperty("tls");
            return;
        }
        HandshakeRecord.Session session = seen.session();
        json.writeObjectPropertyStart("tls");
        json.writeStringProperty("protocol", session == null ? null : session.protocol());
        json.writeStringProperty("cipherSuite", session == null ? null : session.cipherSuite());
        json.writeStringProperty("serverSubject", subject(seen.serverChain()));
        json.writeBooleanProperty("certificateSent", seen.certificateSent());
        json.writeStringProperty("clientSubject", subject(seen.clientChain()));
        json.writeEndObject();
    }

    private static @Nullable String subject(List<X509Certificate> chain) {
        return chain.isEmpty() ? null : chain.get(0).getSubjectX500Principal().getName();
    }

    /** Prints the report for people. */
    void print(Page page) {
        Integer status = outcome.status();
        page.headline(outcome.name() + (status == null ? "" : " (HTTP " + status + ")") + " after " + millis + " ms");
        page.blank();
        HandshakeRecord seen = outcome.handshake();
        if (seen != null && seen.session() != null) {
            page.row("TLS", seen.session().protocol() + " " + seen.session().cipherSuite());
            page.row("Server", String.valueOf(subject(seen.serverChain())));
            String client = subject(seen.clientChain());
            page.row(
                    "Client",
                    client == null ? "no certificate" : client + (seen.certificateSent() ? "" : " (not sent)"));
        }
        for (Map.Entry<String, String> header : outcome.headers().entrySet()) {
            page.row("Header", header.getKey() + ": " + header.getValue());
        }
        CalloutException failure = outcome.failure();
        if (failure != null) {
            page.blank();
            page.paragraph(String.valueOf(failure.getMessage()));
        }
        if (failure instanceof CalloutFaultException fault && fault.detail() != null) {
            page.row("Detail", fault.detail());
        }
        List<Finding> more = findings().stream()
                .filter(finding ->
                        failure == null || !String.valueOf(failure.getMessage()).contains(finding.summary()))
                .toList();
        if (!more.isEmpty()) {
            page.blank();
            page.findings(more);
        }
        String body = body();
        if (body != null) {
            page.blank();
            page.text(body);
        }
    }
}
