package io.callout4j.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * No connection came about: the name does not resolve, the address refuses or is unreachable, or the proxy declines. No
 * byte of the request was sent.
 */
public final class CalloutConnectException extends CalloutException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message what happened, why, and what to do
     * @param findings what is known about the cause
     * @param cause what led to it, or null
     */
    public CalloutConnectException(String message, List<Finding> findings, @Nullable Throwable cause) {
        super(message, findings, cause);
    }

    @Override
    public String outcome() {
        return "connect";
    }
}
