package io.callout4j.internal.net;

import io.callout4j.error.CalloutConnectException;
import java.util.List;

/** Reports that the calling thread was interrupted while it waited for a connection. */
public final class Interruption {

    private Interruption() {}

    /**
     * Checks whether an interruption ended a blocking call.
     *
     * @throws CalloutConnectException if the thread has been interrupted
     */
    public static void check(Exception thrown) {
        if (Thread.currentThread().isInterrupted()) {
            throw failure(thrown);
        }
    }

    static CalloutConnectException failure(Exception thrown) {
        return new CalloutConnectException(
                "The calling thread was interrupted while connecting. Nothing was sent; the callout can be repeated.",
                List.of(),
                thrown);
    }
}
