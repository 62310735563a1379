package io.callout4j.internal.net;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads of asynchronous callouts, created for the first one: virtual threads from JDK 24 on (before, a virtual thread that holds a
 * lock pins its carrier, JEP 491), else a bounded pool. Thread-safe.
 */
public final class AsyncThreads {

    public static final int MAX_WAITING = 10_000;
    private static final int FIRST_WITHOUT_PINNING = 24;
    private static final String NAME = "callout4j-async-";

    private final int maxThreads;
    private @Nullable ExecutorService executor;

    public AsyncThreads(int maxThreads) {
        this.maxThreads = maxThreads;
    }

    public synchronized ExecutorService executor() {
        if (executor == null) {
            executor = Runtime.version().feature() >= FIRST_WITHOUT_PINNING ? virtual() : pool(maxThreads);
        }
        return executor;
    }

    private static ExecutorService pool(int threads) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads, threads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_WAITING), task -> {
                    Thread thread = new Thread(task, NAME + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** By reflection: the library is compiled for Java 17. */
    private static ExecutorService virtual() {
        try {
            Class<?> builderType = Class.forName("java.lang.Thread$Builder");
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            builder = builderType.getMethod("name", String.class, long.class).invoke(builder, NAME, 1L);
            ThreadFactory factory =
                    (ThreadFactory) builderType.getMethod("factory").invoke(builder);
            return (ExecutorService) Executors.class
                    .getMethod("newThreadPerTaskExecutor", ThreadFactory.class)
                    .invoke(null, factory);
        } catch (ClassNotFoundException
                | NoSuchMethodException
                | IllegalAccessException
                | InvocationTargetException e) {
            throw new IllegalStateException(
                    "This JDK has no virtual threads, although its version should have them.", e);
        }
    }

    public synchronized void close() {
        if (executor != null) {
            executor.shutdown();
        }
    }
}
