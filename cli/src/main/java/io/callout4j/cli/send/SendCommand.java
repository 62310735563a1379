package io.callout4j.cli.send;

import io.callout4j.CalloutOutcome;
import io.callout4j.Callouts;
import io.callout4j.cli.caller.CallerOptions;
import io.callout4j.cli.caller.EnvelopeFile;
import io.callout4j.cli.caller.SoapOptions;
import io.callout4j.cli.console.CliEnvironment;
import io.callout4j.cli.console.ExitCode;
import io.callout4j.cli.console.UsageException;
import io.callout4j.error.CalloutException;
import io.callout4j.error.Finding;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.request.CalloutRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code callout send}. */
@Command(
        name = "send",
        sortOptions = false,
        description = {
            "Sends a SOAP request over mutual TLS and reports the result.",
            "",
            "The file contains a SOAP envelope, or the element that goes into its Body. The request is sent at most once,"
                    + " redirects are not followed, and the server's host name is always verified.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:The service returned SOAP, or a complete empty response.",
            "1:The service returned a SOAP fault.",
            "2:Usage error: a wrong option, an unreadable file, or an unset variable.",
            "3:A certificate, a setting, or the request was rejected; nothing was sent.",
            "4:The TLS handshake failed, or the server rejected the certificate.",
            "5:Timed out.",
            "6:Could not connect.",
            "7:The response was not SOAP, or was lost.",
            "70:An internal error in callout; please report it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  callout send --endpoint https://erp.example.com/status \\",
            "      --soap-action urn:updateStatus --cert-file contoso.p12 \\",
            "      --cert-password-env CONTOSO_PASSWORD request.xml",
            "  callout send --endpoint https://erp.example.com/status \\",
            "      --trust partner-root.pem --json - < request.xml",
            "  callout send --config callouts.json --endpoint callout:Erp/status request.xml"
        })
public final class SendCommand implements Callable<Integer> {

    private final CliEnvironment environment;

    @Option(
            names = "--endpoint",
            required = true,
            paramLabel = "URL",
            description = "URL of the service; with --config also callout:NAME/path.")
    private String endpoint = "";

    @Mixin
    private SoapOptions soap = new SoapOptions();

    @Mixin
    private CallerOptions caller = new CallerOptions();

    @Option(
            names = "--timeout",
            order = 30,
            paramLabel = "MS",
            description =
                    "Timeout for the entire call in milliseconds, between 1 and 120000. Default: the configured timeout, or 10000.")
    private @Nullable Integer timeout;

    @Option(
            names = "--repeat",
            order = 31,
            paramLabel = "N",
            description = "Send the request N times, reusing connections. The exit code is that of the last call.")
    private int repeat = 1;

    @Option(names = "--json", order = 32, description = "Print one JSON object per call, each on one line, in UTF-8.")
    private boolean json;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            defaultValue = "-",
            description = "The request. Default: -, standard input.")
    private String file = "-";

    /**
     * Creates the command.
     *
     * @param environment the environment
     */
    public SendCommand(CliEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        if (repeat < 1) {
            throw new UsageException("--repeat must be at least 1.");
        }
        caller.check(endpoint, "--endpoint");
        soap.check();
        long start = System.nanoTime();
        try {
            EnvelopeFile envelope = EnvelopeFile.of(file, environment);
            ClientIdentity identity = caller.identity(environment);
            CalloutRequest request = soap.request(endpoint, envelope, caller, identity, timeout);
            try (Callouts callouts = caller.callouts(environment)) {
                return send(
                        callouts,
                        request,
                        caller.localFindings(
                                endpoint, identity, environment.clock().instant()));
            }
        } catch (CalloutException e) {
            return report(new CalloutOutcome(null, e, null, Map.of(), null), start, List.of());
        }
    }

    private int send(Callouts callouts, CalloutRequest request, List<Finding> local) {
        int code = ExitCode.OK;
        for (int i = 0; i < repeat; i++) {
            long start = System.nanoTime();
            code = report(callouts.attempt(request), start, local);
        }
        return code;
    }

    private int report(CalloutOutcome outcome, long start, List<Finding> local) {
        SendReport report = new SendReport(outcome, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start), local);
        if (json) {
            report.print(environment.out());
        } else {
            report.print(environment.page());
        }
        return ExitCode.of(outcome);
    }
}
