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
 * The one thread of a runtime that closes what has run out of time. Thread-safe.
 *
 * <p>Nearly every callout ends long before its time. A task of its own for each would wake the thread each time, which costs the
 * callout more than HTTP does. So the thread sleeps until the earliest of the deadlines that it knows, and only one that ends
 * before that has it woken.
 */
public final class DeadlineTimer implements AutoCloseable {

    /** What ends within such a time is looked after together, however many callouts there are. */
    private static final long SHORTEST_SLEEP = TimeUnit.MILLISECONDS.toNanos(1);

    private final ScheduledThreadPoolExecutor executor;
    private final Set<Deadline> running = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Look next;

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
     * @param what what it is; its text is asked for where a message needs it, such as {@code https://example.com/soap}
     * @return the deadline, to be closed when the callout ends
     */
    public Deadline start(Duration timeout, Object what) {
        Deadline deadline = new Deadline(timeout, what, running::remove);
        // In this order: a look that is over before the deadline is known is not taken for one to come.
        running.add(deadline);
        Look coming = next;
        if (coming == null || deadline.end() - coming.at < 0) {
            lookAt(deadline.end());
        }
        return deadline;
    }

    private synchronized void lookAt(long at) {
        Look coming = next;
        if (coming != null) {
            if (at - coming.at >= 0) {
                return;
            }
            coming.cancel();
        }
        Look look = new Look(at);
        look.task = executor.schedule(look, at - System.nanoTime(), TimeUnit.NANOSECONDS);
        next = look;
    }

    private synchronized void isOver(Look look) {
        if (next == look) {
            next = null;
        }
    }

    /** One look at all deadlines, at a time of {@link System#nanoTime()}. */
    private final class Look implements Runnable {

        private final long at;
        private @Nullable Future<?> task;

        Look(long at) {
            this.at = at;
        }

        void cancel() {
            if (task != null) {
                task.cancel(false);
            }
        }

        @Override
        public void run() {
            isOver(this);
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
                lookAt(now + Math.max(soonest, SHORTEST_SLEEP));
            }
        }
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
