package io.callout4j;

import io.callout4j.identity.CertificateExpiry;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Is notified of each callout of a runtime, for metrics, traces and audit logs.
 *
 * <pre>{@code
 * Callouts callouts = Callouts.builder()
 *         .listener(start -> report -> log.info("{} took {}", report.endpoint(), report.total()))
 *         .build();
 * }</pre>
 *
 * <p>Every callout is reported twice, when it starts and when it ends, even if it is rejected before anything is sent, mocked, canceled, or
 * never gets a thread in time; the outcome says which. (A stub without an endpoint, or whose fields contradict each other, is rejected
 * before it becomes a callout.)
 *
 * <p>Implementations must be thread-safe, because callouts run in many threads. {@link #started} runs in the caller's thread before the
 * deadline starts, so that it sees what is bound to that thread (a trace, a request id). The end is reported in the thread that made the
 * callout, after the deadline has been closed and before the caller gets the result; if an asynchronous callout never got a thread, in the
 * thread that ended it. A listener therefore cannot make a callout fail or time out, but its caller waits for it: do no more than record
 * something. A listener must not close the runtime, because closing waits for the report.
 *
 * <p>What a listener throws (any exception, or a {@link LinkageError} if a library is missing) does not affect the callout. The first
 * failure of each listener is logged at WARN, later ones at DEBUG. If a listener takes more than 100 milliseconds, its class and the time
 * are logged at WARN, once.
 */
@FunctionalInterface
public interface CalloutListener {

    /**
     * Called when a callout starts.
     *
     * @param start what is known about it, and the place to add HTTP headers; must not be used after this method has returned
     * @return receives the report when the callout ends; null if it is not needed
     */
    @Nullable
    Consumer<CalloutReport> started(CalloutStart start);

    /**
     * Called when the runtime has read its named certificates: while the runtime starts, and then in a separate thread whenever one was
     * added or replaced. Certificates whose key has not been opened are not included.
     *
     * @param certificates all of them, sorted by name; unmodifiable
     */
    default void certificatesRead(List<CertificateExpiry> certificates) {}
}
