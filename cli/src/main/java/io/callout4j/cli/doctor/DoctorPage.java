package io.callout4j.cli.doctor;

import io.callout4j.cli.console.Markup;
import io.callout4j.diagnosis.Diagnosis;
import io.callout4j.diagnosis.Diagnosis.Probe;
import io.callout4j.error.Finding;
import io.callout4j.error.Finding.Severity;
import io.callout4j.error.HandshakeRecord;
import io.callout4j.error.HandshakeRecord.CertificateRequest;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The doctor's report as one HTML file that can be attached to a ticket. It loads nothing, runs no script, and can be
 * printed. It shows certificates, which are public, but no key and no password.
 */
record DoctorPage(DoctorReport report) {

    private static final int MAX_ISSUERS = 20;

    String html() {
        Diagnosis diagnosis = report.diagnosis();
        String subject = diagnosis == null ? "Rejected on your side" : diagnosis.endpoint();
        return PageTemplate.filled(Map.of(
                "title", Markup.escape(report.outcome() + ": " + subject),
                "summary", summary(subject, diagnosis),
                "findings", findings(),
                "details", diagnosis == null ? "" : parties(diagnosis) + attempts(diagnosis)));
    }

    private String summary(String subject, @Nullable Diagnosis diagnosis) {
        Markup page = new Markup();
        page.element("p", "outcome " + report.outcome(), report.outcome());
        page.element("h1", null, subject);
        if (diagnosis != null) {
            page.element(
                    "p",
                    "when",
                    "Checked at " + diagnosis.clock().truncatedTo(ChronoUnit.SECONDS) + " (this machine's clock) in "
                            + diagnosis.took().toMillis() + " ms"
                            + (diagnosis.proxy() == null ? "" : ", through the proxy " + diagnosis.proxy())
                            + ".");
        }
        return page.toString();
    }

    private String findings() {
        Markup page = new Markup();
        if (report.findings().isEmpty()) {
            page.element("p", null, "No problem was found.");
        }
        for (Finding finding : report.findings()) {
            String severity = finding.severity().code();
            page.raw("<article class=\"finding " + severity + "\">\n<h3>");
            page.element("span", "severity", severity);
            page.raw(" ");
            page.element("code", null, finding.code());
            page.raw("</h3>\n");
            page.element("p", "summary", finding.summary());
            page.raw("<dl>");
            detail(page, "seen", finding.evidence());
            detail(page, "why", finding.cause());
            detail(page, "on your side", finding.remedyClient());
            detail(page, "at the server", finding.remedyServer());
            page.raw("</dl>\n</article>\n");
        }
        return page.toString();
    }

    private static void detail(Markup page, String label, @Nullable String text) {
        if (text != null) {
            page.raw("<div>");
            page.element("dt", null, label);
            page.element("dd", null, text);
            page.raw("</div>");
        }
    }

    private static String parties(Diagnosis diagnosis) {
        Markup page = new Markup();
        HandshakeRecord seen = diagnosis.handshake();
        HandshakeRecord.Session session = seen == null ? null : seen.session();
        page.raw("<section>\n");
        page.element("h2", null, "Both sides");
        page.raw("<div class=\"parties\">\n<div class=\"party\">\n");
        page.element("h3", null, "Your side");
        ChainDrawing.client(page, diagnosis, seen);
        page.element("p", "fact", "Trusts " + diagnosis.trust() + ".");
        page.raw("</div>\n<div class=\"party\">\n");
        page.element("h3", null, "The server" + (seen == null ? "" : " at " + DoctorText.address(seen)));
        ChainDrawing.server(page, diagnosis, seen);
        if (seen != null && (session != null || !seen.serverChain().isEmpty())) {
            certificateRequest(page, seen.certificateRequest(), session != null);
        }
        if (session != null) {
            page.element(
                    "p",
                    "fact",
                    "Uses " + session.protocol() + ", " + session.cipherSuite()
                            + (session.applicationProtocol() == null ? "" : ", " + session.applicationProtocol())
                            + ".");
        }
        page.raw("</div>\n</div>\n</section>\n");
        return page.toString();
    }

    private static void certificateRequest(Markup page, @Nullable CertificateRequest request, boolean connected) {
        if (request == null || request.issuers().isEmpty()) {
            page.element("p", "fact", "It " + DoctorText.certificateRequest(request, connected) + ".");
            return;
        }
        page.element("p", "fact", "It requests a certificate issued by one of these:");
        page.raw("<ul class=\"issuers\">");
        List<String> names = request.issuers().stream()
                .limit(MAX_ISSUERS)
                .map(issuer -> issuer.getName())
                .toList();
        names.forEach(name -> page.element("li", null, name));
        int more = request.issuers().size() - names.size();
        if (more > 0) {
            page.element("li", null, "and " + more + " more");
        }
        page.raw("</ul>\n");
    }

    private static String attempts(Diagnosis diagnosis) {
        Markup page = new Markup();
        page.raw("<section>\n");
        page.element("h2", null, "Connections tried");
        page.raw(
                "<table>\n<thead><tr><th scope=\"col\">connection</th><th scope=\"col\">result</th></tr></thead>\n<tbody>\n");
        for (Probe probe : diagnosis.probes()) {
            page.raw("<tr>");
            page.raw("<th scope=\"row\">");
            page.text(probe.kind().words());
            page.raw("</th>");
            page.element("td", probe.connected() ? "connected" : "failed", DoctorText.result(probe));
            page.raw("</tr>\n");
        }
        page.raw("</tbody>\n</table>\n");
        HandshakeRecord first =
                diagnosis.probes().isEmpty() ? null : diagnosis.probes().get(0).handshake();
        if (first != null) {
            page.raw("<ul class=\"issuers\">");
            first.attempts()
                    .forEach(attempt -> page.element(
                            "li",
                            null,
                            attempt.address() + ": " + (attempt.failure() == null ? "connected" : attempt.failure())));
            page.raw("</ul>\n");
        }
        page.raw("</section>\n");
        return page.toString();
    }

    /** Whether there is a finding of severity error with this code; the drawing of the chain marks its place. */
    static boolean hasError(Diagnosis diagnosis, String code) {
        return diagnosis.findings().stream()
                .anyMatch(finding ->
                        finding.severity() == Severity.ERROR && finding.code().equals(code));
    }
}
