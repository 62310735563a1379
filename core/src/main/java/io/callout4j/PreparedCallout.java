package io.callout4j;

import io.callout4j.internal.net.Endpoint;
import io.callout4j.internal.soap.MergeFields;
import io.callout4j.request.CalloutRequest;
import org.jspecify.annotations.Nullable;

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
record PreparedCallout(
        CalloutRequest request,
        @Nullable Endpoint endpoint,
        MergeFields fields,
        LiveSettings.Snapshot settings,
        @Nullable CalloutStub stub,
        CalloutWatch watch) {}
