package io.callout4j;

import io.callout4j.error.CalloutException;
import io.callout4j.internal.net.Deadline;
import io.callout4j.internal.soap.MergeFields;
import io.callout4j.request.CalloutRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * Lets a mock answer. A named credential stays a name: what it stands for is none of the test's business. No certificate is opened, and the mock
 * runs in the caller's thread.
 */
record MockTransport(WebServiceMock mock) implements Transport {

    @Override
    public Destinations.Resolved resolve(LiveSettings.Now now, CalloutRequest asked) {
        return new Destinations.Resolved(asked, MergeFields.NONE);
    }

    @Override
    public Deadline deadline(CalloutEngine.Prepared callout) {
        CalloutRequest request = callout.request();
        return Deadline.unwatched(request.timeout(), request.endpoint());
    }

    @Override
    public CalloutOutcome send(CalloutEngine.Prepared callout, Deadline deadline) {
        try {
            Object value = WebServiceCallout.answeredBy(mock, callout.stub(), callout.request());
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
        // Nothing is open.
    }
}
