package io.callout4j.error;

import java.io.Serializable;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was found out about a certificate, a server or a callout: what it is, how it shows, and what cures it.
 *
 * <pre>{@code
 * for (Finding finding : exception.findings()) {
 *     System.err.println(finding.code() + ": " + finding.summary());
 *     System.err.println("  cure: " + finding.remedyClient());
 * }
 * }</pre>
 *
 * <p>Immutable and safe to share. Holds no secret: certificates, names and dates only.
 *
 * @param code the stable name programs go by, such as {@code server-unknown-ca}
 * @param severity how much it matters
 * @param summary one sentence that says what is wrong
 * @param evidence what was seen, or null
 * @param cause why it is so, where that is known, or null
 * @param remedyClient what to do on this side, or null
 * @param remedyServer what to ask of the server's administrator, or null
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
     * Whether this is a finding of some kind.
     *
     * @param kind the kind
     * @return true if it has this code
     */
    public boolean is(FindingCode kind) {
        return code.equals(kind.code());
    }

    /**
     * The same finding with what was seen.
     *
     * @param text what was seen
     * @return a copy
     */
    public Finding withEvidence(@Nullable String text) {
        return new Finding(code, severity, summary, text, cause, remedyClient, remedyServer);
    }

    /**
     * The same finding with why it is so.
     *
     * @param text why it is so
     * @return a copy
     */
    public Finding withCause(@Nullable String text) {
        return new Finding(code, severity, summary, evidence, text, remedyClient, remedyServer);
    }

    /**
     * The same finding with what to do on this side.
     *
     * @param text what to do
     * @return a copy
     */
    public Finding withRemedyClient(@Nullable String text) {
        return new Finding(code, severity, summary, evidence, cause, text, remedyServer);
    }

    /**
     * The same finding with what to ask of the server's administrator.
     *
     * @param text what to ask
     * @return a copy
     */
    public Finding withRemedyServer(@Nullable String text) {
        return new Finding(code, severity, summary, evidence, cause, remedyClient, text);
    }

    /**
     * Puts findings into the order of a report: worst first, and within a severity in the order given.
     *
     * @param findings the findings in the order of the callout's way
     * @return a new, unmodifiable list
     */
    public static List<Finding> worstFirst(Collection<Finding> findings) {
        return findings.stream().sorted(Comparator.comparing(Finding::severity)).toList();
    }

    /** How much a {@link Finding} matters. The constants stand worst first, so their natural order is the order of a report. */
    public enum Severity {
        /** A callout fails because of it, or has failed. */
        ERROR,
        /** A callout works today; it may not work tomorrow, or not with every server. */
        WARNING,
        /** Worth knowing; nothing needs to be done. */
        INFO;

        /**
         * The word that stands for it in JSON.
         *
         * @return {@code error}, {@code warning} or {@code info}
         */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
