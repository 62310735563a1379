package io.callout4j.diagnosis;

import io.callout4j.CalloutPhase;
import io.callout4j.HandshakeRecord;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One connection of an examination.
 *
 * @param kind what was tried
 * @param handshake what was seen while connecting, or null for plain HTTP or where the time was up before
 * @param http the answer, or null where nothing was asked or no connection came about
 * @param lateIn where the time was up, or null where it was not
 */
public record Probe(
        Kind kind,
        @Nullable HandshakeRecord handshake,
        @Nullable HttpSeen http,
        @Nullable CalloutPhase lateIn) {

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
        return lateIn == null && (handshake == null ? http != null : handshake.failure() == null);
    }

    /** Whether the server came as far as showing its certificate. */
    boolean sawServer() {
        return handshake != null && !handshake.serverChain().isEmpty();
    }
}
