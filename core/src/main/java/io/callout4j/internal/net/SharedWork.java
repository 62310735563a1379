package io.callout4j.internal.net;

import io.callout4j.error.CalloutConfigurationException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Work that keeps a processor busy, such as opening a key store, in a few daemon threads: a callout stops waiting for it at its deadline.
 * It is done once however many callers ask for the same at the same time. When the last of them has stopped waiting, its thread is
 * interrupted, so that work nobody needs does not keep others waiting; a later caller starts it again. Thread-safe.
 *
 * @param <K> what identifies the work
 * @param <V> its result
 */
public final class SharedWork<K, V> implements AutoCloseable {

    private static final int MAX_WAITING = 10_000;

    private final String doing;
    private final ThreadPoolExecutor executor;
    private final Map<K, Task> running = new HashMap<>();

    /**
     * Creates the threads' pool; a thread starts when it is needed, and ends when it is idle.
     *
     * @param doing what is done, for messages: "the client certificate was still being opened"
     * @param threads the name of the threads
     */
    public SharedWork(String doing, String threads) {
        this.doing = doing;
        int count = Math.max(2, Runtime.getRuntime().availableProcessors());
        executor = new ThreadPoolExecutor(
                count,
                count,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MAX_WAITING),
                DaemonThreads.named(threads));
        executor.allowCoreThreadTimeOut(true);
    }

    /**
     * The result of some work, which is started unless somebody has already asked for it.
     *
     * @param deadline ends the wait; null to wait until the work is done
     * @param copied makes a copy of a failure for this caller, because several may get the same one
     * @throws io.callout4j.error.CalloutTimeoutException if the deadline has passed; others continue to wait
     * @throws CancellationException if the callout was canceled
     */
    public V get(K key, Callable<V> work, @Nullable Deadline deadline, Function<Throwable, RuntimeException> copied) {
        Task task = join(key, work);
        CompletableFuture<V> mine = task.result.copy();
        try {
            if (deadline == null) {
                return mine.get();
            }
            deadline.preparing(doing, () -> mine.cancel(false));
            V value = mine.get();
            deadline.prepared();
            return value;
        } catch (ExecutionException e) {
            throw copied.apply(e.getCause() == null ? e : e.getCause());
        } catch (CancellationException e) {
            if (deadline != null) {
                deadline.check();
            }
            throw new CalloutConfigurationException(
                    "This Callouts runtime was closed while " + doing + ", so nothing was sent.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CalloutConfigurationException(
                    "The calling thread was interrupted while " + doing
                            + ". Nothing was sent; the callout can be repeated.",
                    e);
        } finally {
            leave(task);
        }
    }

    private synchronized Task join(K key, Callable<V> work) {
        Task task = running.get(key);
        if (task == null) {
            task = new Task(key, work);
            running.put(key, task);
            try {
                executor.execute(task);
            } catch (RejectedExecutionException e) {
                running.remove(key);
                throw new CalloutConfigurationException(
                        "This callout was not made: " + MAX_WAITING + " others are already waiting while " + doing
                                + ", or this Callouts runtime has been closed. Nothing was sent.",
                        e);
            }
        }
        task.waiting++;
        return task;
    }

    private synchronized void leave(Task task) {
        if (--task.waiting == 0 && !task.isDone()) {
            running.remove(task.key, task);
            task.cancel(true);
            executor.remove(task);
        }
    }

    private synchronized void ended(Task task) {
        running.remove(task.key, task);
    }

    /** Interrupts what is still running, and ends the wait for what has not begun. */
    @Override
    public void close() {
        for (Runnable waiting : executor.shutdownNow()) {
            ((FutureTask<?>) waiting).cancel(false);
        }
    }

    private final class Task extends FutureTask<V> {

        private final K key;
        private final CompletableFuture<V> result = new CompletableFuture<>();
        /** How many callers wait for it. */
        private int waiting;

        Task(K key, Callable<V> work) {
            super(work);
            this.key = key;
        }

        @Override
        protected void done() {
            ended(this);
            try {
                result.complete(get());
            } catch (ExecutionException e) {
                result.completeExceptionally(e.getCause() == null ? e : e.getCause());
            } catch (CancellationException | InterruptedException e) {
                result.cancel(false);
            }
        }
    }
}
