package io.callout4j.samples;

import io.callout4j.error.CalloutException;
import io.callout4j.samples.UserStatusClient.UserStatusPort;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One callout of the program, and how it is expected to end.
 *
 * @param title what it shows
 * @param fields sets the port's fields
 * @param shown the subjects of the certificates that the server should receive, the client's first; empty if no request should arrive
 * @param failure the expected exception, or null for a result
 * @param unseen why no request arrives, if none should
 */
record Scene(
        String title,
        Consumer<UserStatusPort> fields,
        List<String> shown,
        @Nullable Class<? extends CalloutException> failure,
        String unseen) {

    static Scene succeeding(String title, Consumer<UserStatusPort> fields, String... shown) {
        return new Scene(title, fields, List.of(shown), null, "");
    }

    static Scene failing(
            String title, Consumer<UserStatusPort> fields, Class<? extends CalloutException> failure, String unseen) {
        return new Scene(title, fields, List.of(), failure, unseen);
    }

    /** Whether it behaved as expected. */
    boolean isAsExpected(Outcome outcome, List<List<String>> seen) {
        if (failure != null) {
            return failure.isInstance(outcome.failure()) && seen.isEmpty();
        }
        return outcome.failure() == null && seen.equals(List.of(shown));
    }
}
