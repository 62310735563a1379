package io.callout4j.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A result is shared with those who wait for it, but not with those who ask later. */
@Timeout(60)
class SharedTasksTest {

    @Test
    void runAgainForALaterCaller() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        try (SharedTasks<String, Integer> tasks = new SharedTasks<>("shared-test", 2, key -> runs.incrementAndGet())) {
            for (int i = 1; i <= 2_000; i++) {
                assertThat(tasks.result("key", Deadline.unwatched(Duration.ofSeconds(50), "the test")))
                        .isEqualTo(i);
            }
        }
    }
}
