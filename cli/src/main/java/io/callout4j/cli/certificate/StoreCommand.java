package io.callout4j.cli.certificate;

import io.callout4j.CalloutException;
import io.callout4j.Finding;
import io.callout4j.certificates.StoredCertificate;
import io.callout4j.cli.console.ExitCode;
import io.callout4j.cli.console.Page;
import io.callout4j.cli.console.Surroundings;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A command that makes or keeps certificates: it does one thing, says what it did, and what comes next. */
@Command(
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Done.",
            "2:An option is wrong, a file cannot be read or written, or a variable is not set.",
            "3:It was refused, and nothing was changed; the reason is shown.",
            "70:An error inside callout; please report it."
        })
public abstract class StoreCommand implements Callable<Integer> {

    /** Where a command to be copied begins in a text. */
    private static final String COMMAND = ": callout ";

    private final Surroundings surroundings;

    @Option(names = "--json", description = "Print one JSON object on one line, in UTF-8.")
    private boolean json;

    protected StoreCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * Does it.
     *
     * @throws CalloutException where it is refused; nothing was changed then
     */
    protected abstract StoreAnswer answer();

    /** How it ends where it was done. */
    protected int exitCode(StoreAnswer answer) {
        return ExitCode.OK;
    }

    protected final Surroundings surroundings() {
        return surroundings;
    }

    protected final boolean isJson() {
        return json;
    }

    protected final Instant now() {
        return surroundings.clock().instant();
    }

    @Override
    public final Integer call() {
        StoreAnswer answer;
        try {
            answer = answer();
        } catch (CalloutException e) {
            answer = StoreAnswer.refused(e);
        }
        if (json) {
            answer.json(now()).print(surroundings.out());
        } else if (!answer.headline().isEmpty()) {
            print(answer, new Page(surroundings.out(), surroundings.ansi()));
        }
        return answer.refusal() == null ? exitCode(answer) : ExitCode.REFUSED;
    }

    private void print(StoreAnswer answer, Page page) {
        page.headline(answer.headline());
        CalloutException refusal = answer.refusal();
        if (refusal != null) {
            page.blank();
            page.paragraph(String.valueOf(refusal.getMessage()));
            return;
        }
        describe(answer, page);
        if (!answer.files().isEmpty()) {
            page.blank();
            answer.files().forEach(file -> page.row("Wrote", file.toString()));
        }
        section(page, answer.notes(), "Note");
        section(page, answer.next(), "Next");
    }

    /** What the entries show; one with all there is to it, many as a table. */
    protected void describe(StoreAnswer answer, Page page) {
        for (StoredCertificate entry : answer.entries()) {
            page.blank();
            new StoreText(page, now()).whole(entry);
            List<Finding> findings = entry.isAwaitingSignature() ? List.of() : entry.findings(now());
            if (!findings.isEmpty()) {
                page.blank();
                page.findings(findings);
            }
        }
    }

    private static void section(Page page, List<String> texts, String label) {
        if (!texts.isEmpty()) {
            page.blank();
        }
        String head = label;
        for (String text : texts) {
            int command = text.indexOf(COMMAND);
            page.item(head, command < 0 ? text : text.substring(0, command + 1));
            head = "";
            if (command >= 0) {
                // Whole, so that it can be copied.
                page.row("", "  " + text.substring(command + 2));
            }
        }
    }
}
