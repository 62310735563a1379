package io.callout4j.cli.caller;

import io.callout4j.CalloutRequest;
import io.callout4j.Operation;
import io.callout4j.SoapVersion;
import io.callout4j.cli.console.UsageException;
import io.callout4j.identity.ClientIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What goes around an envelope: the SOAPAction, the version, headers. */
public final class SoapOptions {

    @Option(
            names = "--soap-action",
            paramLabel = "ACTION",
            description = "The SOAPAction, without quotes; empty where it is not given.")
    private String soapAction = "";

    @Option(
            names = "--soap",
            paramLabel = "1.1|1.2",
            description = "The SOAP version; that of the envelope where it is not given, and 1.1 without an envelope.")
    private @Nullable String soap;

    @Option(
            names = "--header",
            paramLabel = "'NAME: VALUE'",
            description = "A header to send; can be given several times.")
    private List<String> headers = new ArrayList<>();

    /** What is wrong on the command line itself. */
    public void check() {
        if (soap != null && !soap.equals("1.1") && !soap.equals("1.2")) {
            throw new UsageException("--soap takes 1.1 or 1.2.");
        }
    }

    public CalloutRequest request(
            String endpoint,
            EnvelopeFile file,
            CallerOptions caller,
            ClientIdentity identity,
            @Nullable Integer timeout) {
        Operation operation =
                Operation.of(soapAction, file.bodyName(), new QName("")).withSoapVersion(version(file));
        CalloutRequest.Builder builder =
                CalloutRequest.builder(endpoint, operation, file.body()).headers(headerMap());
        caller.choose(builder, identity);
        if (timeout != null) {
            builder.timeout(Duration.ofMillis(timeout));
        }
        file.headers().forEach(block -> builder.soapHeader(block.name(), block.value()));
        return builder.build();
    }

    private SoapVersion version(EnvelopeFile file) {
        SoapVersion asked = soap == null ? null : soap.equals("1.2") ? SoapVersion.V1_2 : SoapVersion.V1_1;
        SoapVersion written = file.version();
        if (asked != null && written != null && asked != written) {
            throw new UsageException("--soap " + soap + " does not fit the envelope, which is of the other version.");
        }
        return asked != null ? asked : written != null ? written : SoapVersion.V1_1;
    }

    private Map<String, String> headerMap() {
        Map<String, String> map = new LinkedHashMap<>();
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon < 1) {
                // Not repeated: it may be a credential.
                throw new UsageException("--header takes 'NAME: VALUE'; one has no name before a colon.");
            }
            String name = header.substring(0, colon).strip();
            if (map.keySet().stream().anyMatch(name::equalsIgnoreCase)) {
                throw new UsageException("--header gives " + name + " twice. Join the values with a comma.");
            }
            map.put(name, header.substring(colon + 1).strip());
        }
        return map;
    }
}
