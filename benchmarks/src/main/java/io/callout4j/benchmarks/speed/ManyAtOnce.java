package io.callout4j.benchmarks.speed;

import io.callout4j.CalloutResponse;
import io.callout4j.Callouts;
import io.callout4j.CalloutsBuilder;
import io.callout4j.identity.KeyStoreEntry;
import io.callout4j.request.CalloutRequest;
import io.callout4j.request.Operation;
import io.callout4j.trust.ServerTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import javax.xml.namespace.QName;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Ten thousand asynchronous callouts at once to a server that takes 45 seconds for each: how much heap each one uses, how many pinned a
 * carrier thread, and how evenly they were served. On JDK 24 or later, each has a virtual thread; the full {@link SpeedTable} runs it
 * there.
 */
public final class ManyAtOnce {

    private static final int CALLOUTS = 10_000;
    private static final int SERVER_TAKES_MILLIS = 45_000;
    private static final Operation ORDER =
            Operation.of("urn:order", new QName(Order.NS, "order"), new QName(Order.NS, "orderResponse"));

    private ManyAtOnce() {}

    /**
     * Measures and prints.
     *
     * @param args unused
     * @throws Exception if measuring fails
     */
    public static void main(String[] args) throws Exception {
        Target target = Target.ofProperties();
        CalloutsBuilder builder = Callouts.builder()
                .certificate("Client", KeyStoreEntry.of(target.credentials().file("client.p12"), Credentials.PASSWORD))
                .trust(ServerTrust.keyStore(target.credentials().file("trust.p12"), Credentials.PASSWORD));
        try (Callouts callouts = builder.build();
                Recording recording = new Recording()) {
            recording
                    .enable("jdk.VirtualThreadPinned")
                    .withThreshold(Duration.ZERO)
                    .withStackTrace();
            send(callouts, target.url(1_024)).join();
            long before = ManyIdentities.heap();
            recording.start();
            long[] ends = new long[CALLOUTS];
            List<CompletableFuture<?>> all = new ArrayList<>();
            long begin = System.nanoTime();
            for (int i = 0; i < CALLOUTS; i++) {
                int number = i;
                all.add(send(callouts, target.url(1_024) + OrderServer.WAIT + SERVER_TAKES_MILLIS)
                        .thenRun(() -> ends[number] = System.nanoTime() - begin));
            }
            Thread.sleep(SERVER_TAKES_MILLIS);
            long during = ManyIdentities.heap();
            all.forEach(CompletableFuture::join);
            recording.stop();
            Arrays.sort(ends);
            System.out.printf(
                    Locale.ROOT,
                    "%d callouts at once: %d KB of heap each at most, %d pinned, the first done after %.1f s, the median %.1f s, the last %.1f s%n",
                    CALLOUTS,
                    (during - before) / 1024 / CALLOUTS,
                    pinned(recording),
                    ends[0] / 1e9,
                    ends[CALLOUTS / 2] / 1e9,
                    ends[CALLOUTS - 1] / 1e9);
        }
    }

    private static CompletableFuture<CalloutResponse> send(Callouts callouts, String url) {
        return callouts.sendAsync(CalloutRequest.builder(url, ORDER, Order.of(7))
                .certificateName("Client")
                .responseType(OrderResponse.class)
                .timeout(Duration.ofMinutes(2))
                .build());
    }

    private static long pinned(Recording recording) throws IOException {
        Path file = Files.createTempFile("callout4j-pinned", ".jfr");
        try {
            recording.dump(file);
            List<RecordedEvent> events = RecordingFile.readAllEvents(file);
            events.stream().limit(3).forEach(System.err::println);
            return events.size();
        } finally {
            Files.delete(file);
        }
    }
}
