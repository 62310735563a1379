package io.callout4j.cli.doctor;

import io.callout4j.CalloutException;
import io.callout4j.CalloutRequest;
import io.callout4j.Callouts;
import io.callout4j.cli.caller.CallerOptions;
import io.callout4j.cli.caller.EnvelopeFile;
import io.callout4j.cli.caller.SoapOptions;
import io.callout4j.cli.console.ExitCode;
import io.callout4j.cli.console.Page;
import io.callout4j.cli.console.Surroundings;
import io.callout4j.cli.console.UsageException;
import io.callout4j.diagnosis.Diagnosis;
import io.callout4j.diagnosis.Doctor;
import io.callout4j.diagnosis.Examination;
import io.callout4j.identity.ClientIdentity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Examines the way to a server. */
@Command(
        name = "doctor",
        sortOptions = false,
        description = {
            "Finds out why a callout over mutual TLS fails, or whether it would succeed, and says what cures it.",
            "",
            "It connects several times (with and without the certificate, with TLS 1.2 and 1.3) and sends one GET without a body;"
                    + " nothing is posted unless --send says so, and then exactly once. Certificates and host names are always"
                    + " verified. Each finding's code has a page in docs/findings.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Nothing stands in the way.",
            "2:An option is wrong, a file cannot be read, or a variable is not set.",
            "3:Our own certificate or configuration was refused; nothing was sent.",
            "8:At least one finding of severity error.",
            "70:An error inside callout; please report it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  callout doctor https://erp.example.com/status --cert-file contoso.p12 \\",
            "      --cert-password-env CONTOSO_PASSWORD --trust partner-root.pem",
            "  callout doctor https://erp.example.com/status --cert-file contoso.p12 --offer matching",
            "      answers what Salesforce would do with this certificate",
            "  callout doctor callout:Erp/status --config callouts.json --send request.xml --html report.html"
        })
public final class DoctorCommand implements Callable<Integer> {

    private static final int LONGEST = 300_000;

    /** What stands for the request where none is sent. */
    private static final byte[] NOTHING = "<nothing/>".getBytes(StandardCharsets.US_ASCII);

    private final Surroundings surroundings;

    @Parameters(paramLabel = "URL", description = "Where the service is; with --config also callout:NAME/path.")
    private String url = "";

    @Mixin
    private CallerOptions caller = new CallerOptions();

    @Option(
            names = "--timeout",
            paramLabel = "MS",
            description = "Milliseconds for the whole examination: 1 to 300000; 30000 where it is not given.")
    private int timeout = 30_000;

    @Option(
            names = "--send",
            paramLabel = "FILE",
            description =
                    "Post this request, exactly once, in place of the GET; - is standard input. The service acts on it.")
    private @Nullable String send;

    @Mixin
    private SoapOptions soap = new SoapOptions();

    @Option(names = "--json", description = "Print one JSON object on one line, in UTF-8.")
    private boolean json;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write a page to attach to a ticket as well; it needs nothing beside it.")
    private @Nullable String html;

    public DoctorCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        caller.check(url, "the URL");
        soap.check();
        if (timeout < 1 || timeout > LONGEST) {
            throw new UsageException("--timeout takes milliseconds from 1 to " + LONGEST + ".");
        }
        HtmlFile page = html == null ? null : HtmlFile.at(html);
        DoctorAnswer answer = answer();
        if (page != null) {
            page.write(answer);
        }
        if (json) {
            answer.print(surroundings.out());
        } else {
            new DoctorText(
                            new Page(surroundings.out(), surroundings.ansi()),
                            surroundings.clock().instant())
                    .print(answer);
            if (html != null) {
                surroundings.err().println("The same as a page: " + html);
            }
        }
        return answer.refusal() != null ? ExitCode.REFUSED : answer.healthy() ? ExitCode.OK : ExitCode.PROBLEMS;
    }

    private DoctorAnswer answer() {
        try {
            EnvelopeFile envelope = send == null ? EnvelopeFile.of(NOTHING) : EnvelopeFile.of(send, surroundings);
            ClientIdentity identity = caller.identity(surroundings);
            CalloutRequest request = soap.request(url, envelope, caller, identity, null);
            try (Callouts callouts = caller.runtime(surroundings)) {
                Examination examination = callouts.examination(request).withTimeout(Duration.ofMillis(timeout));
                Diagnosis diagnosis =
                        Doctor.examine(send == null ? examination : examination.posting(), this::progress);
                return new DoctorAnswer(diagnosis, null);
            }
        } catch (CalloutException e) {
            return new DoctorAnswer(null, e);
        }
    }

    /** One line that the next one overwrites, for a person who waits at a terminal. */
    private void progress(String step) {
        if (!json && surroundings.ansi().enabled()) {
            surroundings.err().print("\r\u001b[K" + Page.visible(step) + " …");
            surroundings.err().flush();
        }
    }
}
