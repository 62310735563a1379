package io.callout4j;

import io.callout4j.error.CalloutException;
import io.callout4j.internal.net.Deadline;
import io.callout4j.internal.net.Endpoint;
import io.callout4j.internal.soap.MergeFields;
import io.callout4j.request.CalloutRequest;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Makes callouts in three steps: prepare, execute, finish. Thread-safe.
 *
 * <pre>
 * prepare   named credential or remote site, listeners, rules: nothing has been sent if one of them rejects the callout
 * execute   the transport: identity, envelope, HTTP, TLS, and back
 * finish    listeners are told how it ended
 * </pre>
 */
final class CalloutEngine implements AutoCloseable {

    /**
     * A callout that has passed all checks.
     *
     * @param request as it is sent, with what its named credential and the listeners add
     * @param endpoint where it goes; null if that is the name of a credential, which a mock leaves unresolved
     * @param fields what the named credential fills into the envelope
     * @param settings the settings it started with
     * @param stub the stub that makes it, or null
     * @param watch collects what listeners are told
     */
    record Prepared(
            CalloutRequest request,
            @Nullable Endpoint endpoint,
            MergeFields fields,
            LiveSettings.Snapshot settings,
            @Nullable CalloutStub stub,
            CalloutWatch watch) {}

    private final LiveSettings live;
    private final Listeners listeners;
    private final Transport transport;
    private final RunningCallouts running = new RunningCallouts();

    CalloutEngine(LiveSettings live, Listeners listeners, Transport transport) {
        this.live = live;
        this.listeners = listeners;
        this.transport = transport;
    }

    /** Makes a callout in the calling thread. */
    CalloutOutcome call(CalloutRequest asked, @Nullable CalloutStub stub) {
        CalloutWatch watch = listeners.watch();
        try {
            Prepared callout = prepare(asked, stub, watch);
            running.enter();
            try {
                return finish(watch, execute(callout));
            } finally {
                running.leave();
            }
        } catch (CalloutException refusal) {
            return finish(watch, CalloutOutcome.failed(refusal, null));
        } catch (RuntimeException | Error e) {
            // Thrown by a mock, perhaps as part of the test.
            watch.failed(e);
            throw e;
        }
    }

    /** Makes a callout in another thread. Its deadline starts now. */
    CompletableFuture<CalloutResponse> begin(CalloutRequest asked, @Nullable CalloutStub stub) {
        CalloutWatch watch = listeners.watch();
        try {
            Prepared callout = prepare(asked, stub, watch);
            running.enter();
            Deadline deadline = transport.deadline(callout);
            PendingCallout pending = new PendingCallout(deadline, watch, running::leave);
            pending.startOn(transport.executor(), () -> transport.send(callout, deadline));
            return pending;
        } catch (CalloutException refusal) {
            watch.failed(refusal);
            return CompletableFuture.failedFuture(refusal);
        }
    }

    private Prepared prepare(CalloutRequest asked, @Nullable CalloutStub stub, CalloutWatch watch) {
        LiveSettings.Snapshot current = live.current();
        Destinations.Resolved resolved;
        try {
            resolved = transport.resolve(current, asked);
        } catch (CalloutException refusal) {
            watch.begin(asked, live.certificates());
            throw refusal;
        }
        CalloutRequest request = watch.begin(resolved.request(), live.certificates());
        Endpoint endpoint = CalloutRules.check(request);
        return new Prepared(request, endpoint, resolved.fields(), current, stub, watch);
    }

    private CalloutOutcome execute(Prepared callout) {
        try (Deadline deadline = transport.deadline(callout)) {
            return transport.send(callout, deadline);
        }
    }

    private static CalloutOutcome finish(CalloutWatch watch, CalloutOutcome outcome) {
        watch.ended(outcome);
        return outcome;
    }

    /** Rejects new callouts, waits for running ones, and closes everything, once. */
    @Override
    public void close() {
        running.finish(() -> {
            transport.close();
            live.close();
        });
    }
}
