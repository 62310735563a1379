package io.callout4j.benchmarks.speed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A JVM with one client, which measures when it is its turn. All clients take short turns, because the speed of a machine varies from
 * minute to minute.
 */
final class Contender implements AutoCloseable {

    private final Clients client;
    private final Process process;
    private final BufferedReader out;
    private final OutputStream in;
    private final List<Measurement> measurements = new ArrayList<>();
    private boolean done;

    /** Starts the JVM and waits until it is warm. */
    Contender(Clients client, ProcessBuilder jvm) throws IOException {
        this.client = client;
        this.process = jvm.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.in = process.getOutputStream();
        listen();
    }

    private void listen() throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.equals(Turns.READY)) {
                return;
            }
            if (Measurement.isMeasurement(line)) {
                measurements.add(Measurement.of(line));
            }
        }
        done = true;
    }

    boolean isDone() {
        return done;
    }

    /** Lets it measure for a moment. */
    void runTurn() throws IOException {
        if (done) {
            throw new IllegalStateException(client.title + " ended too early.");
        }
        in.write('\n');
        in.flush();
        listen();
    }

    /** Its results, in the order of the requested numbers of threads. */
    List<Measurement> measurements() throws InterruptedException {
        if (process.waitFor() != 0) {
            throw new IllegalStateException(client.title + " could not be measured.");
        }
        return measurements;
    }

    Clients client() {
        return client;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
