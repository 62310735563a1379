package io.callout4j.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer cannot be used: a 2xx that is no SOAP, a body that is truncated, too large or not the expected element, forbidden
 * XML; or the connection was lost after the first byte of the request, so that the server may have acted.
 *
 * @serial exclude
 */
public final class CalloutResponseException extends CalloutException {

    private static final long serialVersionUID = 1L;

    private final String bodyStart;

    /**
     * Makes one.
     *
     * @param message what happened, why, and what to do
     * @param cause what led to it, or null
     */
    public CalloutResponseException(String message, @Nullable Throwable cause) {
        super(message, List.of(), cause);
        this.bodyStart = "";
    }

    /**
     * Makes one of an answer that was lost.
     *
     * @param message what happened, why, and what to do
     * @param findings what is known of the reason, worst first
     * @param cause what led to it
     */
    public CalloutResponseException(String message, List<Finding> findings, Throwable cause) {
        super(message, findings, cause);
        this.bodyStart = "";
    }

    /**
     * Makes one of an answer that came whole and is not what was expected.
     *
     * @param message what happened, why, and what to do
     * @param bodyStart the first part of the body as text
     * @param findings what the answer shows, worst first
     */
    public CalloutResponseException(String message, String bodyStart, List<Finding> findings) {
        super(message, findings, null);
        this.bodyStart = bodyStart;
    }

    /**
     * The first part of the body, at most 1,000 characters.
     *
     * @return text, empty where the answer was lost or its beginning tells nothing
     */
    public String bodyStart() {
        return bodyStart;
    }

    @Override
    public String outcome() {
        return "not-soap";
    }
}
