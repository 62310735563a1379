package io.callout4j.tls;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks up host names. A look-up cannot be interrupted, so it runs on a few daemon threads that the caller can stop waiting for;
 * answers are cached by the JDK ({@code networkaddress.cache.ttl}).
 */
final class HostLookup implements AutoCloseable {

    private static final int THREADS = 8;
    private static final int WAITING = 1_000;

    private final ThreadPoolExecutor executor;

    HostLookup() {
        executor = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(WAITING),
                DaemonThreads.named("callout4j-lookup"));
        executor.allowCoreThreadTimeOut(true);
    }

    InetAddress[] addresses(String host, Deadline deadline) throws UnknownHostException {
        Future<InetAddress[]> answer;
        try {
            answer = executor.submit(() -> InetAddress.getAllByName(host));
        } catch (RejectedExecutionException e) {
            throw new UnknownHostException(
                    host + " was not looked up: " + WAITING + " look-ups are waiting for the name service already");
        }
        try {
            return answer.get(Math.max(1, deadline.remainingNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(false);
            deadline.check();
            throw new IllegalStateException("The wait for " + host + " ended before the deadline.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownHostException unknown) {
                throw unknown;
            }
            throw unknown(host, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Connector.interrupted(e);
        }
    }

    private static UnknownHostException unknown(String host, Exception cause) {
        UnknownHostException unknown = new UnknownHostException(host + " could not be looked up: " + cause);
        unknown.initCause(cause);
        return unknown;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
