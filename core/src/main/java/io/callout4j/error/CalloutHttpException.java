package io.callout4j.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The server returned a 3xx, 4xx or 5xx status without SOAP: a redirect, a login page, or a proxy's error page.
 *
 * @serial exclude
 */
public final class CalloutHttpException extends CalloutException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final @Nullable String contentType;
    private final String bodyStart;

    /**
     * Creates one.
     *
     * @param message what happened, why, and what to do
     * @param status the HTTP status
     * @param contentType the content type of the response, or null if it has none
     * @param bodyStart the first part of the body as text
     */
    public CalloutHttpException(String message, int status, @Nullable String contentType, String bodyStart) {
        super(message, List.of(), null);
        this.status = status;
        this.contentType = contentType;
        this.bodyStart = bodyStart;
    }

    /**
     * Creates one with findings about the cause.
     *
     * @param message what happened, why, and what to do
     * @param status the HTTP status
     * @param contentType the content type of the response, or null if it has none
     * @param bodyStart the first part of the body as text
     * @param findings the findings in the response, worst first
     */
    public CalloutHttpException(
            String message, int status, @Nullable String contentType, String bodyStart, List<Finding> findings) {
        super(message, findings, null);
        this.status = status;
        this.contentType = contentType;
        this.bodyStart = bodyStart;
    }

    /**
     * The HTTP status.
     *
     * @return 300 to 599
     */
    public int status() {
        return status;
    }

    /**
     * The content type of the response.
     *
     * @return the header as received, or null if there is none
     */
    public @Nullable String contentType() {
        return contentType;
    }

    /**
     * The first part of the body, at most 1,000 characters.
     *
     * @return text; empty if the response has no body
     */
    public String bodyStart() {
        return bodyStart;
    }

    @Override
    public String outcome() {
        return "http";
    }
}
