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

    void print(Page page) {
        page.heading(severity, code);
        page.headline(title);
        page.blank();
        if (meaning != null) {
            page.paragraph(meaning);
            page.blank();
        }
        page.detail("why", cause);
        page.detail("on your side", remedyClient);
        page.detail("at the server", remedyServer);
        page.detail("similar cases", distinguish);
        if (!reproduce.isEmpty()) {
            page.blank();
            page.paragraph("To see it:");
            reproduce.forEach(page::line);
        }
    }
}
