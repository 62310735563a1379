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
 * An asynchronous callout. Its deadline runs from the moment it was handed over, also while it waits for a thread; cancelling it
 * drops its connection.
 */
final class PendingCallout extends CompletableFuture<CalloutResponse> {

    private final Deadline deadline;
    private final CalloutWatch watch;
    private final Runnable afterwards;
    /** Set by the one who has it: the thread that makes the callout, or whoever ends it while it waits for one. */
    private final AtomicBoolean taken = new AtomicBoolean();

    /**
     * A callout that waits.
     *
     * @param deadline its deadline, closed at its end
     * @param watch told of its end
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
            // Its time was up before it began.
            if (taken.compareAndSet(false, true)) {
                failed(e);
            }
        } catch (RejectedExecutionException e) {
            if (taken.compareAndSet(false, true)) {
                failed(new CalloutConfigurationException(
                        "This callout was not made: " + AsyncThreads.MAX_WAITING
                                + " asynchronous callouts wait for a thread already. Nothing was sent. Set more threads with"
                                + " Callouts.builder().asyncThreads(…), or hand over fewer at a time.",
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

    /** In the timer's thread, which must not run what the caller has chained to this future. */
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
            // First, so that what is chained to this future may close the runtime.
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
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled) {
            deadline.cancel();
            if (taken.compareAndSet(false, true)) {
                failed(new CancellationException("It was cancelled while it waited for a thread."));
            }
        }
        return cancelled;
    }
}
