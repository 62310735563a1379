package io.callout4j.fuzzing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.callout4j.error.CalloutException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Random;
import java.util.function.Function;

/**
 * Feeds changed inputs to some code, always the same ones: only the library's own exceptions may come out, each input may take only so long,
 * and allocate only so much. A part of the budget is spent in each build, all of it with {@code -Pfull}.
 */
public final class Fuzzing {

    private static final boolean FULL = Boolean.getBoolean("callout4j.full");
    private static final Duration LONGEST_RUN = FULL ? Duration.ofSeconds(50) : Duration.ofSeconds(5);
    private static final int CASES = FULL ? 200_000 : 1_500;

    /** Generous, because the machine may be busy. */
    private static final Duration LONGEST_CASE = Duration.ofSeconds(10);

    /** What is allocated in all, not at the same time. The YAML parser allocates 4 KiB for each character of a long line. */
    private static final long MOST_BYTES = 64L << 20;

    private static final long MOST_BYTES_FOR_EACH_BYTE = 8 << 10;
    private static final int LONGEST_MESSAGE = 10_001;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What is done with an input. */
    public interface Target {
        void accept(byte[] input) throws Exception;
    }

    /**
     * Runs the cases.
     *
     * @param mutant makes an input; the same for the same state of the random numbers
     * @param target what reads the input
     */
    public void run(Function<Random, byte[]> mutant, Target target) {
        long end = System.nanoTime() + LONGEST_RUN.toNanos();
        int cases = 0;
        for (int seed = 0; seed < CASES && System.nanoTime() < end; seed++) {
            byte[] input = mutant.apply(new Random(seed));
            check("seed " + seed, input, target);
            cases++;
        }
        assertThat(cases).as("cases within the time").isGreaterThan(20);
    }

    /** Runs one case. */
    public void check(String name, byte[] input, Target target) {
        long start = System.nanoTime();
        long before = threads.getCurrentThreadAllocatedBytes();
        try {
            target.accept(input);
        } catch (CalloutException expected) {
            assertThat(expected.getMessage()).as(name).isNotBlank().hasSizeLessThanOrEqualTo(LONGEST_MESSAGE);
        } catch (Throwable unexpected) {
            throw new AssertionError(name, unexpected);
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                .as("bytes allocated with %s", name)
                .isLessThan(MOST_BYTES + MOST_BYTES_FOR_EACH_BYTE * input.length);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).as(name).isLessThan(LONGEST_CASE);
    }
}
