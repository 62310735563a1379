package io.callout4j.diagnosis;

import io.callout4j.Finding;
import io.callout4j.HandshakeRecord;
import io.callout4j.Severity;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an examination has found out.
 *
 * <pre>{@code
 * Diagnosis diagnosis = Doctor.examine(Examination.of("https://erp.example.com/soap"));
 * if (!diagnosis.healthy()) {
 *     Finding worst = diagnosis.findings().get(0);
 *     System.err.println(worst.summary() + " " + worst.remedyClient());
 * }
 * }</pre>
 *
 * <p>Immutable and safe to share. Holds certificates, names, dates and the beginning of an HTTP answer; no key and no password.
 *
 * @param endpoint the endpoint that was examined, without a query
 * @param clock what this machine's clock said at the beginning
 * @param took how long it took
 * @param proxy the proxy on the way, as {@code host:port}, or null where there is none
 * @param clientChain the certificates of the identity, leaf first; empty where there was none
 * @param trust what the server's certificate was held against, in words
 * @param trustPath the way from the server's certificate to the trust anchor, leaf first; empty where there is none
 * @param probes the connections that were made, the one as the callout would make it first
 * @param findings what was found out, worst first
 */
public record Diagnosis(
        String endpoint,
        Instant clock,
        Duration took,
        @Nullable String proxy,
        List<X509Certificate> clientChain,
        String trust,
        List<X509Certificate> trustPath,
        List<Probe> probes,
        List<Finding> findings) {

    /**
     * Whether nothing stands in a callout's way, as far as was seen.
     *
     * @return true where no finding is of severity error
     */
    public boolean healthy() {
        return findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
    }

    /**
     * The connection as the callout would make it.
     *
     * @return the first probe, or null where not even that was tried
     */
    public @Nullable Probe asCalled() {
        return probes.isEmpty() ? null : probes.get(0);
    }

    /**
     * The handshake that tells most: that of the callout itself, or where it did not come as far as the server's certificate, one of another
     * probe that did.
     *
     * @return what was seen, or null where no probe came as far as a handshake
     */
    public @Nullable HandshakeRecord handshake() {
        for (Probe probe : probes) {
            if (probe.sawServer()) {
                return probe.handshake();
            }
        }
        Probe first = asCalled();
        return first == null ? null : first.handshake();
    }

    /** Names the endpoint and the codes. */
    @Override
    public String toString() {
        return "Diagnosis[" + endpoint + ", "
                + findings.stream().map(Finding::code).toList() + "]";
    }
}
