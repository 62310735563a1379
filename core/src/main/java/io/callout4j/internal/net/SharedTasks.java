package io.callout4j.internal.net;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Runs what cannot be interrupted, such as a name lookup, in daemon threads, so that a caller can stop waiting for it at its deadline. Callers
 * that need the same key at the same time share one task. A task that hangs occupies one thread and delays no other key: threads are
 * started on demand, and nothing waits for a thread. Thread-safe.
 *
 * @param <K> what a task is about
 * @param <V> its result
 */
public final class SharedTasks<K, V> implements AutoCloseable {

    private final Function<K, V> task;
    private final ThreadPoolExecutor executor;
    /** Counts tasks and not threads: a thread that has just finished a task may not yet be ready for the next one. */
    private final Semaphore permits;

    private final ConcurrentMap<K, FutureTask<V>> running = new ConcurrentHashMap<>();

    /**
     * Creates one without threads.
     *
     * @param threads the name of its threads
     * @param most how many tasks may run at the same time
     * @param task what to do for a key
     */
    public SharedTasks(String threads, int most, Function<K, V> task) {
        this.task = task;
        permits = new Semaphore(most);
        executor = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), DaemonThreads.named(threads));
    }

    /**
     * Runs the task for a key, or waits for one that already runs.
     *
     * @throws ExecutionException if the task failed
     * @throws RejectedExecutionException if too many other tasks are running
     * @throws io.callout4j.error.CalloutTimeoutException if the deadline passed; the task continues
     * @throws io.callout4j.error.CalloutConnectException if the calling thread was interrupted
     */
    public V result(K key, Deadline deadline) throws ExecutionException {
        try {
            return started(key).get(Math.max(1, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            deadline.check();
            throw new IllegalStateException("The wait for " + key + " ended before the deadline.", e);
        } catch (CancellationException e) {
            // Another caller found no thread for it.
            throw new RejectedExecutionException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Interruption.failure(e);
        }
    }

    private FutureTask<V> started(K key) {
        FutureTask<V> fresh = new FutureTask<>(() -> performed(key)) {
            @Override
            protected void done() {
                running.remove(key, this);
            }
        };
        for (FutureTask<V> earlier = running.putIfAbsent(key, fresh);
                earlier != null;
                earlier = running.putIfAbsent(key, fresh)) {
            if (!earlier.isDone()) {
                return earlier;
            }
            // Its result was for callers that came before; it is about to be removed.
            running.remove(key, earlier);
        }
        if (!permits.tryAcquire()) {
            fresh.cancel(false);
            throw new RejectedExecutionException("too many tasks are running");
        }
        boolean handedOver = false;
        try {
            executor.execute(fresh);
            handedOver = true;
            return fresh;
        } finally {
            // Closed, or the system has no more threads.
            if (!handedOver) {
                permits.release();
                fresh.cancel(false);
            }
        }
    }

    private V performed(K key) {
        try {
            return task.apply(key);
        } finally {
            permits.release();
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
