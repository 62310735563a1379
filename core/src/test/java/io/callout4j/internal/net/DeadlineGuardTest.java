package io.callout4j.internal.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callout4j.error.CalloutTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class DeadlineGuardTest {

    /** The timer may be late; whoever notices first that the deadline has passed must close the resource. */
    @Test
    void closesImmediatelyWhatIsGuardedTooLate() {
        AtomicBoolean closed = new AtomicBoolean();
        Deadline over = new Deadline(Duration.ZERO, "the test", forgotten -> {});
        assertThatThrownBy(() -> over.guard(() -> closed.set(true)))
                .isInstanceOf(CalloutTimeoutException.class)
                .hasMessageContaining("still being prepared on your side");
        assertThat(closed).isTrue();
    }

    @Test
    void closesWhatIsGuardedWhenItPassesButNotAfterTheEnd() {
        AtomicBoolean first = new AtomicBoolean();
        Deadline running = new Deadline(Duration.ofMinutes(1), "the test", forgotten -> {});
        running.guard(() -> first.set(true));
        running.pass();
        assertThat(first).isTrue();

        AtomicBoolean second = new AtomicBoolean();
        Deadline ended = new Deadline(Duration.ofMinutes(1), "the test", forgotten -> {});
        ended.guard(() -> second.set(true));
        ended.close();
        ended.pass();
        assertThat(second).isFalse();
    }
}
