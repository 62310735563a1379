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

    /**
     * One connection of an examination. Immutable.
     */
    public static final class Probe {

        private final Kind kind;
        private final @Nullable HandshakeRecord handshake;
        private final @Nullable ObservedResponse observed;
        private final @Nullable CalloutPhase lateIn;

        Probe(
                Kind kind,
                @Nullable HandshakeRecord handshake,
                @Nullable ObservedResponse observed,
                @Nullable CalloutPhase lateIn) {
            this.kind = kind;
            this.handshake = handshake;
            this.observed = observed;
            this.lateIn = lateIn;
        }

        /**
         * The HTTP response to a probe.
         *
         * @param method {@code GET} or {@code POST}
         * @param status the HTTP status, or null if no head of a response came
         * @param headers the response's headers, names as first received; lookup ignores case
         * @param faultCode the code of the SOAP fault in it, or null if there is none
         * @param faultString the text of the SOAP fault, or null
         * @param lost how the response was lost or why it cannot be used, or null if it is complete
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
         * What was seen while connecting.
         *
         * @return the record, or null for plain HTTP, or if it timed out before
         */
        public @Nullable HandshakeRecord handshake() {
            return handshake;
        }

        /**
         * The response.
         *
         * @return the response, or null if nothing was asked or no connection was established
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
         * Where it timed out.
         *
         * @return the phase, or null if it did not
         */
        public @Nullable CalloutPhase lateIn() {
            return lateIn;
        }

        @Nullable
        ObservedResponse observed() {
            return observed;
        }

        /** What is tried beside the callout itself. */
        public enum Kind {
            /** As the callout would be made. */
            AS_CALLED("as called"),
            /** Without the client certificate; nothing is sent after the handshake. */
            WITHOUT_CERTIFICATE("without the certificate"),
            /** With TLS 1.2 alone; nothing is sent after the handshake. */
            TLS_1_2("TLS 1.2 alone"),
            /** With TLS 1.3 alone; nothing is sent after the handshake. */
            TLS_1_3("TLS 1.3 alone"),
            /** Without sending the server's name; nothing is sent after the handshake. */
            WITHOUT_NAME("without a server name"),
            /** With a name that nobody has; nothing is sent after the handshake. */
            OTHER_NAME("with another server name"),
            /** The same GET with TLS 1.2 alone. */
            GET_BY_TLS_1_2("GET by TLS 1.2"),
            /** A GET by plain HTTP. */
            PLAIN_HTTP("plain HTTP");

            private final String words;

            Kind(String words) {
                this.words = words;
            }

            /**
             * The kind in words for people.
             *
             * @return such as {@code without the certificate}
             */
            public String words() {
                return words;
            }

            /**
             * The kind in a word for programs.
             *
             * @return such as {@code without-certificate}
             */
            public String code() {
                return name().toLowerCase(Locale.ROOT).replace('_', '-');
            }
        }

        /**
         * Whether a connection came about on which the server, as far as was seen, would go on.
         *
         * @return false where connecting or the handshake failed, or the certificate was refused right after it
         */
        public boolean stood() {
            return lateIn == null && (handshake == null ? observed != null : handshake.failure() == null);
        }

        /** Whether the server came as far as showing its certificate. */
        boolean sawServer() {
            return handshake != null && !handshake.serverChain().isEmpty();
        }
    }
}
