package io.callout4j.cli.help;

import io.callout4j.cli.console.Page;
import io.callout4j.error.Finding.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a finding. Any text but the title may be null.
 *
 * @param code the finding's code
 * @param group which part of a callout it is about
 * @param severity the usual severity
 * @param title the finding in a few words
 * @param meaning what it means
 * @param cause why it happens
 * @param remedyClient what to do on the client's side
 * @param remedyServer what to do at the server
 * @param distinguish how it differs from similar findings
 * @param reproduce commands that show it
 */
record FindingPage(
        String code,
        String group,
        Severity severity,
        String title,
        @Nullable String meaning,
        @Nullable String cause,
        @Nullable String remedyClient,
        @Nullable String remedyServer,
        @Nullable String distinguish,
        List<String> reproduce) {

    /** As wide as the longest label and two spaces. */
    private static final int LABEL = 23;

    void print(Page page) {
        page.heading(severity, code);
        page.headline(title);
        page.blank();
        if (meaning != null) {
            page.paragraph(meaning);
            page.blank();
        }
        detail(page, "why", cause);
        detail(page, "on your side", remedyClient);
        detail(page, "at the server", remedyServer);
        detail(page, "how to distinguish it", distinguish);
        if (!reproduce.isEmpty()) {
            page.blank();
            page.paragraph("To reproduce it:");
            reproduce.forEach(page::line);
        }
    }

    private static void detail(Page page, String label, @Nullable String text) {
        if (text != null) {
            page.item(label, LABEL, text);
        }
    }
}
