package io.callout4j.cli.doctor;

import io.callout4j.HandshakeRecord;
import io.callout4j.HandshakeRecord.CertificateRequest;
import io.callout4j.HandshakeRecord.Failure;
import io.callout4j.cli.console.CertificateFacts;
import io.callout4j.cli.console.Page;
import io.callout4j.diagnosis.Diagnosis;
import io.callout4j.diagnosis.HttpSeen;
import io.callout4j.diagnosis.Probe;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A diagnosis for people: the two parties, what was tried, and what was found. */
final class DoctorText {

    private static final int MOST_ISSUERS = 5;

    private final Page page;
    private final Instant now;

    DoctorText(Page page, Instant now) {
        this.page = page;
        this.now = now;
    }

    void print(DoctorAnswer answer) {
        Diagnosis diagnosis = answer.diagnosis();
        if (diagnosis == null) {
            page.headline("refused on this side, nothing was sent");
            page.blank();
            page.findings(answer.findings());
            return;
        }
        page.headline(answer.outcome() + ": " + diagnosis.endpoint());
        page.blank();
        parties(diagnosis);
        page.blank();
        tried(diagnosis);
        page.blank();
        if (diagnosis.findings().isEmpty()) {
            page.paragraph("Nothing stands in the way, as far as could be seen"
                    + (posted(diagnosis) ? "." : " without sending a request (--send FILE posts one)."));
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
                "This side",
                ours(diagnosis, seen),
                "The server" + (seen == null ? "" : " at " + place(seen)),
                theirs(seen));
    }

    static String place(HandshakeRecord seen) {
        return (seen.host().indexOf(':') >= 0 ? "[" + seen.host() + "]" : seen.host()) + ":" + seen.port();
    }

    private List<String> ours(Diagnosis diagnosis, @Nullable HandshakeRecord seen) {
        List<String> lines = new ArrayList<>();
        if (diagnosis.clientChain().isEmpty()) {
            lines.add("has no certificate to show");
        } else {
            boolean sent = seen != null && seen.certificateSent();
            lines.addAll(chain(sent ? "showed" : "would show", diagnosis.clientChain()));
        }
        lines.add("trusts " + diagnosis.trust());
        if (diagnosis.proxy() != null) {
            lines.add("goes through the proxy " + diagnosis.proxy());
        }
        lines.add("has the clock at " + diagnosis.clock().truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
        return lines;
    }

    private List<String> theirs(@Nullable HandshakeRecord seen) {
        List<String> lines = new ArrayList<>();
        if (seen == null || (seen.serverChain().isEmpty() && seen.session() == null)) {
            lines.add("showed no certificate");
            return lines;
        }
        lines.addAll(chain("showed", seen.serverChain()));
        HandshakeRecord.Session session = seen.session();
        lines.add(asksFor(seen.certificateRequest(), session != null));
        if (session != null) {
            lines.add("speaks " + session.protocol() + ", " + session.cipherSuite());
        }
        return lines;
    }

    private List<String> chain(String verb, List<X509Certificate> chain) {
        List<String> lines = new ArrayList<>();
        CertificateFacts leaf = new CertificateFacts(chain.get(0));
        lines.add(verb + " " + leaf.subject());
        lines.add("  issued by " + (leaf.selfIssued() ? "itself" : leaf.issuer()));
        lines.add("  valid to " + leaf.notAfter() + " (" + left(leaf.notAfter()) + ")");
        for (CertificateFacts each : CertificateFacts.of(chain.subList(1, chain.size()))) {
            lines.add("  with " + each.subject());
        }
        return lines;
    }

    private String left(Instant end) {
        long days = Duration.between(now, end).toDays();
        return days < 0 || now.isAfter(end)
                ? "ended " + -days + " days ago"
                : days + (days == 1 ? " day" : " days") + " left";
    }

    static String asksFor(@Nullable CertificateRequest request, boolean stood) {
        if (request == null) {
            return stood ? "asks for no certificate" : "asks for no certificate, or did not come so far";
        }
        if (request.issuers().isEmpty()) {
            return "asks for a certificate of any issuer";
        }
        List<String> names = request.issuers().stream()
                .limit(MOST_ISSUERS)
                .map(issuer -> issuer.getName())
                .toList();
        int more = request.issuers().size() - names.size();
        return "asks for a certificate issued by " + String.join(" or ", names)
                + (more > 0 ? " or " + more + " more" : "");
    }

    private void tried(Diagnosis diagnosis) {
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
        HttpSeen http = probe.http();
        if (http != null && http.status() != null) {
            return http.method() + " answered with HTTP " + http.status()
                    + (http.faultCode() == null ? "" : ", fault " + http.faultCode());
        }
        if (probe.lateIn() != null) {
            return "the time was up in the phase " + probe.lateIn().code();
        }
        if (http != null) {
            return http.method() + " got no answer";
        }
        HandshakeRecord.Session session = seen == null ? null : seen.session();
        return session == null ? "connected" : "the handshake went through, " + session.protocol();
    }
}
