package io.callout4j.internal.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks up host names. A lookup cannot be interrupted, so it runs in one of a few daemon threads, and the caller can stop waiting for it.
 * The JDK caches the results ({@code networkaddress.cache.ttl}).
 */
public final class HostLookup implements AutoCloseable {

    private static final int THREADS = 8;
    private static final int MAX_WAITING = 1_000;

    private final ThreadPoolExecutor executor;
    private final ConcurrentMap<String, FutureTask<InetAddress[]>> running = new ConcurrentHashMap<>();

    public HostLookup() {
        executor = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MAX_WAITING),
                DaemonThreads.named("callout4j-lookup"));
        executor.allowCoreThreadTimeOut(true);
    }

    public InetAddress[] addresses(String host, Deadline deadline) throws UnknownHostException {
        try {
            return lookup(host).get(Math.max(1, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            deadline.check();
            throw new IllegalStateException("The wait for " + host + " ended before the deadline.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownHostException unknown) {
                // A new exception: other callers that waited for the same lookup get the original one.
                throw unknown(String.valueOf(unknown.getMessage()), unknown);
            }
            throw unknown(host + " could not be looked up: " + e.getCause(), e);
        } catch (CancellationException e) {
            throw unknown(host + " could not be looked up: too many lookups are already waiting for DNS", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Interruption.failure(e);
        }
    }

    /** Callers that need a name while it is being looked up share the result: ten thousand simultaneous callouts cause one lookup. */
    private Future<InetAddress[]> lookup(String host) throws UnknownHostException {
        FutureTask<InetAddress[]> task = new FutureTask<>(() -> InetAddress.getAllByName(host)) {
            @Override
            protected void done() {
                running.remove(host, this);
            }
        };
        FutureTask<InetAddress[]> earlier = running.putIfAbsent(host, task);
        if (earlier != null) {
            return earlier;
        }
        try {
            executor.execute(task);
            return task;
        } catch (RejectedExecutionException e) {
            task.cancel(false);
            throw new UnknownHostException(
                    host + " could not be looked up: " + MAX_WAITING + " lookups are already waiting for DNS");
        }
    }

    private static UnknownHostException unknown(String text, Exception cause) {
        UnknownHostException unknown = new UnknownHostException(text);
        unknown.initCause(cause);
        return unknown;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
