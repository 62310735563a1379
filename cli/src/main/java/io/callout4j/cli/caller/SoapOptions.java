package io.callout4j.cli.caller;

import io.callout4j.cli.console.UsageException;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.request.CalloutRequest;
import io.callout4j.request.Operation;
import io.callout4j.request.Operation.SoapVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** SOAPAction, SOAP version, and HTTP headers of a request. */
public final class SoapOptions {

    @Option(names = "--soap-action", paramLabel = "ACTION", description = "SOAPAction, without quotes. Default: empty.")
    private String soapAction = "";

    @Option(
            names = "--soap",
            paramLabel = "1.1|1.2",
            description = "SOAP version. Default: the version of the envelope, or 1.1 without an envelope.")
    private @Nullable String soap;

    @Option(names = "--header", paramLabel = "'NAME: VALUE'", description = "HTTP header to send; repeatable.")
    private List<String> headers = new ArrayList<>();

    /**
     * Checks the options before anything is opened.
     *
     * @throws UsageException if one is wrong
     */
    public void check() {
        if (soap != null && !soap.equals("1.1") && !soap.equals("1.2")) {
            throw new UsageException("--soap must be 1.1 or 1.2.");
        }
    }

    /**
     * {@return the request}
     *
     * @param endpoint the URL to call
     * @param envelope what to send
     * @param caller who sends it
     * @param identity the identity in {@code --cert-file}, or none
     * @param timeout the deadline in milliseconds, or null for the default
     * @throws UsageException if an option is wrong
     */
    public CalloutRequest request(
            String endpoint,
            EnvelopeFile envelope,
            CallerOptions caller,
            ClientIdentity identity,
            @Nullable Integer timeout) {
        Operation operation =
                Operation.of(soapAction, envelope.bodyName(), new QName("")).withSoapVersion(version(envelope));
        CalloutRequest.Builder builder =
                CalloutRequest.builder(endpoint, operation, envelope.body()).headers(headerMap());
        caller.applyIdentity(builder, identity);
        if (timeout != null) {
            builder.timeout(Duration.ofMillis(timeout));
        }
        envelope.headers().forEach(block -> builder.soapHeader(block.name(), block.value()));
        return builder.build();
    }

    private SoapVersion version(EnvelopeFile envelope) {
        SoapVersion requested = soap == null ? null : soap.equals("1.2") ? SoapVersion.V1_2 : SoapVersion.V1_1;
        SoapVersion written = envelope.version();
        if (requested != null && written != null && requested != written) {
            throw new UsageException("--soap " + soap + " does not match the envelope, which uses the other version.");
        }
        return requested != null ? requested : written != null ? written : SoapVersion.V1_1;
    }

    private Map<String, String> headerMap() {
        Map<String, String> map = new LinkedHashMap<>();
        for (String header : headers) {
            int colon = header.indexOf(':');
            if (colon < 1) {
                // The message does not repeat it, because it may be a credential.
                throw new UsageException("--header must be 'NAME: VALUE'; one of them has no name before a colon.");
            }
            String name = header.substring(0, colon).strip();
            if (map.keySet().stream().anyMatch(name::equalsIgnoreCase)) {
                throw new UsageException("--header sets " + name + " twice. Join the values with a comma.");
            }
            map.put(name, header.substring(colon + 1).strip());
        }
        return map;
    }
}
