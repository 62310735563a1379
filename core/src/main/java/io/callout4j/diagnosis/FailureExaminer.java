package io.callout4j.diagnosis;

import io.callout4j.diagnosis.Diagnosis.Probe;
import io.callout4j.error.Finding;
import io.callout4j.error.FindingCode;
import io.callout4j.error.HandshakeRecord;
import io.callout4j.error.HandshakeRecord.Failure;
import io.callout4j.error.HandshakeRecord.Failure.Kind;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.internal.findings.Certificates;
import io.callout4j.internal.findings.HandshakeFindings;
import io.callout4j.internal.findings.ObservedResponse;
import io.callout4j.internal.findings.RefusedCertificateRules;
import io.callout4j.internal.findings.ServerCertificateRules;
import io.callout4j.trust.TlsVersion;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Examines a failed handshake further: repeating it with one change distinguishes similar causes. */
final class FailureExaminer {

    private static final Set<Kind> BEFORE_SERVER_CERTIFICATE =
            EnumSet.of(Kind.ALERT, Kind.CUT, Kind.NOTHING_IN_COMMON, Kind.OTHER);

    private final Examination examination;
    private final Prober prober;

    FailureExaminer(Examination examination, Prober prober) {
        this.examination = examination;
        this.prober = prober;
    }

    List<Finding> of(HandshakeRecord seen, Failure failure) {
        List<Finding> found = new ArrayList<>(HandshakeFindings.of(seen));
        Finding better = better(seen, failure);
        if (better != null) {
            // The first finding is that of the failure itself.
            found.set(0, better);
        }
        return found;
    }

    private @Nullable Finding better(HandshakeRecord seen, Failure failure) {
        if (failure.kind() == Kind.SERVER_NOT_TRUSTED) {
            return afterDownloadOfIssuer(seen);
        }
        if (failure.kind() == Kind.NOT_TLS) {
            return notTls();
        }
        if (!BEFORE_SERVER_CERTIFICATE.contains(failure.kind())) {
            return null;
        }
        if (seen.certificateRequest() != null) {
            return failure.kind() == Kind.CUT ? refused(seen, failure) : null;
        }
        if (!seen.serverChain().isEmpty()) {
            return null;
        }
        Finding name = name(seen, failure);
        if (name != null) {
            return name;
        }
        Finding version = version(failure);
        return version != null ? version : failure.kind() == Kind.CUT ? notTls() : null;
    }

    /**
     * The finding for a handshake that the server ended after it had requested a certificate.
     *
     * @return the finding, or null if it is not about the certificate
     */
    @Nullable
    Finding refused(HandshakeRecord seen, Failure failure) {
        String refusal = failure.alert() == null
                ? "The server then closed the connection without an alert."
                : "The server sent the alert " + failure.alert() + ".";
        if (!seen.certificateSent()) {
            return failure.alert() != null
                    ? HandshakeFindings.of(seen).get(0)
                    : Finding.error(
                                    FindingCode.CERTIFICATE_REQUIRED_NONE_SENT,
                                    "The server requested a client certificate, received none, and closed the"
                                            + " connection.")
                            .withEvidence(refusal + Certificates.issuers(seen.certificateRequest()));
        }
        if (failure.alert() == null && prober.hasTime()) {
            Probe without = prober.handshake(Probe.Kind.WITHOUT_CERTIFICATE, examination.tls, ClientIdentity.none());
            HandshakeRecord other = without.handshake();
            // The connection is also closed without the certificate, so the certificate is not the reason.
            if (other == null || (other.failure() != null && other.failure().kind() == Kind.CUT)) {
                return null;
            }
        }
        return RefusedCertificateRules.of(
                seen, RefusedCertificateRules.Hint.of(failure.alert()), refusal, Instant.now());
    }

    /** Downloads the issuer's certificate, if the last certificate has its address, which shows what is missing. */
    private @Nullable Finding afterDownloadOfIssuer(HandshakeRecord seen) {
        Finding inferred = HandshakeFindings.of(seen).get(0);
        boolean aboutIssuer =
                inferred.is(FindingCode.SERVER_UNKNOWN_CA) || inferred.is(FindingCode.SERVER_MISSING_INTERMEDIATE);
        X509Certificate top = seen.serverChain().isEmpty() ? null : Certificates.top(seen.serverChain());
        if (!aboutIssuer || top == null || Certificates.selfSigned(top) || !prober.hasTime()) {
            return null;
        }
        X509Certificate issuer = prober.issuer(top);
        if (issuer == null) {
            return null;
        }
        if (Certificates.selfSigned(issuer)) {
            return ServerCertificateRules.unknownCa(seen, top, Certificates.name(issuer));
        }
        List<X509Certificate> extended = new ArrayList<>(seen.serverChain());
        extended.add(issuer);
        boolean leads = !examination.tls.trust().path(extended).isEmpty();
        return leads
                ? ServerCertificateRules.missingIntermediate(
                        seen,
                        top,
                        "It was downloaded from the address in that certificate, and with it the chain can be verified.")
                : ServerCertificateRules.unknownCa(seen, issuer, Certificates.issuer(issuer));
    }

    private @Nullable Finding name(HandshakeRecord seen, Failure failure) {
        boolean sent = seen.serverName() != null && !isAddress(seen.serverName());
        if (!prober.hasTime() || "protocol_version".equals(failure.alert())) {
            return null;
        }
        Probe probe = sent
                ? prober.handshake(Probe.Kind.WITHOUT_NAME, examination.tls.withoutServerName(), examination.identity)
                : prober.handshake(
                        Probe.Kind.OTHER_NAME,
                        examination.tls.withServerName(examination.endpoint.host(), "callout4j.invalid"),
                        examination.identity);
        HandshakeRecord other = probe.handshake();
        Failure otherFailure = other == null ? null : other.failure();
        boolean saysSo = otherFailure != null && "unrecognized_name".equals(otherFailure.alert());
        if (!probe.sawServer() && !saysSo) {
            return null;
        }
        return sent
                ? Finding.error(
                                FindingCode.SERVER_NAME_NEEDED,
                                "The server does not recognize the host name " + seen.serverName() + ".")
                        .withEvidence("It ended the handshake (" + failure.text() + "); without a name it continues,"
                                + " and presents " + presented(other) + ".")
                : Finding.error(
                                FindingCode.SERVER_NAME_NEEDED,
                                "The server requires a host name, but " + seen.host() + " is an address.")
                        .withEvidence("It ended the handshake (" + failure.text()
                                + "); for an address, no name can be sent.");
    }

    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0 || host.matches("[0-9.]+");
    }

    private static String presented(@Nullable HandshakeRecord other) {
        return other == null || other.serverChain().isEmpty()
                ? "no certificate"
                : Certificates.name(other.serverChain().get(0));
    }

    private @Nullable Finding version(Failure failure) {
        Set<TlsVersion> offered = examination.tls.versions();
        for (TlsVersion version : TlsVersion.values()) {
            if (offered.equals(Set.of(version)) || !prober.hasTime()) {
                continue;
            }
            Probe probe = prober.handshake(
                    version == TlsVersion.V1_2 ? Probe.Kind.TLS_1_2 : Probe.Kind.TLS_1_3,
                    examination.tls.withVersions(Set.of(version)),
                    examination.identity);
            if (probe.sawServer()) {
                return offered.size() > 1
                        ? Finding.error(
                                        FindingCode.TLS_VERSION_MISMATCH,
                                        "The handshake succeeds with TLS " + version.number()
                                                + " alone, but fails if both versions are offered.")
                                .withEvidence(failure.text() + ".")
                                .withCause("The server, or an intermediary, does not support the ClientHello of the"
                                        + " newer version.")
                                .withRemedyClient("Restrict the client to TLS " + version.number()
                                        + ": tlsVersions, --tls " + version.number() + ".")
                        : Finding.error(
                                        FindingCode.TLS_VERSION_MISMATCH,
                                        "The server supports TLS " + version.number() + ", but the client is"
                                                + " restricted to TLS "
                                                + offered.iterator().next().number() + ".")
                                .withEvidence(failure.text() + ".")
                                .withRemedyClient("Remove the restriction (tlsVersions, --tls), or set it to TLS "
                                        + version.number() + ".");
            }
        }
        return null;
    }

    private @Nullable Finding notTls() {
        Probe plain = prober.hasTime() ? prober.plainHttp() : null;
        ObservedResponse http = plain == null ? null : plain.observed();
        if (http == null
                || http.status() == null
                || http.text().matches("(?i).*(https? port|ssl-enabled|plain http request).*")) {
            return null;
        }
        return Finding.error(FindingCode.NOT_TLS, "The server does not speak TLS on this port.")
                .withEvidence("It responds to plain HTTP: " + http.inWords());
    }
}
