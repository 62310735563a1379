package io.callout4j.benchmarks.speed;

import java.util.Locale;
import java.util.Objects;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/**
 * A result of JMH, passed from one JVM to another as a line.
 *
 * @param p50 microseconds
 * @param p99 microseconds
 * @param mean microseconds
 * @param bytes bytes allocated per call
 * @param throughput calls per second, of all threads
 */
record Measurement(double p50, double p99, double mean, double bytes, double throughput) {

    /** The beginning of such a line; other lines may be printed too. */
    private static final String MARK = "measured";

    static Measurement of(RunResult result, int threads) {
        Statistics all = result.getPrimaryResult().getStatistics();
        // One thread is measured in microseconds per call, several threads in calls per microsecond.
        double score = result.getPrimaryResult().getScore();
        return new Measurement(
                all.getPercentile(50),
                all.getPercentile(99),
                threads == 1 ? score : threads / score,
                Objects.requireNonNull(result.getSecondaryResults().get("gc.alloc.rate.norm"))
                        .getScore(),
                threads == 1 ? 1_000_000 / score : score * 1_000_000);
    }

    String toLine() {
        return String.format(Locale.ROOT, MARK + " %f %f %f %f %f", p50, p99, mean, bytes, throughput);
    }

    static boolean isMeasurement(String line) {
        return line.startsWith(MARK);
    }

    static Measurement of(String line) {
        String[] parts = line.split(" ", -1);
        return new Measurement(
                Double.parseDouble(parts[1]),
                Double.parseDouble(parts[2]),
                Double.parseDouble(parts[3]),
                Double.parseDouble(parts[4]),
                Double.parseDouble(parts[5]));
    }
}
