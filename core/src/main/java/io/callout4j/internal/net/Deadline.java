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
 * The deadline of one callout, from the look-up of the host to the last byte of the answer.
 *
 * <p>Blocking calls are ended by closing what they wait on: whoever is about to block says so with {@link #guard}, and when
 * the time is up the timer's thread closes it. Socket timeouts are no substitute, since each byte starts them anew.
 *
 * <p>Used by the thread of the callout; the timer's thread comes in only when the time is up.
 */
public final class Deadline implements AutoCloseable {

    private final Duration timeout;
    private final long end;
    private final Object what;
    private final Consumer<Deadline> forget;
    private CalloutPhase phase = CalloutPhase.RESOLVE;
    private @Nullable Closeable guarded;
    private boolean begun;
    private boolean passed;
    private boolean ended;
    private boolean cancelled;
    /** Null where nobody wants to know. */
    private @Nullable Map<CalloutPhase, Duration> spent;

    private long entered;

    Deadline(Duration timeout, Object what, Consumer<Deadline> forget) {
        this.timeout = timeout;
        this.what = what;
        this.forget = forget;
        this.end = System.nanoTime() + timeout.toNanos();
    }

    /** A deadline that no timer looks after: for what does not block. */
    public static Deadline unwatched(Duration timeout, Object what) {
        return new Deadline(timeout, what, ended -> {});
    }

    /** When the time is up, by {@link System#nanoTime()}. */
    long end() {
        return end;
    }

    /**
     * Says where the callout is now.
     *
     * @param next the phase it enters
     * @throws CalloutTimeoutException where the time is up
     */
    public synchronized void enter(CalloutPhase next) {
        check();
        if (spent != null) {
            note(spent);
            spent.putIfAbsent(next, Duration.ZERO);
        }
        phase = next;
        begun = true;
    }

    /** Adds the time since the phase was entered to it; what comes before the first phase belongs to none. */
    private void note(Map<CalloutPhase, Duration> times) {
        long now = System.nanoTime();
        if (begun) {
            times.merge(phase, Duration.ofNanos(now - entered), Duration::plus);
        }
        entered = now;
    }

    /** Keeps the time of each phase from now on, for {@link #phases()}. To be called before the first phase. */
    public synchronized void keepTimes() {
        spent = new EnumMap<>(CalloutPhase.class);
    }

    /**
     * How long the callout was in each phase.
     *
     * @return the phases that were entered, in the order of the way; one that was entered several times is added up, the last
     *     one counts until {@link #close()}. Empty where {@link #keepTimes()} was not called. A copy
     */
    public synchronized Map<CalloutPhase, Duration> phases() {
        return spent == null ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(spent));
    }

    /**
     * Where the callout is.
     *
     * @return the phase last entered
     */
    public synchronized CalloutPhase phase() {
        return phase;
    }

    /**
     * Names what is to be closed when the time is up; it takes the place of what was named before.
     *
     * @param closeable what the callout is about to block on; closing it must not block
     * @throws CalloutTimeoutException where the time is up; {@code closeable} has been closed then
     */
    public synchronized void guard(Closeable closeable) {
        if (passed || remainingNanos() <= 0) {
            closeQuietly(closeable);
        }
        check();
        guarded = closeable;
    }

    /**
     * Lets go of what {@link #guard} named: from here on it outlives the callout.
     *
     * @throws CalloutTimeoutException where the time is up; what was guarded has been closed then
     */
    public synchronized void release() {
        check();
        guarded = null;
    }

    /**
     * Throws where the time is up. To be called when a blocking call fails: it was perhaps the deadline that ended it.
     *
     * @throws CalloutTimeoutException where the time is up
     * @throws CancellationException where the callout was cancelled
     */
    public synchronized void check() {
        if (cancelled) {
            throw new CancellationException(what + " was cancelled");
        }
        if (passed || remainingNanos() <= 0) {
            throw new CalloutTimeoutException(message(), phase, timeout);
        }
    }

    /**
     * What is left of the time.
     *
     * @return nanoseconds; zero or less when the time is up
     */
    public long remainingNanos() {
        return end - System.nanoTime();
    }

    /** The callout has ended; the timer forgets it. */
    @Override
    public synchronized void close() {
        if (spent != null && !ended) {
            note(spent);
        }
        ended = true;
        guarded = null;
        forget.accept(this);
    }

    /** Ends the callout before its time: what it waits for is closed. Nothing happens where it has ended. */
    public synchronized void cancel() {
        if (!ended) {
            cancelled = true;
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
            // It was to be gone; nobody waits for an answer from it, and others wait for the timer.
        }
    }

    private String message() {
        String where =
                switch (phase) {
                    case RESOLVE ->
                        begun
                                ? "the host name was still being looked up"
                                : "the request was still being made ready on this side";
                    case CONNECT -> "the server had not accepted the connection";
                    case PROXY -> "the proxy had not answered";
                    case HANDSHAKE -> "the TLS handshake had not ended";
                    case WRITE -> "the request was still being sent";
                    case WAIT -> "the server had not begun to answer";
                    case READ -> "the answer was still coming in";
                };
        String acted = phase.compareTo(CalloutPhase.WRITE) >= 0 ? " The server may have acted on the request." : "";
        return "IO Exception: Read timed out: " + what + " did not finish within " + timeout.toMillis()
                + " ms (phase " + phase.code() + "): " + where + "." + acted
                + " Set timeout_x higher (1 to 120000 ms) if the service needs longer.";
    }
}
