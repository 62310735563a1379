package io.callout4j;

import io.callout4j.error.CalloutException;
import io.callout4j.internal.net.Deadline;
import io.callout4j.request.CalloutRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * Lets a mock provide the responses. Named credentials are not resolved: tests do not depend on what they contain. No certificate is
 * opened, and the mock runs in the caller's thread.
 */
record MockTransport(WebServiceMock mock) implements Transport {

    @Override
    public Destinations.Resolved resolve(LiveSettings.Snapshot current, CalloutRequest asked) {
        return new Destinations.Resolved(asked, null);
    }

    @Override
    public Deadline deadline(CalloutEngine.Prepared callout) {
        CalloutRequest request = callout.request();
        return Deadline.unwatched(request.timeout(), request.endpoint());
    }

    @Override
    public CalloutOutcome send(CalloutEngine.Prepared callout, Deadline deadline) {
        try {
            Object value = WebServiceCallout.mockedResponse(mock, callout.stub(), callout.request());
            return CalloutOutcome.of(new CalloutResponse(value, 200, Map.of(), List.of(), null));
        } catch (CalloutException e) {
            return CalloutOutcome.failed(e, null);
        }
    }

    @Override
    public Executor executor() {
        return Runnable::run;
    }

    @Override
    public void close() {
        // Nothing to close.
    }
}
