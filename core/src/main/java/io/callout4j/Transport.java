package io.callout4j;

import io.callout4j.internal.net.Deadline;
import io.callout4j.request.CalloutRequest;
import java.util.concurrent.Executor;

/** Sends prepared callouts to the service or to a mock. Thread-safe. */
interface Transport extends AutoCloseable {

    /** The request as it is sent, with its actual endpoint. */
    Destinations.Resolved resolve(LiveSettings.Snapshot current, CalloutRequest asked);

    /** Starts the clock for a callout. */
    Deadline deadline(CalloutEngine.Prepared callout);

    /** Sends a callout; failures are returned, not thrown. */
    CalloutOutcome send(CalloutEngine.Prepared callout, Deadline deadline);

    /** Runs asynchronous callouts. */
    Executor executor();

    /** Closes connections and threads. No callout may be running any more. */
    @Override
    void close();
}
