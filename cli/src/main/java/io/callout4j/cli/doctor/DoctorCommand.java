package io.callout4j.cli.doctor;

import io.callout4j.Callouts;
import io.callout4j.cli.caller.CallerOptions;
import io.callout4j.cli.caller.EnvelopeFile;
import io.callout4j.cli.caller.SoapOptions;
import io.callout4j.cli.console.CliEnvironment;
import io.callout4j.cli.console.ExitCode;
import io.callout4j.cli.console.Page;
import io.callout4j.cli.console.UsageException;
import io.callout4j.diagnosis.Diagnosis;
import io.callout4j.diagnosis.Doctor;
import io.callout4j.diagnosis.Examination;
import io.callout4j.error.CalloutException;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.request.CalloutRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code callout doctor}. */
@Command(
        name = "doctor",
        sortOptions = false,
        description = {
            "Finds out whether a callout over mutual TLS works and, if not, why it fails and how to fix it.",
            "",
            "The doctor connects several times (with and without the certificate, with TLS 1.2 and 1.3) and sends one GET"
                    + " without a body. It posts nothing unless --send is given, and then exactly once. Certificates and"
                    + " host names are always verified. 'callout help finding CODE' explains a finding.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:No problem was found.",
            "2:Usage error: a wrong option, an unreadable file, or an unset variable.",
            "3:Your certificate or configuration was rejected; nothing was sent.",
            "8:At least one finding of severity error.",
            "70:An internal error in callout; please report it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  callout doctor https://erp.example.com/status --cert-file contoso.p12 \\",
            "      --cert-password-env CONTOSO_PASSWORD --trust partner-root.pem",
            "  callout doctor https://erp.example.com/status --cert-file contoso.p12 \\",
            "      --offer matching",
            "      shows what Salesforce would do with this certificate",
            "  callout doctor callout:Erp/status --config callouts.json --send request.xml \\",
            "      --html report.html"
        })
public final class DoctorCommand implements Callable<Integer> {

    private static final int MAX_TIMEOUT = 300_000;

    /** The body of the request if none is posted. */
    private static final byte[] NO_REQUEST = "<nothing/>".getBytes(StandardCharsets.US_ASCII);

    private final CliEnvironment environment;

    @Parameters(paramLabel = "URL", description = "URL of the service; with --config also callout:NAME/path.")
    private String url = "";

    @Mixin
    private CallerOptions caller = new CallerOptions();

    @Option(
            names = "--timeout",
            order = 30,
            paramLabel = "MS",
            description = "Timeout for the entire diagnosis in milliseconds, between 1 and 300000. Default: 30000.")
    private int timeout = 30_000;

    @Option(
            names = "--send",
            paramLabel = "FILE",
            description =
                    "Post this request exactly once instead of the GET; - is standard input. The service will process it.")
    private @Nullable String send;

    @Mixin
    private SoapOptions soap = new SoapOptions();

    @Option(
            names = "--fetch-issuers",
            order = 31,
            description =
                    "If a chain is incomplete, download the issuer's certificate from the address in its last certificate."
                            + " The server decides which address that is.")
    private boolean fetchIssuers;

    @Option(
            names = "--revocation",
            order = 31,
            description =
                    "Also require that the server's certificates are known not to be revoked. Downloads CRLs from the addresses"
                            + " in the certificates.")
    private boolean revocation;

    @Option(names = "--json", order = 32, description = "Print one JSON object on one line, in UTF-8.")
    private boolean json;

    @Option(
            names = "--html",
            order = 33,
            paramLabel = "FILE",
            description = "Also write the report as a single HTML file, for example to attach to a ticket.")
    private @Nullable String html;

    /**
     * Creates the command.
     *
     * @param environment the environment
     */
    public DoctorCommand(CliEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        caller.check(url, "the URL");
        soap.check();
        if (timeout < 1 || timeout > MAX_TIMEOUT) {
            throw new UsageException("--timeout must be between 1 and " + MAX_TIMEOUT + " milliseconds.");
        }
        HtmlFile file = html == null ? null : HtmlFile.at(html);
        DoctorReport report = examine();
        if (file != null) {
            file.write(report);
        }
        if (json) {
            report.print(environment.out());
        } else {
            new DoctorText(environment.page(), environment.clock().instant()).print(report);
            if (html != null) {
                environment.err().println("HTML report: " + html);
            }
        }
        return report.refusal() != null ? ExitCode.REFUSED : report.healthy() ? ExitCode.OK : ExitCode.PROBLEMS;
    }

    private DoctorReport examine() {
        try {
            EnvelopeFile envelope = send == null ? EnvelopeFile.of(NO_REQUEST) : EnvelopeFile.of(send, environment);
            ClientIdentity identity = caller.identity(environment);
            CalloutRequest request = soap.request(url, envelope, caller, identity, null);
            try (Callouts callouts = caller.callouts(environment)) {
                Examination plain = callouts.examination(request).withTimeout(Duration.ofMillis(timeout));
                Examination fetching = fetchIssuers ? plain.fetchingIssuers() : plain;
                Examination examination = revocation ? fetching.checkingRevocation() : fetching;
                Diagnosis diagnosis =
                        Doctor.examine(send == null ? examination : examination.posting(), this::progress);
                return new DoctorReport(diagnosis, null);
            }
        } catch (CalloutException e) {
            return new DoctorReport(null, e);
        }
    }

    /** Shows progress at a terminal, in one line that the next step overwrites. */
    private void progress(String step) {
        if (!json && environment.ansi().enabled()) {
            environment.err().print("\r\u001b[K" + Page.printable(step) + " …");
            environment.err().flush();
        }
    }
}
