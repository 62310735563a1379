package io.callout4j.diagnosis;

import io.callout4j.diagnosis.Diagnosis.Probe;
import io.callout4j.error.CalloutPhase;
import io.callout4j.error.Finding;
import io.callout4j.error.Finding.Severity;
import io.callout4j.error.FindingCode;
import io.callout4j.error.HandshakeRecord;
import io.callout4j.error.HandshakeRecord.Failure;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.internal.findings.CertificateAnswerRules;
import io.callout4j.internal.findings.Certificates;
import io.callout4j.internal.findings.HandshakeFindings;
import io.callout4j.internal.findings.HttpFindings;
import io.callout4j.internal.findings.ObservedResponse;
import io.callout4j.internal.findings.ServerChainRules;
import io.callout4j.trust.TlsVersion;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One examination: the callout as it would be made, then what else tells more, then what it all means. */
final class Examiner {

    private final Examination examination;
    private final Prober prober;
    private final Instant clock = Instant.now();
    private final long start = System.nanoTime();
    private final List<Finding> found = new ArrayList<>();

    Examiner(Examination examination, Prober prober) {
        this.examination = examination;
        this.prober = prober;
    }

    Diagnosis diagnosis() {
        List<X509Certificate> path = List.of();
        if (examination.endpoint.secure() && examination.tls.trust().anchors().isEmpty()) {
            found.add(Finding.error(
                    FindingCode.TRUST_STORE_EMPTY,
                    "There is no certificate to be trusted in " + examination.tls.trust() + "."));
        } else {
            Probe first = prober.asCalled();
            judge(first);
            HandshakeRecord seen = first.handshake();
            if (seen != null) {
                OurIssuer issuer = new OurIssuer(prober);
                found.replaceAll(finding -> issuer.settle(finding, seen));
            }
            if (seen != null && !seen.serverChain().isEmpty()) {
                path = examination.tls.trust().path(seen.serverChain());
            }
            if (seen != null && seen.failure() == null && examination.endpoint.secure()) {
                found.addAll(ServerChainRules.of(seen, path, clock));
                facts(seen);
            }
        }
        found.removeIf(finding -> finding.is(FindingCode.NO_CERTIFICATE_REQUESTED) && askedElsewhere());
        examination.identity.findings(clock).stream()
                .filter(local -> !(local.is(FindingCode.INCOMPLETE_CHAIN) && (accepted() || rootIsNamed())))
                .forEach(found::add);
        return new Diagnosis(
                examination.endpoint.toString(),
                clock,
                Duration.ofNanos(System.nanoTime() - start),
                proxy(prober.probes()),
                examination.identity.chain(),
                examination.tls.trust().toString(),
                path,
                prober.probes(),
                Finding.worstFirst(found));
    }

    /** Whether the server took our certificate: it has then found the way to its root, whatever our file holds. */
    private boolean accepted() {
        return prober.probes().stream()
                        .map(Probe::handshake)
                        .anyMatch(seen -> seen != null && seen.certificateSent() && seen.failure() == null)
                && found.stream().noneMatch(finding -> finding.code().startsWith("certificate-"));
    }

    /** Whether the server names the authority that our file ends below: then nothing is missing in it. */
    private boolean rootIsNamed() {
        List<X509Certificate> ours = examination.identity.chain();
        return prober.probes().stream()
                .map(Probe::handshake)
                .filter(Objects::nonNull)
                .map(HandshakeRecord::certificateRequest)
                .filter(Objects::nonNull)
                .anyMatch(
                        asked -> asked.issuers().contains(Certificates.top(ours).getIssuerX500Principal()));
    }

    /** Whether it has been told already who would ask for the certificate. */
    private boolean askedElsewhere() {
        return found.stream()
                .anyMatch(finding -> finding.is(FindingCode.POST_HANDSHAKE_AUTH_NEEDED)
                        || finding.is(FindingCode.CERTIFICATE_OVER_PROXY));
    }

    private static @Nullable String proxy(List<Probe> probes) {
        HandshakeRecord first = probes.isEmpty() ? null : probes.get(0).handshake();
        return first == null ? null : first.proxy();
    }

    private void judge(Probe first) {
        HandshakeRecord seen = first.handshake();
        ObservedResponse http = first.observed();
        if (first.lateIn() != null && http == null) {
            found.add(late(first.lateIn()));
        } else if (seen != null && seen.failure() != null) {
            found.addAll(new FailureExaminer(examination, prober).of(seen, seen.failure()));
        } else {
            if (http != null) {
                found.addAll(answered(http, seen));
            }
            if (seen != null) {
                found.addAll(HandshakeFindings.of(seen));
                if (examination.endpoint.secure()) {
                    notAsked(seen);
                }
            }
        }
    }

    /** Without a certificate at hand, not being asked for one is worth knowing and no more. */
    private void notAsked(HandshakeRecord seen) {
        if (seen.certificateRequest() == null && seen.clientChain().isEmpty()) {
            found.add(Finding.info(FindingCode.NO_CERTIFICATE_REQUESTED, "The server asks for no client certificate.")
                    .withRemedyClient(null)
                    .withRemedyServer(null));
        }
    }

    private List<Finding> answered(ObservedResponse http, @Nullable HandshakeRecord seen) {
        if (seen == null) {
            return HttpFindings.of(examination.endpoint.toString(), http, null);
        }
        Finding later = http.status() == null ? lostAfterTheHandshake(seen) : refusedAfterTheHandshake(http, seen);
        return later != null ? List.of(later) : HttpFindings.of(examination.endpoint.toString(), http, seen);
    }

    /**
     * Under TLS 1.3 some servers end the connection without an alert when they do not like the certificate. TLS 1.2 has the refusal within the
     * handshake, so that tells.
     */
    private @Nullable Finding lostAfterTheHandshake(HandshakeRecord seen) {
        if (seen.certificateRequest() == null || !prober.hasTime()) {
            return null;
        }
        for (TlsVersion version : TlsVersion.values()) {
            boolean spoken = examination.tls.versions().contains(version);
            Finding refused = spoken && prober.hasTime() ? refusedBy(version) : null;
            if (refused != null) {
                return refused;
            }
        }
        return null;
    }

    private @Nullable Finding refusedBy(TlsVersion version) {
        HandshakeRecord again = prober.handshake(
                        version == TlsVersion.V1_2 ? Probe.Kind.TLS_1_2 : Probe.Kind.TLS_1_3,
                        examination.tls.withVersions(Set.of(version)),
                        examination.identity)
                .handshake();
        Failure failure = again == null ? null : again.failure();
        return again == null || failure == null || again.serverChain().isEmpty()
                ? null
                : new FailureExaminer(examination, prober).refused(again, failure);
    }

    /** A refusal by the application, of a caller whom TLS 1.3 asked for no certificate: would TLS 1.2 ask (RFC 8446 section 4.6.2)? */
    private @Nullable Finding refusedAfterTheHandshake(ObservedResponse http, HandshakeRecord seen) {
        HandshakeRecord.Session session = seen.session();
        if (!http.hasStatus(400, 401, 403)
                || session == null
                || !session.protocol().equals("TLSv1.3")
                || seen.certificateRequest() != null
                || !prober.hasTime()) {
            return null;
        }
        Probe older = prober.getByTls12(examination.tls.withVersions(Set.of(TlsVersion.V1_2)));
        HandshakeRecord asked = older.handshake();
        return asked == null || asked.certificateRequest() == null
                ? null
                : CertificateAnswerRules.postHandshake(http.inWords()
                        + " By TLS 1.2 the same GET was asked for a certificate."
                        + Certificates.issuers(asked.certificateRequest()));
    }

    /** What a healthy connection leaves open: does the server demand the certificate, and which versions does it speak? */
    private void facts(HandshakeRecord seen) {
        if (!examination.identity.isNone()
                && seen.certificateSent()
                && prober.hasTime()
                && !tried(Probe.Kind.WITHOUT_CERTIFICATE)) {
            prober.handshake(Probe.Kind.WITHOUT_CERTIFICATE, examination.tls, ClientIdentity.none());
        }
        if (examination.tls.versions().size() > 1) {
            for (TlsVersion version : TlsVersion.values()) {
                Probe.Kind kind = version == TlsVersion.V1_2 ? Probe.Kind.TLS_1_2 : Probe.Kind.TLS_1_3;
                if (prober.hasTime() && !tried(kind)) {
                    prober.handshake(kind, examination.tls.withVersions(Set.of(version)), examination.identity);
                }
            }
        }
    }

    private boolean tried(Probe.Kind kind) {
        return prober.probes().stream().anyMatch(probe -> probe.kind() == kind);
    }

    private Finding late(CalloutPhase phase) {
        String place = examination.endpoint.authority();
        String evidence = "The time was up in the phase " + phase.code() + ".";
        return switch (phase) {
            case RESOLVE ->
                Finding.error(
                                FindingCode.NAME_NOT_RESOLVED,
                                "The name service gave no answer about " + examination.endpoint.host() + " in time.")
                        .withEvidence(evidence);
            case CONNECT ->
                Finding.error(FindingCode.CONNECT_TIMEOUT, "Nothing answers at " + place + ".")
                        .withEvidence(evidence);
            case PROXY ->
                Finding.error(FindingCode.PROXY_REFUSED, "The proxy opened no way to " + place + " in time.")
                        .withEvidence(evidence);
            case HANDSHAKE -> silent(evidence);
            default ->
                Finding.of(
                                FindingCode.NO_ANSWER,
                                examination.posts ? Severity.ERROR : Severity.WARNING,
                                place + " gave no answer in time.")
                        .withEvidence(evidence);
        };
    }

    private Finding silent(String evidence) {
        Probe plain = prober.hasTime() ? prober.plainHttp() : null;
        if (plain != null && plain.observed() != null && plain.observed().status() != null) {
            return Finding.error(FindingCode.NOT_TLS, "What listens there does not speak TLS.")
                    .withEvidence("It was silent to TLS and answers plain HTTP with "
                            + plain.observed().status() + ".");
        }
        return Finding.error(
                        FindingCode.HANDSHAKE_CUT,
                        "The connection stood, and the other side never answered the TLS handshake.")
                .withEvidence(evidence)
                .withCause(
                        "The port belongs to another protocol that waits for something else, what stands before the server"
                                + " is stuck, or large packets are lost on the way (MTU).");
    }
}
