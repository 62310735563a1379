package io.callout4j.cli.help;

import io.callout4j.cli.console.CliEnvironment;
import io.callout4j.cli.console.ExitCode;
import io.callout4j.cli.console.Page;
import io.callout4j.cli.console.UsageException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code callout help finding}. */
@Command(
        name = "finding",
        description = {
            "Explains a finding: what it means, why it happens, and what to do on your side and at the"
                    + " server. Without a CODE,"
                    + " lists all findings.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {"  callout help finding", "  callout help finding server-unknown-ca"})
public final class HelpFindingCommand implements Callable<Integer> {

    private static final int SUGGESTIONS = 3;
    private static final int CODE_WIDTH = 38;

    private static final Map<String, String> GROUPS = Map.of(
            "reach", "Reaching the server",
            "server", "The server's certificate",
            "ours", "Your certificate in the handshake",
            "http", "HTTP and SOAP",
            "file", "Your certificate file");

    private final CliEnvironment environment;

    @Parameters(arity = "0..1", paramLabel = "CODE", description = "Code of the finding, such as server-unknown-ca.")
    private @Nullable String code;

    /**
     * Creates the command.
     *
     * @param environment the environment
     */
    public HelpFindingCommand(CliEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        FindingPages findings = FindingPages.load();
        Page page = environment.page();
        if (code == null) {
            list(findings.pages(), page);
            return ExitCode.OK;
        }
        FindingPage found = findings.page(code);
        if (found == null) {
            throw new UsageException("There is no finding \"" + code + "\". The most similar ones are "
                    + String.join(", ", findings.nearest(code, SUGGESTIONS))
                    + "; callout help finding lists all of them.");
        }
        found.print(page);
        return ExitCode.OK;
    }

    private static void list(List<FindingPage> pages, Page page) {
        String group = "";
        for (FindingPage each : pages) {
            if (!each.group().equals(group)) {
                if (!group.isEmpty()) {
                    page.blank();
                }
                group = each.group();
                page.headline(GROUPS.getOrDefault(group, group));
            }
            page.item(each.code(), CODE_WIDTH, each.title());
        }
    }
}
