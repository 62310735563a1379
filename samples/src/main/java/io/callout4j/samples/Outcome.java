package io.callout4j.samples;

import io.callout4j.error.CalloutException;
import io.callout4j.samples.UserStatusClient.UserStatusPort;
import org.jspecify.annotations.Nullable;

/**
 * How one callout ended.
 *
 * @param result the result that the service returned; null if the callout failed
 * @param failure why it failed, or null
 */
record Outcome(@Nullable String result, @Nullable CalloutException failure) {

    static Outcome of(UserStatusPort port, String userId, String status) {
        try {
            return new Outcome(port.updateStatus(userId, status), null);
        } catch (CalloutException e) {
            return new Outcome(null, e);
        }
    }
}
