package io.callout4j;

import io.callout4j.internal.net.Endpoint;
import io.callout4j.internal.soap.MergeFields;
import io.callout4j.request.CalloutRequest;
import org.jspecify.annotations.Nullable;

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
record PreparedCallout(
        CalloutRequest request,
        @Nullable Endpoint endpoint,
        MergeFields fields,
        LiveSettings.Now now,
        @Nullable CalloutStub stub,
        CalloutWatch watch) {}
