package io.callout4j.benchmarks.speed;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The results of one client.
 *
 * @param p50 microseconds, one thread
 * @param p99 microseconds, one thread
 * @param bytes bytes allocated per call, one thread
 * @param throughput calls per second, 16 threads
 * @param cold milliseconds from the start of a JVM to its end after one call
 */
record Row(Clients client, double p50, double p99, double bytes, double throughput, double cold) {

    static Row of(Clients client, Measurement one, Measurement many, double cold) {
        return new Row(client, one.p50(), one.p99(), one.bytes(), many.throughput(), cold);
    }

    /** The median of each number over several rounds. */
    static Row median(List<Row> rounds) {
        return new Row(
                rounds.get(0).client(),
                median(rounds, Row::p50),
                median(rounds, Row::p99),
                median(rounds, Row::bytes),
                median(rounds, Row::throughput),
                median(rounds, Row::cold));
    }

    private static double median(List<Row> rounds, ToDoubleFunction<Row> number) {
        return median(rounds.stream().mapToDouble(number).toArray());
    }

    static double median(double... numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
