package io.callout4j.cli.doctor;

import io.callout4j.cli.console.CertificateFacts;
import io.callout4j.cli.console.Page;
import io.callout4j.diagnosis.Diagnosis;
import io.callout4j.diagnosis.Diagnosis.Probe;
import io.callout4j.error.HandshakeRecord;
import io.callout4j.error.HandshakeRecord.CertificateRequest;
import io.callout4j.error.HandshakeRecord.Failure;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The report for people: both sides, the connections tried, and the findings. */
final class DoctorText {

    private static final int MAX_ISSUERS = 5;

    private final Page page;
    private final Instant now;

    DoctorText(Page page, Instant now) {
        this.page = page;
        this.now = now;
    }

    void print(DoctorReport report) {
        Diagnosis diagnosis = report.diagnosis();
        if (diagnosis == null) {
            page.headline("Rejected on your side. Nothing was sent.");
            page.blank();
            if (report.isPlainRefusal()) {
                report.findings().forEach(page::finding);
            } else {
                page.findings(report.findings());
            }
            return;
        }
        page.headline(report.outcome() + ": " + diagnosis.endpoint());
        page.blank();
        parties(diagnosis);
        page.blank();
        attempts(diagnosis);
        page.blank();
        if (diagnosis.findings().isEmpty()) {
            page.paragraph(
                    posted(diagnosis)
                            ? "No problem was found."
                            : "No problem was found, but no request was sent. Use --send FILE to post one.");
        } else {
            page.findings(diagnosis.findings());
        }
    }

    private static boolean posted(Diagnosis diagnosis) {
        Probe first = diagnosis.asCalled();
        return first != null && first.http() != null && first.http().method().equals("POST");
    }

    private void parties(Diagnosis diagnosis) {
        HandshakeRecord seen = diagnosis.handshake();
        page.columns(
                "Your side",
                client(diagnosis, seen),
                "The server" + (seen == null ? "" : " at " + address(seen)),
                server(seen));
    }

    static String address(HandshakeRecord seen) {
        return (seen.host().indexOf(':') >= 0 ? "[" + seen.host() + "]" : seen.host()) + ":" + seen.port();
    }

    private List<String> client(Diagnosis diagnosis, @Nullable HandshakeRecord seen) {
        List<String> lines = new ArrayList<>();
        if (diagnosis.clientChain().isEmpty()) {
            lines.add("has no certificate to send");
        } else {
            boolean sent = seen != null && seen.certificateSent();
            lines.addAll(chain(sent ? "sent" : "would send", diagnosis.clientChain()));
        }
        lines.add("trusts " + diagnosis.trust());
        if (!diagnosis.trust().contains("revocation")) {
            lines.add("has not checked CRLs (use --revocation)");
        }
        if (diagnosis.proxy() != null) {
            lines.add("connects through the proxy " + diagnosis.proxy());
        }
        lines.add("clock: " + diagnosis.clock().truncatedTo(ChronoUnit.SECONDS));
        return lines;
    }

    private List<String> server(@Nullable HandshakeRecord seen) {
        List<String> lines = new ArrayList<>();
        if (seen == null || (seen.serverChain().isEmpty() && seen.session() == null)) {
            lines.add("sent no certificate");
            return lines;
        }
        lines.addAll(chain("sent", seen.serverChain()));
        HandshakeRecord.Session session = seen.session();
        lines.add(certificateRequest(seen.certificateRequest(), session != null));
        if (session != null) {
            lines.add("uses " + session.protocol() + ", " + session.cipherSuite());
        }
        return lines;
    }

    private List<String> chain(String verb, List<X509Certificate> chain) {
        List<String> lines = new ArrayList<>();
        CertificateFacts leaf = new CertificateFacts(chain.get(0));
        lines.add(verb + " " + leaf.subject());
        lines.add("  issued by " + (leaf.selfIssued() ? "itself" : leaf.issuer()));
        lines.add("  valid until " + leaf.notAfter() + " (" + timeLeft(leaf.notAfter()) + ")");
        for (CertificateFacts each : CertificateFacts.of(chain.subList(1, chain.size()))) {
            lines.add("  with " + each.subject());
        }
        return lines;
    }

    private String timeLeft(Instant end) {
        boolean expired = now.isAfter(end);
        long days = (expired ? Duration.between(end, now) : Duration.between(now, end)).toDays();
        String time = days == 1 ? "1 day" : days + " days";
        return expired ? "expired " + time + " ago" : time + " left";
    }

    static String certificateRequest(@Nullable CertificateRequest request, boolean connected) {
        if (request == null) {
            return connected ? "requests no certificate" : "requested no certificate before the handshake failed";
        }
        if (request.issuers().isEmpty()) {
            return "requests a certificate from any issuer";
        }
        List<String> names = request.issuers().stream()
                .limit(MAX_ISSUERS)
                .map(issuer -> issuer.getName())
                .toList();
        int more = request.issuers().size() - names.size();
        return "requests a certificate issued by " + String.join(" or ", names)
                + (more > 0 ? " or " + more + " more" : "");
    }

    private void attempts(Diagnosis diagnosis) {
        String label = "Tried";
        for (Probe probe : diagnosis.probes()) {
            page.item(label, probe.kind().words() + ": " + result(probe));
            label = "";
        }
    }

    static String result(Probe probe) {
        HandshakeRecord seen = probe.handshake();
        Failure failure = seen == null ? null : seen.failure();
        if (failure != null) {
            return "failed, " + (failure.alert() == null ? failure.text() : "alert " + failure.alert());
        }
        Probe.Response http = probe.http();
        if (http != null && http.status() != null) {
            return http.method() + " returned HTTP " + http.status()
                    + (http.faultCode() == null ? "" : ", fault " + http.faultCode());
        }
        if (probe.timedOutIn() != null) {
            return "timed out in phase " + probe.timedOutIn().code();
        }
        if (http != null) {
            return http.method() + " got no response";
        }
        HandshakeRecord.Session session = seen == null ? null : seen.session();
        return session == null ? "connected" : "handshake completed, " + session.protocol();
    }
}
