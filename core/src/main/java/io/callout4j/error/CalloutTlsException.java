package io.callout4j.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The TLS handshake failed, or the server rejected the client certificate right after it (as TLS 1.3 servers do, because the client has
 * already finished by then). {@link #findings()} names the cause and the remedy.
 */
public final class CalloutTlsException extends CalloutException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates one.
     *
     * @param message what happened, why, and what to do
     * @param findings what is known about the cause
     * @param cause the cause, or null
     */
    public CalloutTlsException(String message, List<Finding> findings, @Nullable Throwable cause) {
        super(message, findings, cause);
    }

    @Override
    public String outcome() {
        return "tls";
    }
}
