package io.callout4j.tls;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The one thread of a runtime that closes what has run out of time. Thread-safe. */
public final class DeadlineTimer implements AutoCloseable {

    private final ScheduledThreadPoolExecutor executor;

    /** Makes a timer; its thread starts with the first deadline. */
    public DeadlineTimer() {
        executor = new ScheduledThreadPoolExecutor(1, DaemonThreads.named("callout4j-deadlines"));
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /**
     * Starts the clock for one callout.
     *
     * @param timeout how long it may take
     * @param what what it is, for the message, such as {@code https://example.com/soap}
     * @return the deadline, to be closed when the callout ends
     */
    public Deadline start(Duration timeout, String what) {
        Deadline deadline = new Deadline(timeout, what);
        deadline.alarm(executor.schedule(deadline::pass, timeout.toNanos(), TimeUnit.NANOSECONDS));
        return deadline;
    }

    /**
     * Does something later, once, in the timer's thread; not at all where the timer is closed before.
     *
     * @param delay how much later
     * @param task what to do; it must not block
     */
    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for it, and it has nobody to tell of a failure
    public void after(Duration delay, Runnable task) {
        try {
            executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // Closed: whatever it was, it was for a runtime that has ended.
        }
    }

    /** Ends the thread; no callout may run any more. */
    @Override
    public void close() {
        executor.shutdown();
    }
}
