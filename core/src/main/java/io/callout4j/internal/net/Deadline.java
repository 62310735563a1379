package io.callout4j.internal.net;

import io.callout4j.error.CalloutPhase;
import io.callout4j.error.CalloutTimeoutException;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The deadline of one callout, from the lookup of the host until the response has been parsed.
 *
 * <p>Blocking calls are ended by closing what they wait on: code that is about to block registers it with {@link #guard}, and the timer's
 * thread closes it when the deadline passes. Socket timeouts are not sufficient, because each byte restarts them.
 *
 * <p>Used by the thread of the callout, and by the timer's thread when the deadline passes.
 */
public final class Deadline implements AutoCloseable {

    private static final String PREPARING = "the request was still being prepared on your side";

    private final Duration timeout;
    private final long end;
    private final Object what;
    private final Consumer<Deadline> forget;
    private CalloutPhase phase = CalloutPhase.RESOLVE;
    private @Nullable Closeable guarded;
    /** What the callout waits for before its first phase, for the message. */
    private String preparation = PREPARING;

    private boolean started;
    private boolean passed;
    private boolean ended;
    private boolean canceled;
    /** Null if the times are not recorded. */
    private @Nullable Map<CalloutPhase, Duration> spent;

    private long entered;

    Deadline(Duration timeout, Object what, Consumer<Deadline> forget) {
        this.timeout = timeout;
        this.what = what;
        this.forget = forget;
        this.end = System.nanoTime() + timeout.toNanos();
    }

    /** A deadline without a timer, for code that does not block. */
    public static Deadline unwatched(Duration timeout, Object what) {
        return new Deadline(timeout, what, ended -> {});
    }

    /** The end, in terms of {@link System#nanoTime()}. */
    long end() {
        return end;
    }

    /**
     * Starts a phase of the callout.
     *
     * @param next the phase
     * @throws CalloutTimeoutException if the deadline has passed
     */
    public synchronized void enter(CalloutPhase next) {
        check();
        if (spent != null) {
            note(spent);
            spent.putIfAbsent(next, Duration.ZERO);
        }
        phase = next;
        started = true;
    }

    /** Adds the time since the current phase was entered to that phase; time before the first phase is not counted. */
    private void note(Map<CalloutPhase, Duration> times) {
        long now = System.nanoTime();
        if (started) {
            times.merge(phase, Duration.ofNanos(now - entered), Duration::plus);
        }
        entered = now;
    }

    /** Records the time of each phase for {@link #phases()}. Must be called before the first phase. */
    public synchronized void recordTimes() {
        spent = new EnumMap<>(CalloutPhase.class);
    }

    /**
     * How long the callout was in each phase.
     *
     * @return a copy: the phases that were entered, in the order of a callout. The times of a phase that was entered several times are
     * added up, and the last phase ends with {@link #close()}. Empty if {@link #recordTimes()} was not called
     */
    public synchronized Map<CalloutPhase, Duration> phases() {
        return spent == null ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(spent));
    }

    /**
     * The current phase.
     *
     * @return the phase last entered
     */
    public synchronized CalloutPhase phase() {
        return phase;
    }

    /**
     * Registers what to close when the deadline passes, instead of what was registered before.
     *
     * @param closeable what the callout is about to wait for; closing it must not block
     * @throws CalloutTimeoutException if the deadline has passed; {@code closeable} has then been closed
     */
    public synchronized void guard(Closeable closeable) {
        if (passed || remainingNanos() <= 0) {
            closeQuietly(closeable);
        }
        check();
        guarded = closeable;
    }

    /**
     * Unregisters what {@link #guard} registered, because it will outlive the callout.
     *
     * @throws CalloutTimeoutException if the deadline has passed; what was guarded has then been closed
     */
    public synchronized void release() {
        check();
        guarded = null;
    }

    /**
     * Registers what to close when the deadline passes while the callout waits for something on your side, before its first phase.
     *
     * @param what what the callout waits for, such as {@code the client certificate was still being opened}
     * @param closeable closing it ends the wait; it must not block
     * @throws CalloutTimeoutException if the deadline has passed; {@code closeable} has then been closed
     */
    public synchronized void preparing(String what, Closeable closeable) {
        preparation = what;
        guard(closeable);
    }

    /**
     * Ends the wait that {@link #preparing} began.
     *
     * @throws CalloutTimeoutException if the deadline has passed
     */
    public synchronized void prepared() {
        release();
        preparation = PREPARING;
    }

    /**
     * Throws an exception if the deadline has passed. Call it when a blocking call fails, because the deadline may have ended that.
     *
     * @throws CalloutTimeoutException if the deadline has passed
     * @throws CancellationException if the callout was canceled
     */
    public synchronized void check() {
        if (canceled) {
            throw new CancellationException(what + " was canceled");
        }
        if (passed || remainingNanos() <= 0) {
            throw new CalloutTimeoutException(message(), phase, timeout);
        }
    }

    /**
     * The remaining time.
     *
     * @return nanoseconds; zero or less if the deadline has passed
     */
    public long remainingNanos() {
        return end - System.nanoTime();
    }

    /** Called when the callout has ended; removes the deadline from the timer. */
    @Override
    public synchronized void close() {
        if (spent != null && !ended) {
            note(spent);
        }
        ended = true;
        guarded = null;
        forget.accept(this);
    }

    /** Ends the callout early: what it waits for is closed. Does nothing if the callout has ended. */
    public synchronized void cancel() {
        if (!ended) {
            canceled = true;
            pass();
        }
    }

    synchronized void pass() {
        if (ended) {
            return;
        }
        passed = true;
        if (guarded != null) {
            closeQuietly(guarded);
        }
    }

    private static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException | RuntimeException e) {
            // It is not needed any more, and the timer must serve the other callouts.
        }
    }

    private String message() {
        String where =
                switch (phase) {
                    case RESOLVE -> started ? "the host name was still being looked up" : preparation;
                    case CONNECT -> "the server had not accepted the connection";
                    case PROXY -> "the proxy had not responded";
                    case HANDSHAKE -> "the TLS handshake was not complete";
                    case WRITE -> "the request was still being sent";
                    case WAIT -> "the server had not begun to respond";
                    case READ -> "the response was still being received";
                    case DECODE -> "the response had been received, but was still being parsed";
                };
        String acted = phase.compareTo(CalloutPhase.WRITE) >= 0 ? " The server may have acted on the request." : "";
        return "IO Exception: Read timed out: " + what + " did not finish within " + timeout.toMillis()
                + " ms (phase " + phase.code() + "): " + where + "." + acted
                + " Set timeout_x higher (1 to 120000 ms) if the service needs longer.";
    }
}
