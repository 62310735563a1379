package io.callout4j.internal.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.error.CalloutTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Work that several callers ask for at the same time. */
@Timeout(30)
class SharedWorkTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final DeadlineTimer timer = new DeadlineTimer();
    private final SharedWork<String, String> shared = new SharedWork<>("the work was still being done", "test-work");
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final AtomicInteger done = new AtomicInteger();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    @AfterEach
    void end() {
        released.countDown();
        callers.shutdownNow();
        shared.close();
        timer.close();
    }

    private String waitThenSay(String result) throws InterruptedException {
        done.incrementAndGet();
        begun.countDown();
        try {
            released.await();
        } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
        }
        return result;
    }

    private String get(Callable<String> work, Duration timeout) {
        try (Deadline deadline = timer.start(timeout, "the callout")) {
            return shared.get("key", work, deadline, failure -> new IllegalStateException(failure.getMessage()));
        }
    }

    private CompletableFuture<String> asked(Callable<String> work, Duration timeout) {
        return CompletableFuture.supplyAsync(() -> get(work, timeout), callers);
    }

    @Test
    void isDoneOnce() throws Exception {
        List<CompletableFuture<String>> all = new ArrayList<>();
        all.add(asked(() -> waitThenSay("result"), LONG));
        begun.await();
        CountDownLatch waiting = new CountDownLatch(50);
        for (int i = 0; i < 50; i++) {
            all.add(CompletableFuture.supplyAsync(
                    () -> {
                        waiting.countDown();
                        return get(() -> waitThenSay("another"), LONG);
                    },
                    callers));
        }
        waiting.await();
        released.countDown();

        // Those that came after its end would have done it again.
        assertThat(all.get(0).get(20, TimeUnit.SECONDS)).isEqualTo("result");
        for (CompletableFuture<String> each : all) {
            assertThat(each.get(20, TimeUnit.SECONDS)).isIn("result", "another");
        }
        assertThat(done.get()).isLessThan(51);
    }

    @Test
    void isNotLostForOthersIfOneCallerTimesOut() throws Exception {
        CompletableFuture<String> patient = asked(() -> waitThenSay("result"), LONG);
        begun.await();

        assertThatThrownBy(() -> get(() -> waitThenSay("another"), Duration.ofMillis(50)))
                .isInstanceOf(CalloutTimeoutException.class)
                .hasMessageContaining("did not finish within 50 ms (phase resolve): the work was still being done.");
        released.countDown();
        assertThat(patient.get(20, TimeUnit.SECONDS)).isEqualTo("result");
        assertThat(done).hasValue(1);
    }

    @Test
    void isNotLostForOthersIfTheFirstCallerTimesOut() throws Exception {
        CompletableFuture<String> first = asked(() -> waitThenSay("result"), Duration.ofSeconds(2));
        begun.await();
        CompletableFuture<String> patient = asked(() -> waitThenSay("another"), LONG);

        assertThat(first)
                .failsWithin(20, TimeUnit.SECONDS)
                .withThrowableThat()
                .withCauseInstanceOf(CalloutTimeoutException.class);
        released.countDown();
        assertThat(patient.get(20, TimeUnit.SECONDS)).isEqualTo("result");
        assertThat(done).hasValue(1);
    }

    @Test
    void isInterruptedIfNobodyWaitsAnyLonger() throws Exception {
        assertThatThrownBy(() -> get(() -> waitThenSay("result"), Duration.ofMillis(100)))
                .isInstanceOf(CalloutTimeoutException.class);

        assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(get(() -> "again", LONG)).isEqualTo("again");
    }

    @Test
    void isInterruptedWhenTheRuntimeIsClosed() throws Exception {
        CompletableFuture<String> waiting = asked(() -> waitThenSay("result"), LONG);
        begun.await();
        shared.close();

        assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(waiting).failsWithin(20, TimeUnit.SECONDS);
        assertThatThrownBy(() -> get(() -> "too late", LONG)).isInstanceOf(CalloutConfigurationException.class);
    }

    @Test
    void doesNotKeepCallersWaitingWhenTheRuntimeIsClosedBeforeItHasBegun() throws Exception {
        int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
        CountDownLatch busy = new CountDownLatch(threads);
        List<CompletableFuture<String>> all = new ArrayList<>();
        for (int i = 0; i < threads + 3; i++) {
            String key = "key " + i;
            CountDownLatch asked = new CountDownLatch(1);
            all.add(CompletableFuture.supplyAsync(
                    () -> {
                        asked.countDown();
                        Callable<String> work = () -> {
                            busy.countDown();
                            return waitThenSay("result");
                        };
                        return shared.get(key, work, null, failure -> new IllegalStateException(failure));
                    },
                    callers));
            asked.await();
        }
        busy.await();
        shared.close();

        assertThat(all).allSatisfy(each -> assertThat(each).failsWithin(20, TimeUnit.SECONDS));
    }

    @Test
    void givesEachCallerAFailureOfItsOwn() {
        Callable<String> failing = () -> {
            throw new IllegalArgumentException("no");
        };

        assertThatThrownBy(() -> get(failing, LONG))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no");
        assertThat(get(() -> "again", LONG)).isEqualTo("again");
    }
}
