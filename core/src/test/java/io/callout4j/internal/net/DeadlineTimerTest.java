package io.callout4j.internal.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callout4j.error.CalloutTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadlineTimerTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofMinutes(2);

    private final DeadlineTimer timer = new DeadlineTimer();

    @AfterEach
    void close() {
        timer.close();
    }

    private static CountDownLatch guarded(Deadline deadline) {
        CountDownLatch closed = new CountDownLatch(1);
        deadline.guard(closed::countDown);
        return closed;
    }

    private static void assertClosed(CountDownLatch closed) throws InterruptedException {
        assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void closesWhatExceedsItsDeadline() throws InterruptedException {
        Deadline deadline = timer.start(SHORT, "the test");
        assertClosed(guarded(deadline));
        assertThatThrownBy(deadline::check)
                .isInstanceOf(CalloutTimeoutException.class)
                .hasMessageContaining("the test did not finish within 300 ms");
    }

    @Test
    void honorsALaterDeadlineThatEndsEarlier() throws InterruptedException {
        Deadline slow = timer.start(LONG, "slow");
        CountDownLatch slowClosed = guarded(slow);
        Deadline quick = timer.start(SHORT, "quick");
        assertClosed(guarded(quick));
        assertThat(slowClosed.getCount()).isOne();
        assertThatCode(slow::check).doesNotThrowAnyException();
    }

    @Test
    void honorsADeadlineLongAfterThePreviousOne() throws InterruptedException {
        timer.start(SHORT, "ended").close();
        Deadline second = timer.start(SHORT.multipliedBy(2), "second");
        assertClosed(guarded(second));
    }

    @Test
    void honorsDeadlinesAfterATimeWithoutAny() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            Deadline deadline = timer.start(SHORT, "the test");
            assertClosed(guarded(deadline));
            deadline.close();
        }
    }

    @Test
    void honorsManyDeadlinesOfAllLengthsAtOnce() throws InterruptedException {
        List<CountDownLatch> closed = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            Deadline deadline = timer.start(Duration.ofMillis(2_000 + i * 7919 % 400), "the test");
            if (i % 2 == 0) {
                deadline.close();
            } else {
                closed.add(guarded(deadline));
            }
        }
        for (CountDownLatch each : closed) {
            assertClosed(each);
        }
    }

    @Test
    void closesTheOthersIfOneFailsToClose() throws InterruptedException {
        timer.start(SHORT, "bad").guard(() -> {
            throw new IllegalStateException("does not close");
        });
        assertClosed(guarded(timer.start(SHORT.plusMillis(20), "good")));
    }
}
