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
 * A callout that is about to start, as a {@link CalloutListener} sees it.
 *
 * <pre>{@code
 * CalloutListener correlation = start -> {
 *     start.addHeader("X-Correlation-Id", MDC.get("correlation"));
 *     return null;
 * };
 * }</pre>
 *
 * <p>May only be used by the thread that runs {@link CalloutListener#started}, and only until that method returns. {@code toString} shows
 * no headers.
 */
public final class CalloutStart {

    /** Only the callout itself may describe its message; tracing needs none of these. */
    private static final Set<String> MESSAGE_HEADERS =
            Set.of("soapaction", "accept", "user-agent", "expect", "te", "upgrade");

    private final Operation operation;
    private final String endpoint;
    private final String host;
    private final int port;
    private final @Nullable String certificateName;
    private final Map<String, String> callersHeaders;
    private final Map<String, String> added = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private boolean closed;

    CalloutStart(CalloutRequest request, String endpoint, String host, int port, @Nullable String certificateName) {
        this.operation = request.operation();
        this.callersHeaders = request.headers();
        this.endpoint = endpoint;
        this.host = host;
        this.port = port;
        this.certificateName = certificateName;
    }

    /**
     * The operation that is called.
     *
     * @return the operation
     */
    public Operation operation() {
        return operation;
    }

    /**
     * The endpoint, safe to be shown.
     *
     * @return the URL without query and user name
     */
    public String endpoint() {
        return endpoint;
    }

    /**
     * The host that is called.
     *
     * @return a name in A-label form or an IP literal without brackets; empty if the endpoint is not a URL, in which case the callout will
     *     be rejected
     */
    public String host() {
        return host;
    }

    /**
     * The port that is called.
     *
     * @return the port; 0 if the endpoint is not a URL
     */
    public int port() {
        return port;
    }

    /**
     * The named certificate that the callout asks for.
     *
     * @return the name; null if the callout has no certificate, has it inline, or asks for one that the runtime does not have
     */
    public @Nullable String certificateName() {
        return certificateName;
    }

    /**
     * Adds an HTTP header to this callout. A header that the callout sets itself is not replaced.
     *
     * @param name the name, such as {@code traceparent}
     * @param value the value
     * @throws CalloutConfigurationException if the header cannot be sent: it is not valid in HTTP, or it is one that frames or describes
     *     the message ({@code Host}, {@code Content-Type}, {@code SOAPAction} and the like). The callout continues without it
     * @throws IllegalStateException if {@link CalloutListener#started} has returned
     */
    public void addHeader(String name, String value) {
        if (closed) {
            throw new IllegalStateException("The callout has started; headers can only be added within started(…).");
        }
        String problem = HeaderRules.problem(name, value);
        if (problem == null && describesMessage(name.toLowerCase(Locale.ROOT))) {
            problem = "it describes the message, and only the callout itself may set it";
        }
        if (problem != null) {
            throw new CalloutConfigurationException("The header \"" + ForeignText.printable(String.valueOf(name))
                    + "\" of a listener was not added: " + problem + ".");
        }
        if (callersHeaders.keySet().stream().noneMatch(name::equalsIgnoreCase)) {
            added.putIfAbsent(name, value);
        }
    }

    private static boolean describesMessage(String name) {
        return MESSAGE_HEADERS.contains(name) || name.startsWith("content-") || name.startsWith("accept-");
    }

    /** The headers to add. After this call, no more can be added. */
    Map<String, String> headers() {
        closed = true;
        return new LinkedHashMap<>(added);
    }

    @Override
    public String toString() {
        return "CalloutStart[" + operation.request().getLocalPart() + " to " + endpoint + "]";
    }
}
