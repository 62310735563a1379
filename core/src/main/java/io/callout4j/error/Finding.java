package io.callout4j.error;

import io.callout4j.internal.text.ForeignText;
import java.io.Serializable;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A fact about a certificate, a server or a callout: what it is, the evidence for it, and how to fix it.
 *
 * <pre>{@code
 * for (Finding finding : exception.findings()) {
 *     System.err.println(finding.code() + ": " + finding.summary());
 *     System.err.println("  remedy: " + finding.remedyClient());
 * }
 * }</pre>
 *
 * <p>Immutable and safe to share. Contains no secrets, only certificates, names and dates.
 *
 * @param code the stable name for programs, such as {@code server-unknown-ca}
 * @param severity how much it matters
 * @param summary one sentence that says what is wrong
 * @param evidence what was observed, or null
 * @param cause the cause if it is known, or null
 * @param remedyClient what to do on your side, or null
 * @param remedyServer what to ask of the server operator, or null
 * @serial exclude
 */
public record Finding(
        String code,
        Severity severity,
        String summary,
        @Nullable String evidence,
        @Nullable String cause,
        @Nullable String remedyClient,
        @Nullable String remedyServer)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /**
     * Escapes control characters, bidirectional controls, and invisible characters in the texts, as in {@code \u001b}: they may quote what
     * a server sent.
     *
     * @param code the stable name
     * @param severity how much it matters
     * @param summary one sentence
     * @param evidence what was observed, or null
     * @param cause the cause, or null
     * @param remedyClient what to do on your side, or null
     * @param remedyServer what to ask of the server operator, or null
     */
    public Finding {
        code = ForeignText.message(code);
        summary = ForeignText.message(summary);
        evidence = ForeignText.messageOrNull(evidence);
        cause = ForeignText.messageOrNull(cause);
        remedyClient = ForeignText.messageOrNull(remedyClient);
        remedyServer = ForeignText.messageOrNull(remedyServer);
    }

    /**
     * A finding of severity error.
     *
     * @param code its code
     * @param summary one sentence
     * @return the finding, with the usual cause and remedies of its code
     */
    public static Finding error(FindingCode code, String summary) {
        return of(code, Severity.ERROR, summary);
    }

    /**
     * A finding of severity warning.
     *
     * @param code its code
     * @param summary one sentence
     * @return the finding, with the usual cause and remedies of its code
     */
    public static Finding warning(FindingCode code, String summary) {
        return of(code, Severity.WARNING, summary);
    }

    /**
     * A finding of severity info.
     *
     * @param code its code
     * @param summary one sentence
     * @return the finding, with the usual cause and remedies of its code
     */
    public static Finding info(FindingCode code, String summary) {
        return of(code, Severity.INFO, summary);
    }

    /**
     * A finding.
     *
     * @param code its code
     * @param severity how much it matters
     * @param summary one sentence
     * @return the finding, with the usual cause and remedies of its code
     */
    public static Finding of(FindingCode code, Severity severity, String summary) {
        FindingTexts usual = FindingTexts.of(code);
        return new Finding(
                code.code(), severity, summary, null, usual.cause(), usual.remedyClient(), usual.remedyServer());
    }

    /**
     * Whether this finding has the given code.
     *
     * @param kind the code
     * @return true if it has this code
     */
    public boolean is(FindingCode kind) {
        return code.equals(kind.code());
    }

    /**
     * Returns a copy with other evidence.
     *
     * @param text what was observed
     * @return a copy
     */
    public Finding withEvidence(@Nullable String text) {
        return new Finding(code, severity, summary, text, cause, remedyClient, remedyServer);
    }

    /**
     * Returns a copy with another cause.
     *
     * @param text the cause
     * @return a copy
     */
    public Finding withCause(@Nullable String text) {
        return new Finding(code, severity, summary, evidence, text, remedyClient, remedyServer);
    }

    /**
     * Returns a copy with another remedy on your side.
     *
     * @param text what to do
     * @return a copy
     */
    public Finding withRemedyClient(@Nullable String text) {
        return new Finding(code, severity, summary, evidence, cause, text, remedyServer);
    }

    /**
     * Returns a copy with another remedy at the server.
     *
     * @param text what to ask
     * @return a copy
     */
    public Finding withRemedyServer(@Nullable String text) {
        return new Finding(code, severity, summary, evidence, cause, remedyClient, text);
    }

    /**
     * Sorts findings for a report: worst first, findings of the same severity in the given order.
     *
     * @param findings the findings, in the order of the callout's phases
     * @return a new, unmodifiable list
     */
    public static List<Finding> worstFirst(Collection<Finding> findings) {
        return findings.stream().sorted(Comparator.comparing(Finding::severity)).toList();
    }

    /** How much a {@link Finding} matters, worst first: the natural order is the order of a report. */
    public enum Severity {
        /** A callout fails, or has failed, because of it. */
        ERROR,
        /** Callouts work, but they may fail later or with other servers. */
        WARNING,
        /** Worth knowing; nothing needs to be done. */
        INFO;

        /**
         * The name in JSON.
         *
         * @return {@code error}, {@code warning} or {@code info}
         */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
