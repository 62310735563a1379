package io.callout4j.benchmarks.speed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs all clients in turn against one server and prints one table of ratios.
 *
 * <pre>{@code
 * mvn -q -Pspeed process-classes                    # less than 4 minutes
 * mvn -q -Pspeed process-classes -Dspeed.form=full  # longer runs
 * }</pre>
 */
public final class SpeedTable {

    private final Path folder;
    private final int port;
    private final boolean full;

    private SpeedTable(Path folder, int port, boolean full) {
        this.folder = folder;
        this.port = port;
        this.full = full;
    }

    /**
     * Measures and prints.
     *
     * @param args quick or full, then the names of clients to take instead of all
     * @throws Exception where it could not
     */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("callout4j-speed");
        boolean full = args.length > 0 && args[0].equals("full");
        Credentials.make(folder, full ? ManyIdentities.MANY : 0);
        Process server = java(OrderServer.class, List.of(), folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
            List<Clients> clients = args.length > 1
                    ? Arrays.stream(args).skip(1).map(Clients::valueOf).toList()
                    : Clients.forSmallCalls(full);
            SpeedTable table = new SpeedTable(folder, Integer.parseInt(out.readLine()), full);
            List<Row> rows = new ArrayList<>();
            for (Clients client : clients) {
                rows.add(table.measure(client));
            }
            print(rows);
            if (full) {
                table.printLargeAnswers();
                System.out.println();
                table.runAlone(ManyIdentities.class);
                if (Runtime.version().feature() >= 24) {
                    table.runAlone(ManyAtOnce.class);
                }
            }
        } finally {
            server.destroy();
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static ProcessBuilder java(Class<?> main, List<String> options, String argument) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName(), argument));
        return new ProcessBuilder(command);
    }

    private List<String> properties() {
        return List.of("-Dspeed.port=" + port, "-Dspeed.folder=" + folder);
    }

    private List<String> properties(Clients client) {
        List<String> all = new ArrayList<>(properties());
        if (client.tuned()) {
            all.add("-Dhttp.maxConnections=64");
        }
        return all;
    }

    private Row measure(Clients client) throws Exception {
        System.err.println("measuring " + client.title);
        RunResult one = run(client, Mode.SampleTime, 1);
        RunResult many = run(client, Mode.Throughput, 16);
        return new Row(
                client,
                one.getPrimaryResult().getStatistics().getPercentile(50),
                one.getPrimaryResult().getStatistics().getPercentile(99),
                Objects.requireNonNull(one.getSecondaryResults().get("gc.alloc.rate.norm"))
                        .getScore(),
                many.getPrimaryResult().getScore() * 1_000_000,
                cold(client));
    }

    /** Ours beside what the bytes and the binding take by themselves. */
    private void printLargeAnswers() throws RunnerException {
        System.out.println();
        System.out.println("| answer | callout4j / (raw HttpClient + JAXB alone) |");
        System.out.println("| --- | --- |");
        for (int bytes : new int[] {100_000, 5_000_000}) {
            double ours = micros(Clients.CALLOUT4J, bytes);
            double floor = micros(Clients.JDK_CLIENT, bytes) + micros(Clients.JAXB_ALONE, bytes);
            System.out.printf(Locale.ROOT, "| %d KB | %.2f |%n", bytes / 1_000, ours / floor);
        }
    }

    private void runAlone(Class<?> main) throws IOException, InterruptedException {
        Process process = java(main, properties(), "").inheritIO().start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(main.getSimpleName() + " failed.");
        }
    }

    private double micros(Clients client, int bytes) throws RunnerException {
        return run(client, Mode.AverageTime, 1, bytes).getPrimaryResult().getScore();
    }

    private RunResult run(Clients client, Mode mode, int threads) throws RunnerException {
        return run(client, mode, threads, 1_024);
    }

    private RunResult run(Clients client, Mode mode, int threads, int bytes) throws RunnerException {
        return new Runner(new OptionsBuilder()
                        .include(SmallCall.class.getName() + ".call")
                        .param("client", client.name())
                        .param("bytes", Integer.toString(bytes))
                        .mode(mode)
                        .threads(threads)
                        .forks(full ? 3 : 1)
                        .warmupIterations(1)
                        // Sixteen threads on few cores compile slowly.
                        .warmupTime(TimeValue.seconds((threads == 1 ? 5L : 14L) * (full ? 2 : 1)))
                        .measurementIterations(full ? 3 : 1)
                        .measurementTime(TimeValue.seconds(4))
                        .addProfiler(GCProfiler.class)
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .jvmArgsAppend(properties(client).toArray(String[]::new))
                        .build())
                .runSingle();
    }

    /** The median of several JVMs. */
    private double cold(Clients client) throws IOException, InterruptedException {
        double[] times = new double[full ? 11 : 3];
        for (int i = 0; i < times.length; i++) {
            long begin = System.nanoTime();
            Process process = java(FirstCall.class, properties(client), client.name())
                    .inheritIO()
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("The first call of " + client.title + " failed.");
            }
            times[i] = (System.nanoTime() - begin) / 1e6;
        }
        Arrays.sort(times);
        return times[times.length / 2];
    }

    private static void print(List<Row> rows) {
        Row floor = rows.get(0);
        System.out.printf(
                Locale.ROOT,
                "Java %s. The floor, a %s: p50 %.1f us, p99 %.1f us, %.0f calls/s on 16 threads.%n%n",
                Runtime.version(),
                floor.client().title,
                floor.p50(),
                floor.p99(),
                floor.throughput());
        System.out.println("| client | p50 | p99 | calls/s, 16 threads | KB allocated per call | cold start, ms |");
        System.out.println("| --- | --- | --- | --- | --- | --- |");
        for (Row row : rows) {
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.2f | %.2f | %.3f | %.1f | %.0f |%n",
                    row.client().title,
                    row.p50() / floor.p50(),
                    row.p99() / floor.p99(),
                    row.throughput() / floor.throughput(),
                    row.bytes() / 1024,
                    row.cold());
        }
    }
}
