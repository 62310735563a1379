package io.callout4j;

import io.callout4j.error.CalloutConfigurationException;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the running callouts, so that closing a runtime can wait for them. */
final class RunningCallouts {

    private final AtomicInteger count = new AtomicInteger();
    private final Object ended = new Object();
    private volatile boolean closed;
    private boolean finished;

    void enter() {
        count.incrementAndGet();
        if (closed) {
            leave();
            throw new CalloutConfigurationException(
                    "This Callouts runtime has been closed, so nothing was sent. Keep it open for as long as stubs use it.");
        }
    }

    void leave() {
        if (count.decrementAndGet() == 0 && closed) {
            synchronized (ended) {
                ended.notifyAll();
            }
        }
    }

    /** Rejects new callouts, waits for the running ones, then runs {@code last}, once. */
    void finish(Runnable last) {
        closed = true;
        boolean interrupted = false;
        synchronized (ended) {
            while (count.get() > 0) {
                try {
                    ended.wait();
                } catch (InterruptedException e) {
                    // The wait is bounded anyway: each callout has its deadline.
                    interrupted = true;
                }
            }
            if (!finished) {
                finished = true;
                last.run();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
