package io.callout4j.diagnosis;

import io.callout4j.diagnosis.Diagnosis.Probe;
import io.callout4j.error.CalloutPhase;
import io.callout4j.error.Finding;
import io.callout4j.error.Finding.Severity;
import io.callout4j.error.FindingCode;
import io.callout4j.error.HandshakeRecord;
import io.callout4j.error.HandshakeRecord.Failure;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.internal.findings.CertificateResponseRules;
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

/** One examination: makes the callout's connection, then others that show more, and derives the findings. */
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
                    "The trust store contains no trusted certificates: " + examination.tls.trust() + "."));
        } else {
            Probe first = prober.asCalled();
            evaluate(first);
            HandshakeRecord seen = first.handshake();
            if (seen != null) {
                ClientIssuer issuer = new ClientIssuer(prober);
                found.replaceAll(finding -> issuer.verify(finding, seen));
            }
            if (seen != null && !seen.serverChain().isEmpty()) {
                path = examination.tls.trust().path(seen.serverChain());
            }
            if (seen != null && seen.failure() == null && examination.endpoint.secure()) {
                found.addAll(ServerChainRules.of(seen));
                facts(seen);
            }
        }
        found.removeIf(finding -> finding.is(FindingCode.NO_CERTIFICATE_REQUESTED) && reportedElsewhere());
        examination.identity.findings(clock).stream()
                .filter(local -> !(local.is(FindingCode.INCOMPLETE_CHAIN) && (accepted() || rootIsListed())))
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

    /** Whether the server accepted the client certificate: then it has found the path to the root, whatever is in the file. */
    private boolean accepted() {
        return prober.probes().stream()
                        .map(Probe::handshake)
                        .anyMatch(seen -> seen != null && seen.certificateSent() && seen.failure() == null)
                && found.stream().noneMatch(finding -> finding.code().startsWith("certificate-"));
    }

    /** Whether the server lists the issuer of the last certificate in the file: then nothing is missing. */
    private boolean rootIsListed() {
        List<X509Certificate> clientChain = examination.identity.chain();
        return prober.probes().stream()
                .map(Probe::handshake)
                .filter(Objects::nonNull)
                .map(HandshakeRecord::certificateRequest)
                .filter(Objects::nonNull)
                .anyMatch(request ->
                        request.issuers().contains(Certificates.top(clientChain).getIssuerX500Principal()));
    }

    /** Whether another finding already says what would request the certificate. */
    private boolean reportedElsewhere() {
        return found.stream()
                .anyMatch(finding -> finding.is(FindingCode.POST_HANDSHAKE_AUTH_NEEDED)
                        || finding.is(FindingCode.CERTIFICATE_OVER_PROXY));
    }

    private static @Nullable String proxy(List<Probe> probes) {
        HandshakeRecord first = probes.isEmpty() ? null : probes.get(0).handshake();
        return first == null ? null : first.proxy();
    }

    private void evaluate(Probe first) {
        HandshakeRecord seen = first.handshake();
        ObservedResponse http = first.observed();
        if (first.timedOutIn() != null && http == null) {
            found.add(timedOut(first.timedOutIn()));
        } else if (seen != null && seen.failure() != null) {
            found.addAll(new FailureExaminer(examination, prober).of(seen, seen.failure()));
        } else {
            if (http != null) {
                found.addAll(responded(http, seen));
            }
            if (seen != null) {
                found.addAll(HandshakeFindings.of(seen));
                if (examination.endpoint.secure()) {
                    notRequested(seen);
                }
            }
        }
    }

    /** If no certificate is configured, it is only for information that none is requested. */
    private void notRequested(HandshakeRecord seen) {
        if (seen.certificateRequest() == null && seen.clientChain().isEmpty()) {
            found.add(Finding.info(
                            FindingCode.NO_CERTIFICATE_REQUESTED, "The server does not request a client certificate.")
                    .withRemedyClient(null)
                    .withRemedyServer(null));
        }
    }

    private List<Finding> responded(ObservedResponse http, @Nullable HandshakeRecord seen) {
        if (seen == null) {
            return HttpFindings.of(examination.endpoint.toString(), http, null);
        }
        Finding later = http.status() == null ? lostAfterTheHandshake(seen) : refusedAfterTheHandshake(http, seen);
        return later != null ? List.of(later) : HttpFindings.of(examination.endpoint.toString(), http, seen);
    }

    /**
     * Under TLS 1.3, some servers close the connection without an alert if they do not accept the certificate. Under TLS 1.2 they reject it
     * within the handshake, which shows the reason.
     */
    private @Nullable Finding lostAfterTheHandshake(HandshakeRecord seen) {
        if (seen.certificateRequest() == null || !prober.hasTime()) {
            return null;
        }
        for (TlsVersion version : TlsVersion.values()) {
            boolean offered = examination.tls.versions().contains(version);
            Finding refused = offered && prober.hasTime() ? refusedBy(version) : null;
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

    /**
     * The application rejected a caller that was not asked for a certificate under TLS 1.3. Does the server request one under TLS 1.2 (RFC
     * 8446 section 4.6.2)?
     */
    private @Nullable Finding refusedAfterTheHandshake(ObservedResponse http, HandshakeRecord seen) {
        HandshakeRecord.Session session = seen.session();
        if (!http.hasStatus(400, 401, 403)
                || session == null
                || !session.protocol().equals("TLSv1.3")
                || seen.certificateRequest() != null
                || !prober.hasTime()) {
            return null;
        }
        Probe overTls12 = prober.getByTls12(examination.tls.withVersions(Set.of(TlsVersion.V1_2)));
        HandshakeRecord requested = overTls12.handshake();
        return requested == null || requested.certificateRequest() == null
                ? null
                : CertificateResponseRules.postHandshake(http.inWords()
                        + " Over TLS 1.2 the server requested a certificate for the same GET."
                        + Certificates.issuers(requested.certificateRequest()));
    }

    /** What a successful connection does not show: whether the server requires the certificate, and which TLS versions it supports. */
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

    private Finding timedOut(CalloutPhase phase) {
        String place = examination.endpoint.authority();
        String evidence = "Timed out in phase " + phase.code() + ".";
        return switch (phase) {
            case RESOLVE ->
                Finding.error(
                                FindingCode.NAME_NOT_RESOLVED,
                                "The host name " + examination.endpoint.host() + " could not be resolved in time.")
                        .withEvidence(evidence);
            case CONNECT ->
                Finding.error(FindingCode.CONNECT_TIMEOUT, place + " did not respond to the connection attempt.")
                        .withEvidence(evidence);
            case PROXY ->
                Finding.error(FindingCode.PROXY_REFUSED, "The proxy did not open the tunnel to " + place + " in time.")
                        .withEvidence(evidence);
            case HANDSHAKE -> silent(evidence);
            default ->
                Finding.of(
                                FindingCode.NO_ANSWER,
                                examination.posts ? Severity.ERROR : Severity.WARNING,
                                place + " did not respond in time.")
                        .withEvidence(evidence);
        };
    }

    private Finding silent(String evidence) {
        Probe plain = prober.hasTime() ? prober.plainHttp() : null;
        if (plain != null && plain.observed() != null && plain.observed().status() != null) {
            return Finding.error(FindingCode.NOT_TLS, "The server does not speak TLS on this port.")
                    .withEvidence("It did not respond to the TLS handshake, but returned HTTP "
                            + plain.observed().status() + " to plain HTTP.");
        }
        return Finding.error(
                        FindingCode.HANDSHAKE_CUT,
                        "The connection was established, but the server did not respond to the TLS handshake.")
                .withEvidence(evidence)
                .withCause("The port is for another protocol that waits for something else, an intermediary in front"
                        + " of the server hangs, or large packets are lost on the way (MTU).");
    }
}
