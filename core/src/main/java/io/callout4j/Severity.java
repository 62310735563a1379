package io.callout4j;

import java.util.Locale;

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
