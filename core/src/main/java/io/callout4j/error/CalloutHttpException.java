package io.callout4j.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The server answered with a 3xx, 4xx or 5xx status and no SOAP: a redirect, a login page, a proxy's error page.
 *
 * @serial exclude
 */
public final class CalloutHttpException extends CalloutException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final @Nullable String contentType;
    private final String bodyStart;

    /**
     * Makes one.
     *
     * @param message what happened, why, and what to do
     * @param status the HTTP status
     * @param contentType the answer's content type, or null where it had none
     * @param bodyStart the first part of the body as text
     */
    public CalloutHttpException(String message, int status, @Nullable String contentType, String bodyStart) {
        super(message, List.of(), null);
        this.status = status;
        this.contentType = contentType;
        this.bodyStart = bodyStart;
    }

    /**
     * Makes one with what is known of the cause.
     *
     * @param message what happened, why, and what to do
     * @param status the HTTP status
     * @param contentType the answer's content type, or null where it had none
     * @param bodyStart the first part of the body as text
     * @param findings what the answer shows, worst first
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
     * The answer's content type.
     *
     * @return the header as sent, or null where there was none
     */
    public @Nullable String contentType() {
        return contentType;
    }

    /**
     * The first part of the body, at most 1,000 characters.
     *
     * @return text, empty where the answer had no body
     */
    public String bodyStart() {
        return bodyStart;
    }

    @Override
    public String outcome() {
        return "http";
    }
}
