package io.callout4j;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.internal.rules.HeaderRules;
import io.callout4j.internal.text.ForeignText;
import io.callout4j.request.CalloutRequest;
import io.callout4j.request.Operation;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A callout that begins, as its {@link CalloutListener} sees it.
 *
 * <pre>{@code
 * CalloutListener correlation = start -> {
 *     start.header("X-Correlation-Id", MDC.get("correlation"));
 *     return null;
 * };
 * }</pre>
 *
 * <p>Belongs to the thread that {@link CalloutListener#started} runs in, and only until that returns. {@code toString} shows no headers.
 */
public final class CalloutStart {

    /** What describes the message is the callout's to say; a trace has no business with it. */
    private static final Set<String> OF_THE_MESSAGE =
            Set.of("soapaction", "accept", "user-agent", "expect", "te", "upgrade");

    private final Operation operation;
    private final String endpoint;
    private final String host;
    private final int port;
    private final @Nullable String certificateName;
    private final Map<String, String> callersHeaders;
    private final Map<String, String> added = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private boolean over;

    CalloutStart(CalloutRequest request, String endpoint, String host, int port, @Nullable String certificateName) {
        this.operation = request.operation();
        this.callersHeaders = request.headers();
        this.endpoint = endpoint;
        this.host = host;
        this.port = port;
        this.certificateName = certificateName;
    }

    /**
     * What it calls.
     *
     * @return the operation
     */
    public Operation operation() {
        return operation;
    }

    /**
     * Where it goes, fit to be shown.
     *
     * @return the URL without its query and without a user name
     */
    public String endpoint() {
        return endpoint;
    }

    /**
     * The host it goes to.
     *
     * @return a name in A-label form or an IP literal without brackets; empty where the endpoint is no URL, so that the callout will be refused
     */
    public String host() {
        return host;
    }

    /**
     * The port it goes to.
     *
     * @return the port; 0 where the endpoint is no URL
     */
    public int port() {
        return port;
    }

    /**
     * The named certificate that it asks for.
     *
     * @return the name, or null where the callout has no certificate, has it inline, or asks for one that the runtime does not have
     */
    public @Nullable String certificateName() {
        return certificateName;
    }

    /**
     * Adds an HTTP header to this callout. One that the callout sets already stays as it is.
     *
     * @param name the name, such as {@code traceparent}
     * @param value the value
     * @throws CalloutConfigurationException where the header cannot be sent: it is none by the rules of HTTP, or it is one that frames or
     *     describes the message ({@code Host}, {@code Content-Type}, {@code SOAPAction} and the like). The callout goes on without it
     * @throws IllegalStateException where {@link CalloutListener#started} has returned
     */
    public void header(String name, String value) {
        if (over) {
            throw new IllegalStateException("The callout has begun; headers are added within started(…) alone.");
        }
        String problem = HeaderRules.problem(name, value);
        if (problem == null && ofTheMessage(name.toLowerCase(Locale.ROOT))) {
            problem = "it describes the message, which the callout does itself";
        }
        if (problem != null) {
            throw new CalloutConfigurationException("The header \"" + ForeignText.printable(String.valueOf(name))
                    + "\" of a listener was not added: " + problem + ".");
        }
        if (callersHeaders.keySet().stream().noneMatch(name::equalsIgnoreCase)) {
            added.putIfAbsent(name, value);
        }
    }

    private static boolean ofTheMessage(String name) {
        return OF_THE_MESSAGE.contains(name) || name.startsWith("content-") || name.startsWith("accept-");
    }

    /** The headers to add; from here on there will be no more. */
    Map<String, String> headers() {
        over = true;
        return new LinkedHashMap<>(added);
    }

    @Override
    public String toString() {
        return "CalloutStart[" + operation.request().getLocalPart() + " to " + endpoint + "]";
    }
}
