package io.callout4j.samples;

import io.callout4j.error.CalloutException;
import io.callout4j.samples.UserStatusClient.UserStatusPort;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One callout of the program, and how it is to end.
 *
 * @param title what it shows
 * @param fields sets the port's fields
 * @param shown the subjects that the server is to see, its own certificate first; empty if no request is to arrive
 * @param failure the kind of exception that is to come back, or null for a result
 * @param unseen why no request arrives, for a scene in which none does
 */
record Scene(
        String title,
        Consumer<UserStatusPort> fields,
        List<String> shown,
        @Nullable Class<? extends CalloutException> failure,
        String unseen) {

    static Scene answered(String title, Consumer<UserStatusPort> fields, String... shown) {
        return new Scene(title, fields, List.of(shown), null, "");
    }

    static Scene refused(
            String title, Consumer<UserStatusPort> fields, Class<? extends CalloutException> failure, String unseen) {
        return new Scene(title, fields, List.of(), failure, unseen);
    }

    /** Whether it went as told. */
    boolean isAsTold(Outcome outcome, List<List<String>> seen) {
        if (failure != null) {
            return failure.isInstance(outcome.failure()) && seen.isEmpty();
        }
        return outcome.failure() == null && seen.equals(List.of(shown));
    }
}
