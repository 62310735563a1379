package io.callout4j.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The response cannot be used: a 2xx that is not SOAP, a body that is truncated, too large or not the expected element, or forbidden XML;
 * or the connection was lost after the first byte of the request, so the server may have acted on it.
 *
 * @serial exclude
 */
public final class CalloutResponseException extends CalloutException {

    private static final long serialVersionUID = 1L;

    private final String bodyStart;

    /**
     * Creates one.
     *
     * @param message what happened, why, and what to do
     * @param cause the cause, or null
     */
    public CalloutResponseException(String message, @Nullable Throwable cause) {
        super(message, List.of(), cause);
        this.bodyStart = "";
    }

    /**
     * Creates one for a response that was lost.
     *
     * @param message what happened, why, and what to do
     * @param findings the findings about the cause, worst first
     * @param cause the cause
     */
    public CalloutResponseException(String message, List<Finding> findings, Throwable cause) {
        super(message, findings, cause);
        this.bodyStart = "";
    }

    /**
     * Creates one for a complete response that is not as expected.
     *
     * @param message what happened, why, and what to do
     * @param bodyStart the first part of the body as text
     * @param findings the findings in the response, worst first
     */
    public CalloutResponseException(String message, String bodyStart, List<Finding> findings) {
        super(message, findings, null);
        this.bodyStart = bodyStart;
    }

    /**
     * The first part of the body, at most 1,000 characters.
     *
     * @return text; empty if the response was lost or its beginning does not help
     */
    public String bodyStart() {
        return bodyStart;
    }

    @Override
    public String outcome() {
        return "not-soap";
    }
}
