package io.callout4j.benchmarks.speed;

import java.io.EOFException;
import java.io.IOException;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * The main class of a JVM that measures one client in turns: it reports when it is ready, and measures for a moment for each line that it
 * reads. The same JVM measures one and many threads, because compiling takes longer than measuring.
 */
public final class Turns {

    static final String READY = "ready";

    private static final int TURN_MILLIS = 500;

    private Turns() {}

    /**
     * Measures and prints the results.
     *
     * @param args the client, the size of the response, the number of turns of half a second, and the numbers of threads
     * @throws Exception if measuring fails
     */
    public static void main(String[] args) throws Exception {
        for (int i = 3; i < args.length; i++) {
            int threads = Integer.parseInt(args[i]);
            RunResult result = run(args[0], args[1], Integer.parseInt(args[2]), threads);
            System.out.println(Measurement.of(result, threads).toLine());
        }
        // Otherwise the threads of some clients would keep the process running.
        Runtime.getRuntime().halt(0);
    }

    /** Reports that the JVM is ready, and waits for its turn. */
    static void awaitTurn() throws IOException {
        System.out.println(READY);
        if (System.in.read() < 0) {
            throw new EOFException("The process that gives turns has ended.");
        }
    }

    private static RunResult run(String client, String bytes, int turns, int threads) throws RunnerException {
        return new Runner(new OptionsBuilder()
                        .include(SmallCall.class.getName() + ".call")
                        .param("client", client)
                        .param("bytes", bytes)
                        .mode(threads == 1 ? Mode.SampleTime : Mode.Throughput)
                        .threads(threads)
                        .forks(0)
                        .warmupIterations(1)
                        .warmupTime(TimeValue.milliseconds(threads == 1 ? TURN_MILLIS : 4 * TURN_MILLIS))
                        .measurementIterations(threads == 1 ? turns : 1)
                        .measurementTime(TimeValue.milliseconds(threads == 1 ? TURN_MILLIS : turns * TURN_MILLIS))
                        .addProfiler(GCProfiler.class)
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .build())
                .runSingle();
    }
}
