package io.callout4j;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer cannot be used: a 2xx that is no SOAP, a body that is truncated, too large or not the expected element, forbidden
 * XML; or the connection was lost after the first byte of the request, so that the server may have acted.
 */
public final class CalloutResponseException extends CalloutException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message what happened, why, and what to do
     * @param cause what led to it, or null
     */
    public CalloutResponseException(String message, @Nullable Throwable cause) {
        super(message, List.of(), cause);
    }

    @Override
    public String outcome() {
        return "not-soap";
    }
}
