package io.callout4j.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A field, a limit, a site or a file is wrong, the request is over its limit, or the runtime is closed. Nothing was sent. */
public final class CalloutConfigurationException extends CalloutException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message what is wrong, with the value, and what to do
     */
    public CalloutConfigurationException(String message) {
        super(message, List.of(), null);
    }

    /**
     * Makes one with what led to it.
     *
     * @param message what is wrong, with the value, and what to do
     * @param cause what led to it, or null
     */
    public CalloutConfigurationException(String message, @Nullable Throwable cause) {
        super(message, List.of(), cause);
    }

    /**
     * Makes one that a finding explains.
     *
     * @param message what is wrong, with the value, and what to do
     * @param finding what explains it
     */
    public CalloutConfigurationException(String message, Finding finding) {
        super(message, List.of(finding), null);
    }

    @Override
    public String outcome() {
        return "configuration";
    }
}
