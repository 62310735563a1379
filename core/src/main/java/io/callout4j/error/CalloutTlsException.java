package io.callout4j.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The TLS handshake failed, or the server refused the client certificate right after it (as TLS 1.3 servers do: the
 * client has finished by then). {@link #findings()} names the cause and the cure.
 */
public final class CalloutTlsException extends CalloutException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message what happened, why, and what to do
     * @param findings what is known about the cause
     * @param cause what led to it, or null
     */
    public CalloutTlsException(String message, List<Finding> findings, @Nullable Throwable cause) {
        super(message, findings, cause);
    }

    @Override
    public String outcome() {
        return "tls";
    }
}
