package io.callout4j.internal.net;

import java.time.Duration;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The thread of a runtime that closes what has exceeded its deadline. Thread-safe.
 *
 * <p>Nearly every callout ends long before its deadline. A separate task for each callout would wake the thread every time, which costs
 * more than HTTP itself. Therefore the thread sleeps until the earliest known deadline, and is woken only for an earlier one.
 */
public final class DeadlineTimer implements AutoCloseable {

    /** Deadlines within this time of each other are handled together, however many callouts there are. */
    private static final long MIN_SLEEP = TimeUnit.MILLISECONDS.toNanos(1);

    private final ScheduledThreadPoolExecutor executor;
    private final Set<Deadline> running = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Sweep next;

    /** Creates a timer; its thread starts with the first deadline. */
    public DeadlineTimer() {
        executor = new ScheduledThreadPoolExecutor(1, DaemonThreads.named("callout4j-deadlines"));
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /**
     * Starts the clock for one callout.
     *
     * @param timeout how long the callout may take
     * @param what the callout, such as {@code https://example.com/soap}; converted to a string only if a message needs it
     * @return the deadline, which must be closed when the callout ends
     */
    public Deadline start(Duration timeout, Object what) {
        Deadline deadline = new Deadline(timeout, what, running::remove);
        // In this order: a sweep that ends before the deadline is registered must not count as a pending one.
        running.add(deadline);
        Sweep pending = next;
        if (pending == null || deadline.end() - pending.at < 0) {
            sweepAt(deadline.end());
        }
        return deadline;
    }

    private synchronized void sweepAt(long at) {
        Sweep pending = next;
        if (pending != null) {
            if (at - pending.at >= 0) {
                return;
            }
            pending.cancel();
        }
        Sweep sweep = new Sweep(at);
        sweep.task = executor.schedule(sweep, at - System.nanoTime(), TimeUnit.NANOSECONDS);
        next = sweep;
    }

    private synchronized void finished(Sweep sweep) {
        if (next == sweep) {
            next = null;
        }
    }

    /** One check of all deadlines, at a time in terms of {@link System#nanoTime()}. */
    private final class Sweep implements Runnable {

        private final long at;
        private @Nullable Future<?> task;

        Sweep(long at) {
            this.at = at;
        }

        void cancel() {
            if (task != null) {
                task.cancel(false);
            }
        }

        @Override
        public void run() {
            finished(this);
            long now = System.nanoTime();
            long soonest = Long.MAX_VALUE;
            for (Iterator<Deadline> each = running.iterator(); each.hasNext(); ) {
                Deadline deadline = each.next();
                long left = deadline.end() - now;
                if (left <= 0) {
                    each.remove();
                    deadline.pass();
                } else {
                    soonest = Math.min(soonest, left);
                }
            }
            if (soonest < Long.MAX_VALUE) {
                sweepAt(now + Math.max(soonest, MIN_SLEEP));
            }
        }
    }

    /**
     * Runs a task once, later, in the timer's thread, unless the timer is closed before.
     *
     * @param delay how long to wait
     * @param task what to do; it must not block
     */
    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the result
    public void after(Duration delay, Runnable task) {
        try {
            executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // The timer is closed, so the runtime of the task has ended.
        }
    }

    /** Stops the thread; no callout may be running. */
    @Override
    public void close() {
        executor.shutdown();
    }
}
