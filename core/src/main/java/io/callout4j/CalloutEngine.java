package io.callout4j;

import io.callout4j.error.CalloutException;
import io.callout4j.internal.net.Deadline;
import io.callout4j.internal.net.Endpoint;
import io.callout4j.internal.soap.MergeFields;
import io.callout4j.request.CalloutRequest;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The way of a callout: prepare, execute, finish. Thread-safe.
 *
 * <pre>
 * prepare   named credential or remote site, listeners, rules: a refusal here means that nothing was sent
 * execute   the transport: identity, envelope, HTTP, TLS, and back
 * finish    listeners hear how it ended
 * </pre>
 */
final class CalloutEngine implements AutoCloseable {

    /**
     * A callout that nothing stands in the way of any more.
     *
     * @param request as it goes out, with what its named credential and the listeners add
     * @param endpoint where it goes, or null if that is still a name, since a mock answers
     * @param fields what the named credential fills into the envelope
     * @param now the settings it began with
     * @param stub the stub that makes it, or null
     * @param watch what listeners hear of it
     */
    record Prepared(
            CalloutRequest request,
            @Nullable Endpoint endpoint,
            MergeFields fields,
            LiveSettings.Now now,
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
            // Thrown by a mock, perhaps as part of its test.
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
        LiveSettings.Now now = live.now();
        Destinations.Resolved resolved;
        try {
            resolved = transport.resolve(now, asked);
        } catch (CalloutException refusal) {
            watch.begin(asked, live.certificates());
            throw refusal;
        }
        CalloutRequest request = watch.begin(resolved.request(), live.certificates());
        Endpoint endpoint = CalloutRules.check(request);
        return new Prepared(request, endpoint, resolved.fields(), now, stub, watch);
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

    /** Refuses new callouts, waits for those that are running, and closes everything, once. */
    @Override
    public void close() {
        running.finish(() -> {
            transport.close();
            live.close();
        });
    }
}
