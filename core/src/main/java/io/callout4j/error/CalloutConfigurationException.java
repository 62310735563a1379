package io.callout4j.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A field, limit, site or file is invalid, the request exceeds its limit, or the runtime has been closed. Nothing was sent. */
public final class CalloutConfigurationException extends CalloutException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates one.
     *
     * @param message what is wrong, with the value, and what to do
     */
    public CalloutConfigurationException(String message) {
        super(message, List.of(), null);
    }

    /**
     * Creates one with a cause.
     *
     * @param message what is wrong, with the value, and what to do
     * @param cause the cause, or null
     */
    public CalloutConfigurationException(String message, @Nullable Throwable cause) {
        super(message, List.of(), cause);
    }

    /**
     * Creates one that a finding explains.
     *
     * @param message what is wrong, with the value, and what to do
     * @param finding the explanation
     */
    public CalloutConfigurationException(String message, Finding finding) {
        super(message, List.of(finding), null);
    }

    @Override
    public String outcome() {
        return "configuration";
    }
}
