package io.callout4j.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The connection could not be established: the name does not resolve, the address refuses the connection or is unreachable, or the proxy
 * refuses the tunnel. No byte of the request was sent.
 */
public final class CalloutConnectException extends CalloutException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates one.
     *
     * @param message what happened, why, and what to do
     * @param findings what is known about the cause
     * @param cause the cause, or null
     */
    public CalloutConnectException(String message, List<Finding> findings, @Nullable Throwable cause) {
        super(message, findings, cause);
    }

    @Override
    public String outcome() {
        return "connect";
    }
}
