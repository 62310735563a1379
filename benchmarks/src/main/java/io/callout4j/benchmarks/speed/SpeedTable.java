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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Measures all clients in turn with one server and prints a table of ratios.
 *
 * <pre>{@code
 * mvn -q -Pspeed process-classes                    # less than 4 minutes
 * mvn -q -Pspeed process-classes -Dspeed.form=full  # half an hour: three rounds, and more than small calls
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
     * @param args quick or full, then the names of the clients if not all
     * @throws Exception if measuring fails
     */
    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("callout4j-speed");
        boolean full = args.length > 0 && args[0].equals("full");
        Credentials.make(folder, full ? ManyIdentities.IDENTITIES : 0);
        Process server = java(OrderServer.class, List.of(), List.of(folder.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
            List<Clients> clients = args.length > 1
                    ? Arrays.stream(args).skip(1).map(Clients::valueOf).toList()
                    : Clients.forSmallCalls(full);
            SpeedTable table = new SpeedTable(folder, Integer.parseInt(out.readLine()), full);
            List<Row> rows = table.measure(clients);
            print(rows);
            if (full) {
                table.printLargeAnswers();
                System.out.println();
                runAlone(ManyIdentities.class, table.properties());
                if (Runtime.version().feature() >= 24) {
                    runAlone(ManyAtOnce.class, table.properties());
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

    private static ProcessBuilder java(Class<?> main, List<String> options, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
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

    private List<Row> measure(List<Clients> clients) throws Exception {
        Map<Clients, List<Row>> rounds = new LinkedHashMap<>();
        for (int round = 1; round <= rounds(); round++) {
            System.err.println("round " + round + " of " + rounds());
            Map<Clients, List<Measurement>> found = contest(clients, 1_024, 1, 16);
            Map<Clients, Double> cold = cold(clients);
            found.forEach((client, lines) -> rounds.computeIfAbsent(client, none -> new ArrayList<>())
                    .add(Row.of(client, lines.get(0), lines.get(1), Objects.requireNonNull(cold.get(client)))));
        }
        return rounds.values().stream().map(Row::median).toList();
    }

    private int rounds() {
        return full ? 3 : 1;
    }

    /** Runs each client in a new JVM; all are warm before the first turn. Returns one measurement per number of threads. */
    private Map<Clients, List<Measurement>> contest(List<Clients> clients, int bytes, int... threads) throws Exception {
        List<Contender> contenders = new ArrayList<>();
        try {
            for (Clients client : clients) {
                System.err.println("warming up: " + client.title);
                List<String> arguments =
                        new ArrayList<>(List.of(client.name(), Integer.toString(bytes), full ? "12" : "6"));
                Arrays.stream(threads).mapToObj(Integer::toString).forEach(arguments::add);
                List<String> options = new ArrayList<>(properties(client));
                // JMH lets one JVM run at a time; these take turns.
                options.add("-Djmh.ignoreLock=true");
                contenders.add(new Contender(client, java(Turns.class, options, arguments)));
            }
            System.err.println("measuring");
            while (!contenders.get(0).isDone()) {
                for (Contender each : contenders) {
                    each.runTurn();
                }
            }
            Map<Clients, List<Measurement>> found = new LinkedHashMap<>();
            for (Contender each : contenders) {
                found.put(each.client(), each.measurements());
            }
            return found;
        } finally {
            contenders.forEach(Contender::close);
        }
    }

    /** Ours next to what the bytes and the binding take by themselves. */
    private void printLargeAnswers() throws Exception {
        System.out.println();
        System.out.println("| response | callout4j / (raw HttpClient + JAXB alone) |");
        System.out.println("| --- | --- |");
        for (int bytes : new int[] {100_000, 5_000_000}) {
            double[] ratios = new double[rounds()];
            for (int round = 0; round < ratios.length; round++) {
                var found = contest(List.of(Clients.CALLOUT4J, Clients.JDK_CLIENT, Clients.JAXB_ALONE), bytes, 1);
                ratios[round] = mean(found, Clients.CALLOUT4J)
                        / (mean(found, Clients.JDK_CLIENT) + mean(found, Clients.JAXB_ALONE));
            }
            System.out.printf(Locale.ROOT, "| %d KB | %.2f |%n", bytes / 1_000, Row.median(ratios));
        }
    }

    private static double mean(Map<Clients, List<Measurement>> found, Clients client) {
        return Objects.requireNonNull(found.get(client)).get(0).mean();
    }

    private static void runAlone(Class<?> main, List<String> properties, String... arguments)
            throws IOException, InterruptedException {
        Process process = java(main, properties, List.of(arguments)).inheritIO().start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(main.getSimpleName() + " failed.");
        }
    }

    /** From the start of a JVM to its end after one call, the median of several. */
    private Map<Clients, Double> cold(List<Clients> clients) throws Exception {
        System.err.println("cold starts");
        Map<Clients, double[]> times = new LinkedHashMap<>();
        int count = full ? 5 : 3;
        for (int i = 0; i < count; i++) {
            for (Clients client : clients) {
                long begin = System.nanoTime();
                runAlone(FirstCall.class, properties(client), client.name());
                times.computeIfAbsent(client, none -> new double[count])[i] = (System.nanoTime() - begin) / 1e6;
            }
        }
        Map<Clients, Double> medians = new LinkedHashMap<>();
        times.forEach((client, all) -> medians.put(client, Row.median(all)));
        return medians;
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
