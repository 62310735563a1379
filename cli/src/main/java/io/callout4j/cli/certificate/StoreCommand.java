package io.callout4j.cli.certificate;

import io.callout4j.certificates.StoredCertificate;
import io.callout4j.cli.console.CliEnvironment;
import io.callout4j.cli.console.ExitCode;
import io.callout4j.cli.console.Page;
import io.callout4j.error.CalloutException;
import io.callout4j.error.Finding;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A command that creates or keeps certificates. It reports what it did and what to do next. */
@Command(
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Success.",
            "2:Usage error: a wrong option, an unreadable or unwritable file, or an unset variable.",
            "3:The command was rejected and changed nothing; the reason is shown.",
            "70:An internal error in callout; please report it."
        })
public abstract class StoreCommand implements Callable<Integer> {

    /** Separates the explanation of a step from the command to copy. */
    private static final String COMMAND = ": callout ";

    private final CliEnvironment environment;

    @Option(names = "--json", description = "Print one JSON object on one line, in UTF-8.")
    private boolean json;

    /**
     * Creates the command.
     *
     * @param environment the environment
     */
    protected StoreCommand(CliEnvironment environment) {
        this.environment = environment;
    }

    /**
     * Does the work of the command.
     *
     * @return what was done
     * @throws CalloutException if the command is rejected; it has changed nothing then
     */
    protected abstract StoreReport execute();

    /**
     * {@return the exit code of a command that was not rejected}
     *
     * @param report what was done
     */
    protected int exitCode(StoreReport report) {
        return ExitCode.OK;
    }

    /**
     * {@return the environment}
     */
    protected final CliEnvironment environment() {
        return environment;
    }

    /**
     * {@return whether JSON is printed}
     */
    protected final boolean isJson() {
        return json;
    }

    /**
     * {@return the current time}
     */
    protected final Instant now() {
        return environment.clock().instant();
    }

    @Override
    public final Integer call() {
        StoreReport report;
        try {
            report = execute();
        } catch (CalloutException e) {
            report = StoreReport.refused(e);
        }
        if (json) {
            report.json(now()).print(environment.out());
        } else if (!report.headline().isEmpty()) {
            print(report, environment.page());
        }
        return report.refusal() == null ? exitCode(report) : ExitCode.REFUSED;
    }

    private void print(StoreReport report, Page page) {
        page.headline(report.headline());
        CalloutException refusal = report.refusal();
        if (refusal != null) {
            page.blank();
            page.paragraph(String.valueOf(refusal.getMessage()));
            return;
        }
        describe(report, page);
        if (!report.files().isEmpty()) {
            page.blank();
            report.files().forEach(file -> page.row("Wrote", file.toString()));
        }
        section(page, report.notes(), "Note");
        section(page, report.next(), "Next");
    }

    /**
     * Describes the entries of a report, with all details.
     *
     * @param report what was done
     * @param page where to print
     */
    protected void describe(StoreReport report, Page page) {
        for (StoredCertificate entry : report.entries()) {
            page.blank();
            new StoreText(page, now()).details(entry);
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
                // On a line of its own and not wrapped, so that it can be copied.
                page.row("", "  " + text.substring(command + 2));
            }
        }
    }
}
