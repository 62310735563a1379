package io.callout4j.cli.send;

import io.callout4j.CalloutException;
import io.callout4j.CalloutOutcome;
import io.callout4j.CalloutRequest;
import io.callout4j.Callouts;
import io.callout4j.Finding;
import io.callout4j.cli.caller.CallerOptions;
import io.callout4j.cli.caller.EnvelopeFile;
import io.callout4j.cli.caller.SoapOptions;
import io.callout4j.cli.console.ExitCode;
import io.callout4j.cli.console.Page;
import io.callout4j.cli.console.Surroundings;
import io.callout4j.cli.console.UsageException;
import io.callout4j.identity.ClientIdentity;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a callout from a shell. */
@Command(
        name = "send",
        sortOptions = false,
        description = {
            "Sends a SOAP request over mutual TLS and says how it ended.",
            "",
            "The file holds a SOAP envelope, or the element that goes into its Body. A request is sent at most once, redirects are"
                    + " not followed, and the host's name is always verified.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:SOAP came back, or a void answer came back whole.",
            "1:The service answered with a SOAP fault.",
            "2:An option is wrong, a file cannot be read, or a variable is not set.",
            "3:A certificate, a setting or the request was refused; nothing was sent.",
            "4:The TLS handshake failed, or the server refused the certificate.",
            "5:The time was up.",
            "6:No connection came about.",
            "7:The answer is no SOAP, or was lost.",
            "70:An error inside callout; please report it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  callout send --endpoint https://erp.example.com/status --soap-action urn:updateStatus \\",
            "      --cert-file contoso.p12 --cert-password-env CONTOSO_PASSWORD request.xml",
            "  callout send --endpoint https://erp.example.com/status --trust partner-root.pem --json - < request.xml",
            "  callout send --config callouts.json --endpoint callout:Erp/status request.xml"
        })
public final class SendCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Option(
            names = "--endpoint",
            required = true,
            paramLabel = "URL",
            description = "Where the service is; with --config also callout:NAME/path.")
    private String endpoint = "";

    @Mixin
    private SoapOptions soap = new SoapOptions();

    @Mixin
    private CallerOptions caller = new CallerOptions();

    @Option(
            names = "--timeout",
            paramLabel = "MS",
            description =
                    "Milliseconds for the whole call: 1 to 120000; 10000 where neither this nor the configuration says.")
    private @Nullable Integer timeout;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            description = "Send it N times over one runtime; the exit code is the last one's.")
    private int repeat = 1;

    @Option(names = "--json", description = "Print one JSON object on one line for each callout, in UTF-8.")
    private boolean json;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            defaultValue = "-",
            description = "The request; - is standard input, which is read where none is given.")
    private String file = "-";

    public SendCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (repeat < 1) {
            throw new UsageException("--repeat takes a number from 1 on.");
        }
        caller.check(endpoint, "--endpoint");
        soap.check();
        long start = System.nanoTime();
        try {
            EnvelopeFile envelope = EnvelopeFile.of(file, surroundings);
            ClientIdentity identity = caller.identity(surroundings);
            CalloutRequest request = soap.request(endpoint, envelope, caller, identity, timeout);
            try (Callouts callouts = caller.runtime(surroundings)) {
                return send(
                        callouts,
                        request,
                        caller.localFindings(
                                endpoint, identity, surroundings.clock().instant()));
            }
        } catch (CalloutException e) {
            return answer(new CalloutOutcome(null, e, null, Map.of(), null), start, List.of());
        }
    }

    private int send(Callouts callouts, CalloutRequest request, List<Finding> local) {
        int code = ExitCode.OK;
        for (int i = 0; i < repeat; i++) {
            long start = System.nanoTime();
            code = answer(callouts.attempt(request), start, local);
        }
        return code;
    }

    private int answer(CalloutOutcome outcome, long start, List<Finding> local) {
        SendAnswer answer = new SendAnswer(outcome, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start), local);
        if (json) {
            answer.print(surroundings.out());
        } else {
            answer.print(new Page(surroundings.out(), surroundings.ansi()));
        }
        return ExitCode.of(outcome);
    }
}
