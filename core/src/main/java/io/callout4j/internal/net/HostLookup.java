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
 * Looks up host names. A look-up cannot be interrupted, so it runs on a few daemon threads that the caller can stop waiting for;
 * answers are cached by the JDK ({@code networkaddress.cache.ttl}).
 */
public final class HostLookup implements AutoCloseable {

    private static final int THREADS = 8;
    private static final int WAITING = 1_000;

    private final ThreadPoolExecutor executor;
    private final ConcurrentMap<String, FutureTask<InetAddress[]>> running = new ConcurrentHashMap<>();

    public HostLookup() {
        executor = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(WAITING),
                DaemonThreads.named("callout4j-lookup"));
        executor.allowCoreThreadTimeOut(true);
    }

    public InetAddress[] addresses(String host, Deadline deadline) throws UnknownHostException {
        try {
            return answer(host).get(Math.max(1, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            deadline.check();
            throw new IllegalStateException("The wait for " + host + " ended before the deadline.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownHostException unknown) {
                // Thrown anew: others who waited for the same answer have this one.
                throw unknown(String.valueOf(unknown.getMessage()), unknown);
            }
            throw unknown(host + " could not be looked up: " + e.getCause(), e);
        } catch (CancellationException e) {
            throw unknown(host + " was not looked up: too many look-ups are waiting for the name service already", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Interruption.failure(e);
        }
    }

    /** Callers that ask for a name while it is being looked up share the answer: ten thousand callouts at once ask once. */
    private Future<InetAddress[]> answer(String host) throws UnknownHostException {
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
                    host + " was not looked up: " + WAITING + " look-ups are waiting for the name service already");
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
