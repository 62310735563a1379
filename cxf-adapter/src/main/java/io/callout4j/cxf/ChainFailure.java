package io.callout4j.cxf;

import io.callout4j.error.CalloutException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Why an interceptor chain failed, without the faults that CXF wraps around the cause.
 *
 * @param meant the exception that is meant to leave the chain, or null
 * @param reason the message of the cause
 */
record ChainFailure(@Nullable RuntimeException meant, String reason) {

    /** Whether an exception is meant to leave the chain: it has a message for the caller, or the callout was canceled. */
    private static boolean isMeant(Throwable thrown) {
        return thrown instanceof CalloutException
                || thrown instanceof NotSoapException
                || thrown instanceof CancellationException;
    }

    static ChainFailure of(Exception thrown) {
        Throwable at = thrown;
        while (!isMeant(at) && at.getCause() != null && at.getCause() != at) {
            at = at.getCause();
        }
        String line = (at.getMessage() == null ? at.toString() : at.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .strip();
        return new ChainFailure(isMeant(at) ? (RuntimeException) at : null, line.endsWith(".") ? line : line + ".");
    }
}
