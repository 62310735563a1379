package io.callout4j.cli.doctor;

import io.callout4j.cli.console.CertificateFacts;
import io.callout4j.cli.console.Markup;
import io.callout4j.diagnosis.Diagnosis;
import io.callout4j.error.HandshakeRecord;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws certificate chains as boxes, each above its issuer, down to the trust anchor or to a gap. */
final class ChainDrawing {

    private ChainDrawing() {}

    static void client(Markup page, Diagnosis diagnosis, @Nullable HandshakeRecord seen) {
        List<X509Certificate> chain = diagnosis.clientChain();
        if (chain.isEmpty()) {
            page.element("p", "fact", "Has no certificate to send.");
            return;
        }
        page.element(
                "p",
                "fact",
                seen != null && seen.certificateSent() ? "Sent this certificate:" : "Would send this certificate:");
        page.raw("<ol class=\"chain\">\n");
        chain.forEach(each -> box(page, diagnosis, each, "in your file", ""));
        CertificateFacts last = new CertificateFacts(chain.get(chain.size() - 1));
        if (!last.selfIssued()) {
            gap(
                    page,
                    last.issuer(),
                    "not in your file",
                    DoctorPage.hasError(diagnosis, "certificate-missing-intermediate"));
        }
        page.raw("</ol>\n");
    }

    static void server(Markup page, Diagnosis diagnosis, @Nullable HandshakeRecord seen) {
        List<X509Certificate> sent = seen == null ? List.of() : seen.serverChain();
        if (sent.isEmpty()) {
            page.element("p", "fact", "Sent no certificate.");
            return;
        }
        page.element("p", "fact", "Sent this certificate:");
        page.raw("<ol class=\"chain\">\n");
        sent.forEach(each -> box(page, diagnosis, each, "sent", ""));
        List<X509Certificate> path = new ArrayList<>(diagnosis.trustPath());
        path.removeAll(sent);
        path.forEach(each -> box(page, diagnosis, each, "trusted on your side", " anchor"));
        CertificateFacts last = new CertificateFacts(sent.get(sent.size() - 1));
        if (diagnosis.trustPath().isEmpty() && !last.selfIssued()) {
            boolean known = seen != null
                    && seen.anchors().stream().anyMatch(anchor -> anchor.getSubjectX500Principal()
                            .equals(last.certificate().getIssuerX500Principal()));
            gap(
                    page,
                    last.issuer(),
                    known ? "not sent; a certificate of this name is trusted" : "neither sent nor trusted on your side",
                    !known);
        }
        page.raw("</ol>\n");
    }

    private static void box(Markup page, Diagnosis diagnosis, X509Certificate certificate, String place, String style) {
        CertificateFacts facts = new CertificateFacts(certificate);
        boolean notYet = diagnosis.clock().isBefore(facts.notBefore());
        boolean expired = diagnosis.clock().isAfter(facts.notAfter());
        page.raw("<li class=\"box" + style + (notYet || expired ? " invalid" : "") + "\">");
        page.element("p", "place", place);
        page.element("p", "subject", facts.subject());
        page.raw("<dl>");
        row(page, "issued by", facts.selfIssued() ? "itself" : facts.issuer());
        row(
                page,
                "valid",
                facts.notBefore() + " to " + facts.notAfter()
                        + (notYet ? ", not yet valid" : expired ? ", expired" : ""));
        if (!facts.names().isEmpty()) {
            row(page, "for", String.join(", ", facts.names()));
        }
        row(page, "key", facts.key().text() + ", signed with " + certificate.getSigAlgName());
        row(page, "serial", facts.serial());
        row(page, "SHA-256", facts.fingerprint());
        page.raw("</dl></li>\n");
    }

    private static void gap(Markup page, String name, String place, boolean missing) {
        page.raw("<li class=\"box gap" + (missing ? " missing" : "") + "\">");
        page.element("p", "place", place);
        page.element("p", "subject", name);
        page.raw("</li>\n");
    }

    private static void row(Markup page, String label, String value) {
        page.raw("<div>");
        page.element("dt", null, label);
        page.element("dd", null, value);
        page.raw("</div>");
    }
}
