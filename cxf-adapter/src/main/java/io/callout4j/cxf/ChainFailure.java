package io.callout4j.cxf;

import io.callout4j.error.CalloutException;
import org.jspecify.annotations.Nullable;

/** What an interceptor chain failed with, beneath the faults that CXF wraps it in. */
record ChainFailure(@Nullable CalloutException callout, String reason) {

    static ChainFailure of(Exception thrown) {
        Throwable at = thrown;
        while (!(at instanceof CalloutException) && at.getCause() != null && at.getCause() != at) {
            at = at.getCause();
        }
        String line = (at.getMessage() == null ? at.toString() : at.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .strip();
        return new ChainFailure(
                at instanceof CalloutException callout ? callout : null, line.endsWith(".") ? line : line + ".");
    }
}
