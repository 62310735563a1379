package io.callout4j.cxf;

import io.callout4j.error.CalloutException;
import org.jspecify.annotations.Nullable;

/** Why an interceptor chain failed, without the faults that CXF wraps around the cause. */
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
