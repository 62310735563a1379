package io.callout4j;

import io.callout4j.identity.CertificateExpiry;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hears of each callout of a runtime, for metrics, traces and audit logs.
 *
 * <pre>{@code
 * Callouts callouts = Callouts.builder()
 *         .listener(start -> report -> log.info("{} took {}", report.endpoint(), report.total()))
 *         .build();
 * }</pre>
 *
 * <p>Every callout that a runtime is asked to make is told of, once at its beginning and once at its end, also where it is refused before
 * anything is sent, mocked, cancelled, or never gets a thread in time: the outcome tells. (A stub whose own fields contradict each other, or
 * that has no endpoint, is refused before it becomes a callout.)
 *
 * <p>Must be thread-safe: callouts run in many threads at a time. {@link #started} runs in the thread that asks for the callout, before its
 * deadline starts, so that what is bound to that thread (a trace, a request's id) is the caller's. Its end is told in the thread that made
 * the callout, after its deadline has been closed and before its result is handed over; for an asynchronous callout that never got a thread,
 * in whichever ended it. So a listener cannot make a callout fail or time out, but it makes its caller wait: it should do no more than
 * note something down. It must not close the runtime, which waits for the report.
 *
 * <p>What a listener throws (an exception of any kind, or a {@link LinkageError} where a library is missing) changes nothing for the callout.
 * It is logged, the first time per listener at WARN, later ones at DEBUG. A listener that takes more than 100 milliseconds is named at WARN
 * with its class and the time, once.
 */
@FunctionalInterface
public interface CalloutListener {

    /**
     * A callout begins.
     *
     * @param start what is known of it, and where to add HTTP headers; not to be used after this method has returned
     * @return who hears of its end, or null where nobody needs to
     */
    @Nullable
    Consumer<CalloutReport> started(CalloutStart start);

    /**
     * The runtime's named certificates were read: while the runtime starts, and each time that one was added or replaced, in a thread of its
     * own. Certificates whose key has not been opened are not among them.
     *
     * @param certificates all of them, sorted by name; unmodifiable
     */
    default void certificatesRead(List<CertificateExpiry> certificates) {}
}
