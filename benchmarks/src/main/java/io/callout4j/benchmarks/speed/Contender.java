package io.callout4j.benchmarks.speed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A JVM with one client in it, which measures when it is its turn. All take short turns, one after the other, since a machine is not as fast
 * in one minute as in the next.
 */
final class Contender implements AutoCloseable {

    private final Clients client;
    private final Process process;
    private final BufferedReader out;
    private final OutputStream in;
    private final List<Measurement> measurements = new ArrayList<>();
    private boolean done;

    /** Starts it; it is warm when this returns. */
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
            if (Measurement.isTold(line)) {
                measurements.add(Measurement.of(line));
            }
        }
        done = true;
    }

    boolean isDone() {
        return done;
    }

    /** Has it measure for a moment. */
    void takeTurn() throws IOException {
        if (done) {
            throw new IllegalStateException(client.title + " has ended too early.");
        }
        in.write('\n');
        in.flush();
        listen();
    }

    /** What it found, in the order in which it was asked. */
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
