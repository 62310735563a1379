package io.callout4j.cli.doctor;

import io.callout4j.Finding;
import io.callout4j.HandshakeRecord;
import io.callout4j.HandshakeRecord.CertificateRequest;
import io.callout4j.Severity;
import io.callout4j.cli.console.Markup;
import io.callout4j.diagnosis.Diagnosis;
import io.callout4j.diagnosis.Probe;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A diagnosis as a page for a browser, to attach to a ticket: it needs nothing beside it, runs no script, and prints. Certificates are public
 * and shown; there is no key and no password in it.
 */
record DoctorPage(DoctorAnswer answer) {

    private static final int MOST_ISSUERS = 20;

    /** Nothing is loaded from anywhere, and no script runs, whatever a certificate's name says. */
    private static final String HEAD = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            """;

    String html() {
        Markup page = new Markup();
        Diagnosis diagnosis = answer.diagnosis();
        String about = diagnosis == null ? "refused on this side" : diagnosis.endpoint();
        page.raw(HEAD);
        page.element("title", null, answer.outcome() + ": " + about);
        page.raw("<style>\n" + DoctorPageStyle.CSS + "</style>\n</head>\n<body>\n<header>");
        page.element("p", "outcome " + answer.outcome(), answer.outcome());
        page.element("h1", null, about);
        if (diagnosis != null) {
            page.element(
                    "p",
                    "when",
                    "Examined on " + diagnosis.clock().truncatedTo(ChronoUnit.SECONDS) + " by this machine's clock, in "
                            + diagnosis.took().toMillis() + " ms."
                            + (diagnosis.proxy() == null ? "" : " By way of the proxy " + diagnosis.proxy() + "."));
        }
        page.raw("</header>\n<main>\n");
        findings(page);
        if (diagnosis != null) {
            parties(page, diagnosis);
            tried(page, diagnosis);
        }
        page.raw("</main>\n<footer>");
        page.element(
                "p",
                null,
                "Made by callout doctor. Certificates are public and shown here; there is no key and no password on this page.");
        page.raw("</footer>\n</body>\n</html>\n");
        return page.toString();
    }

    private void findings(Markup page) {
        page.raw("<section>\n");
        page.element("h2", null, "What was found");
        if (answer.findings().isEmpty()) {
            page.element("p", null, "Nothing stands in the way, as far as could be seen.");
        }
        for (Finding finding : answer.findings()) {
            String severity = finding.severity().name().toLowerCase(Locale.ROOT);
            page.raw("<article class=\"finding " + severity + "\">\n<h3>");
            page.element("span", "severity", severity);
            page.raw(" ");
            page.element("code", null, finding.code());
            page.raw("</h3>\n");
            page.element("p", "summary", finding.summary());
            page.raw("<dl>");
            detail(page, "seen", finding.evidence());
            detail(page, "why", finding.cause());
            detail(page, "on this side", finding.remedyClient());
            detail(page, "at the server", finding.remedyServer());
            page.raw("</dl>\n</article>\n");
        }
        page.raw("</section>\n");
    }

    private static void detail(Markup page, String label, @Nullable String text) {
        if (text != null) {
            page.raw("<div>");
            page.element("dt", null, label);
            page.element("dd", null, text);
            page.raw("</div>");
        }
    }

    private static void parties(Markup page, Diagnosis diagnosis) {
        HandshakeRecord seen = diagnosis.handshake();
        HandshakeRecord.Session session = seen == null ? null : seen.session();
        page.raw("<section>\n");
        page.element("h2", null, "The two parties");
        page.raw("<div class=\"parties\">\n<div class=\"party\">\n");
        page.element("h3", null, "This side");
        ChainDrawing.ours(page, diagnosis, seen);
        page.element("p", "fact", "Trusts " + diagnosis.trust() + ".");
        page.raw("</div>\n<div class=\"party\">\n");
        page.element("h3", null, "The server" + (seen == null ? "" : " at " + DoctorText.place(seen)));
        ChainDrawing.theirs(page, diagnosis, seen);
        if (seen != null && (session != null || !seen.serverChain().isEmpty())) {
            asks(page, seen.certificateRequest(), session != null);
        }
        if (session != null) {
            page.element(
                    "p",
                    "fact",
                    "Speaks " + session.protocol() + ", " + session.cipherSuite()
                            + (session.applicationProtocol() == null ? "" : ", " + session.applicationProtocol())
                            + ".");
        }
        page.raw("</div>\n</div>\n</section>\n");
    }

    private static void asks(Markup page, @Nullable CertificateRequest request, boolean stood) {
        if (request == null || request.issuers().isEmpty()) {
            String words = DoctorText.asksFor(request, stood);
            page.element("p", "fact", "It " + words + ".");
            return;
        }
        page.element("p", "fact", "It asks for a certificate issued by one of these:");
        page.raw("<ul class=\"issuers\">");
        List<String> names = request.issuers().stream()
                .limit(MOST_ISSUERS)
                .map(issuer -> issuer.getName())
                .toList();
        names.forEach(name -> page.element("li", null, name));
        int more = request.issuers().size() - names.size();
        if (more > 0) {
            page.element("li", null, "and " + more + " more");
        }
        page.raw("</ul>\n");
    }

    private static void tried(Markup page, Diagnosis diagnosis) {
        page.raw("<section>\n");
        page.element("h2", null, "What was tried");
        page.raw(
                "<table>\n<thead><tr><th scope=\"col\">connection</th><th scope=\"col\">result</th></tr></thead>\n<tbody>\n");
        for (Probe probe : diagnosis.probes()) {
            page.raw("<tr>");
            page.raw("<th scope=\"row\">");
            page.text(probe.kind().words());
            page.raw("</th>");
            page.element("td", probe.stood() ? "stood" : "failed", DoctorText.result(probe));
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
    }

    /** Whether a finding of severity error names the code; the drawing marks the place. */
    static boolean found(Diagnosis diagnosis, String code) {
        return diagnosis.findings().stream()
                .anyMatch(finding ->
                        finding.severity() == Severity.ERROR && finding.code().equals(code));
    }
}
