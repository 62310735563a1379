package io.callout4j.diagnosis;

import io.callout4j.error.CalloutPhase;
import io.callout4j.error.Finding;
import io.callout4j.error.Finding.Severity;
import io.callout4j.error.HandshakeRecord;
import io.callout4j.internal.findings.ObservedResponse;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of an examination.
 *
 * <pre>{@code
 * Diagnosis diagnosis = Doctor.examine(Examination.of("https://erp.example.com/soap"));
 * if (!diagnosis.healthy()) {
 *     Finding worst = diagnosis.findings().get(0);
 *     System.err.println(worst.summary() + " " + worst.remedyClient());
 * }
 * }</pre>
 *
 * <p>Immutable and safe to share. Contains certificates, names, dates, and the beginning of an HTTP response, but no keys or passwords.
 *
 * @param endpoint the endpoint that was examined, without a query
 * @param clock the time on this machine's clock at the beginning
 * @param took how long it took
 * @param proxy the proxy, as {@code host:port}, or null if there is none
 * @param clientChain the certificates of the identity, leaf first; empty if there is none
 * @param trust a description of the trust anchors that the server's certificate was checked against
 * @param trustPath the path from the server's certificate to the trust anchor, leaf first; empty if there is none
 * @param probes the connections that were made, beginning with the one that the callout would make
 * @param findings the findings, worst first
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
     * Whether a callout would succeed, as far as the examination shows.
     *
     * @return true if no finding has severity error
     */
    public boolean healthy() {
        return findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
    }

    /**
     * The connection that the callout would make.
     *
     * @return the first probe, or null if there was none
     */
    public @Nullable Probe asCalled() {
        return probes.isEmpty() ? null : probes.get(0);
    }

    /**
     * The most informative handshake: that of the callout itself, or of another probe if the callout's did not reach the server's certificate.
     *
     * @return the record, or null if no probe reached the handshake
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

    /** Contains the endpoint and the codes. */
    @Override
    public String toString() {
        return "Diagnosis[" + endpoint + ", "
                + findings.stream().map(Finding::code).toList() + "]";
    }

    /**
     * One connection of an examination. Immutable.
     */
    public static final class Probe {

        private final Kind kind;
        private final @Nullable HandshakeRecord handshake;
        private final @Nullable ObservedResponse observed;
        private final @Nullable CalloutPhase timedOutIn;

        Probe(
                Kind kind,
                @Nullable HandshakeRecord handshake,
                @Nullable ObservedResponse observed,
                @Nullable CalloutPhase timedOutIn) {
            this.kind = kind;
            this.handshake = handshake;
            this.observed = observed;
            this.timedOutIn = timedOutIn;
        }

        /**
         * The HTTP response to a probe.
         *
         * @param method {@code GET} or {@code POST}
         * @param status the HTTP status, or null if no response head arrived
         * @param headers the response headers, with names as first received; lookup ignores case
         * @param faultCode the code of the SOAP fault in it, or null if there is none
         * @param faultString the text of the SOAP fault, or null
         * @param lost how the response was lost or why it is unusable, or null if it is complete
         */
        public record Response(
                String method,
                @Nullable Integer status,
                Map<String, String> headers,
                @Nullable String faultCode,
                @Nullable String faultString,
                @Nullable String lost) {}

        /**
         * What was tried.
         *
         * @return the kind of probe
         */
        public Kind kind() {
            return kind;
        }

        /**
         * What was recorded while connecting.
         *
         * @return the record, or null for plain HTTP, or if it timed out before
         */
        public @Nullable HandshakeRecord handshake() {
            return handshake;
        }

        /**
         * The response.
         *
         * @return the response, or null if nothing was sent or no connection was established
         */
        public @Nullable Response http() {
            return observed == null
                    ? null
                    : new Response(
                            observed.method(),
                            observed.status(),
                            observed.headers(),
                            observed.faultCode(),
                            observed.faultString(),
                            observed.lost());
        }

        /**
         * The phase in which the probe timed out.
         *
         * @return the phase, or null if it did not
         */
        public @Nullable CalloutPhase timedOutIn() {
            return timedOutIn;
        }

        @Nullable
        ObservedResponse observed() {
            return observed;
        }

        /** What is tried. */
        public enum Kind {
            /** Exactly as the callout. */
            AS_CALLED("as in the callout"),
            /** Without the client certificate; nothing is sent after the handshake. */
            WITHOUT_CERTIFICATE("without the certificate"),
            /** With only TLS 1.2; nothing is sent after the handshake. */
            TLS_1_2("with only TLS 1.2"),
            /** With only TLS 1.3; nothing is sent after the handshake. */
            TLS_1_3("with only TLS 1.3"),
            /** Without sending the server name; nothing is sent after the handshake. */
            WITHOUT_NAME("without a server name"),
            /** With a name that does not exist; nothing is sent after the handshake. */
            OTHER_NAME("with another server name"),
            /** The same GET with only TLS 1.2. */
            GET_BY_TLS_1_2("GET with only TLS 1.2"),
            /** A GET over plain HTTP. */
            PLAIN_HTTP("over plain HTTP");

            private final String words;

            Kind(String words) {
                this.words = words;
            }

            /**
             * A description for display.
             *
             * @return such as {@code without the certificate}
             */
            public String words() {
                return words;
            }

            /**
             * The code for programs.
             *
             * @return such as {@code without-certificate}
             */
            public String code() {
                return name().toLowerCase(Locale.ROOT).replace('_', '-');
            }
        }

        /**
         * Whether a connection was established that the server, as far as was observed, keeps open.
         *
         * @return false if connecting or the handshake failed, or if the certificate was rejected right after it
         */
        public boolean connected() {
            return timedOutIn == null && (handshake == null ? observed != null : handshake.failure() == null);
        }

        /** Whether the handshake reached the server's certificate. */
        boolean sawServer() {
            return handshake != null && !handshake.serverChain().isEmpty();
        }
    }
}
