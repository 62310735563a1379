package io.callout4j;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.error.CalloutTimeoutException;
import io.callout4j.internal.net.AsyncThreads;
import io.callout4j.internal.net.Deadline;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An asynchronous callout. Its deadline starts when it is submitted and includes the wait for a thread; canceling it drops its connection.
 */
final class PendingCallout extends CompletableFuture<CalloutResponse> {

    private final Deadline deadline;
    private final CalloutWatch watch;
    private final Runnable afterwards;
    /** Set by whoever claims the callout: the thread that makes it, or whatever ends it before it got a thread. */
    private final AtomicBoolean taken = new AtomicBoolean();

    /**
     * A callout that waits for a thread.
     *
     * @param deadline its deadline, closed when it ends
     * @param watch notified when it ends
     * @param afterwards run once, before it completes
     */
    PendingCallout(Deadline deadline, CalloutWatch watch, Runnable afterwards) {
        this.deadline = deadline;
        this.watch = watch;
        this.afterwards = afterwards;
    }

    void startOn(Executor executor, Supplier<CalloutOutcome> exchange) {
        try {
            deadline.guard(() -> {
                if (taken.compareAndSet(false, true)) {
                    expired();
                }
            });
            executor.execute(() -> {
                if (taken.compareAndSet(false, true)) {
                    make(exchange);
                }
            });
        } catch (CalloutTimeoutException e) {
            // It timed out before it started.
            if (taken.compareAndSet(false, true)) {
                failed(e);
            }
        } catch (RejectedExecutionException e) {
            if (taken.compareAndSet(false, true)) {
                failed(new CalloutConfigurationException(
                        "This callout was not made: " + AsyncThreads.MAX_WAITING + " asynchronous callouts are"
                                + " already waiting for a thread. Nothing was sent. Allow more threads with"
                                + " Callouts.builder().asyncThreads(…), or submit fewer callouts at a time.",
                        e));
            }
        }
    }

    private void make(Supplier<CalloutOutcome> exchange) {
        CalloutOutcome outcome;
        try {
            outcome = exchange.get();
        } catch (Throwable e) {
            failed(e);
            return;
        }
        end(outcome, outcome.failure());
    }

    /** Runs in the timer's thread, which must not run what the caller has chained to this future. */
    private void expired() {
        ForkJoinPool.commonPool().execute(() -> {
            try {
                deadline.check();
            } catch (RuntimeException e) {
                failed(e);
            }
        });
    }

    private void failed(Throwable thrown) {
        end(null, thrown);
    }

    private void end(@Nullable CalloutOutcome outcome, @Nullable Throwable thrown) {
        deadline.close();
        try {
            report(outcome, thrown);
        } finally {
            // Before completing, so that what is chained to this future may close the runtime.
            afterwards.run();
            if (thrown != null) {
                completeExceptionally(thrown);
            } else if (outcome != null) {
                complete(outcome.responseOrThrow());
            }
        }
    }

    private void report(@Nullable CalloutOutcome outcome, @Nullable Throwable thrown) {
        if (outcome != null) {
            watch.ended(outcome);
        } else if (thrown != null) {
            watch.failed(thrown);
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean canceled = super.cancel(mayInterruptIfRunning);
        if (canceled) {
            deadline.cancel();
            if (taken.compareAndSet(false, true)) {
                failed(new CancellationException("The callout was canceled while it was waiting for a thread."));
            }
        }
        return canceled;
    }
}
