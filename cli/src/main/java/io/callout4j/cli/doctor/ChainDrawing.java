package io.callout4j.cli.doctor;

import io.callout4j.HandshakeRecord;
import io.callout4j.cli.console.CertificateFacts;
import io.callout4j.cli.console.Markup;
import io.callout4j.cli.console.PublicKeyFacts;
import io.callout4j.diagnosis.Diagnosis;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chains of certificates as boxes, each above the one that issued it, down to the anchor or to what is missing. */
final class ChainDrawing {

    private ChainDrawing() {}

    static void ours(Markup page, Diagnosis diagnosis, @Nullable HandshakeRecord seen) {
        List<X509Certificate> chain = diagnosis.clientChain();
        if (chain.isEmpty()) {
            page.element("p", "fact", "Has no certificate to show.");
            return;
        }
        page.element(
                "p",
                "fact",
                seen != null && seen.certificateSent() ? "Showed this certificate:" : "Would show this certificate:");
        page.raw("<ol class=\"chain\">\n");
        chain.forEach(each -> box(page, diagnosis, each, "in our file", ""));
        CertificateFacts last = new CertificateFacts(chain.get(chain.size() - 1));
        if (!last.selfIssued()) {
            gap(
                    page,
                    last.issuer(),
                    "not in our file",
                    DoctorPage.found(diagnosis, "certificate-missing-intermediate"));
        }
        page.raw("</ol>\n");
    }

    static void theirs(Markup page, Diagnosis diagnosis, @Nullable HandshakeRecord seen) {
        List<X509Certificate> sent = seen == null ? List.of() : seen.serverChain();
        if (sent.isEmpty()) {
            page.element("p", "fact", "Showed no certificate.");
            return;
        }
        page.element("p", "fact", "Showed this certificate:");
        page.raw("<ol class=\"chain\">\n");
        sent.forEach(each -> box(page, diagnosis, each, "sent", ""));
        List<X509Certificate> path = new ArrayList<>(diagnosis.trustPath());
        path.removeAll(sent);
        path.forEach(each -> box(page, diagnosis, each, "trusted here", " anchor"));
        CertificateFacts last = new CertificateFacts(sent.get(sent.size() - 1));
        if (diagnosis.trustPath().isEmpty() && !last.selfIssued()) {
            boolean known = seen != null
                    && seen.anchors().stream().anyMatch(anchor -> anchor.getSubjectX500Principal()
                            .equals(last.certificate().getIssuerX500Principal()));
            gap(
                    page,
                    last.issuer(),
                    known ? "not sent, known here by this name" : "neither sent nor known here",
                    !known);
        }
        page.raw("</ol>\n");
    }

    private static void box(Markup page, Diagnosis diagnosis, X509Certificate certificate, String where, String style) {
        CertificateFacts facts = new CertificateFacts(certificate);
        boolean early = diagnosis.clock().isBefore(facts.notBefore());
        boolean late = diagnosis.clock().isAfter(facts.notAfter());
        page.raw("<li class=\"box" + style + (early || late ? " stale" : "") + "\">");
        page.element("p", "where", where);
        page.element("p", "subject", facts.subject());
        page.raw("<dl>");
        row(page, "issued by", facts.selfIssued() ? "itself" : facts.issuer());
        row(
                page,
                "valid",
                facts.notBefore() + " to " + facts.notAfter() + (early ? ", not yet" : late ? ", expired" : ""));
        if (!facts.names().isEmpty()) {
            row(page, "for", String.join(", ", facts.names()));
        }
        row(page, "key", key(facts.key()) + ", signed with " + certificate.getSigAlgName());
        row(page, "serial", facts.serial());
        row(page, "SHA-256", facts.fingerprint());
        page.raw("</dl></li>\n");
    }

    private static String key(PublicKeyFacts key) {
        return key.algorithm() + (key.bits() == null ? "" : " " + key.bits());
    }

    private static void gap(Markup page, String name, String where, boolean missing) {
        page.raw("<li class=\"box gap" + (missing ? " missing" : "") + "\">");
        page.element("p", "where", where);
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
