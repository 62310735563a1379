package io.callout4j;

import io.callout4j.internal.net.Deadline;
import io.callout4j.request.CalloutRequest;
import java.util.concurrent.Executor;

/** Takes prepared callouts to whoever answers them: the service, or a mock. Thread-safe. */
interface Transport extends AutoCloseable {

    /** Where a request is sent, with what is needed to send it. */
    Destinations.Resolved resolve(LiveSettings.Now now, CalloutRequest asked);

    /** Starts the clock for a callout. */
    Deadline deadline(CalloutEngine.Prepared callout);

    /** Sends a callout; how it ends is a value, whether well or not. */
    CalloutOutcome send(CalloutEngine.Prepared callout, Deadline deadline);

    /** What runs asynchronous callouts. */
    Executor executor();

    /** Closes connections and threads. No callout may be running. */
    @Override
    void close();
}
