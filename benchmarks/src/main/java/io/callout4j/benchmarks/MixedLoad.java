package io.callout4j.benchmarks;

import io.callout4j.CalloutResponse;
import io.callout4j.Callouts;
import io.callout4j.certificates.CertificateAuthority;
import io.callout4j.certificates.CertificateProfile;
import io.callout4j.certificates.HeldCertificate;
import io.callout4j.certificates.KeyKind;
import io.callout4j.identity.KeyStoreEntry;
import io.callout4j.request.CalloutRequest;
import io.callout4j.request.Operation;
import io.callout4j.trust.ServerTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import javax.xml.namespace.QName;

/**
 * Mixed load with faults on loopback: eight threads call a server that truncates, resets, stalls and closes connections at random, with
 * inline certificates and named ones that are constantly replaced; some callouts are asynchronous, and some of those are canceled. At the
 * end, every callout must have had exactly one outcome, which matches what the server did, and there must be no leaks.
 *
 * <pre>{@code
 * mvn -q -Pload process-classes -Dload.minutes=30
 * }</pre>
 */
public final class MixedLoad {

    private static final int THREADS = 8;
    private static final int TIMEOUT = 1_000;
    private static final char[] PASSWORD = "secret".toCharArray();
    private static final Operation OPERATION =
            Operation.of("urn:load", new QName("urn:load", "a"), new QName("urn:load", "r"));

    private final CertificateAuthority root = CertificateAuthority.root(profile("Load Root"));
    private final List<String> inline = List.of(text("Inline0"), text("Inline1"), text("Inline2"));
    private final AtomicLong numbers = new AtomicLong();
    private final Map<String, LongAdder> outcomes = new ConcurrentHashMap<>();
    private final List<String> wrong = new ArrayList<>();
    private volatile boolean over;

    private MixedLoad() {}

    private static CertificateProfile profile(String name) {
        return CertificateProfile.client("CN=" + name).withKey(KeyKind.EC_P256);
    }

    private String text(String name) {
        return root.issue(profile(name)).toClientCertText(PASSWORD);
    }

    /**
     * Runs the load and exits with 1 if anything is wrong.
     *
     * @param args the duration in minutes
     * @throws Exception if it cannot run
     */
    public static void main(String[] args) throws Exception {
        Report report = run(Duration.ofMillis((long) (Double.parseDouble(args[0]) * 60_000)));
        System.out.println(report);
        if (!report.wrong().isEmpty()) {
            System.exit(1);
        }
    }

    /**
     * The result.
     *
     * @param callouts the number of callouts
     * @param outcomes how they ended
     * @param heapBefore used heap after the first tenth, in KiB
     * @param heapAfter used heap at the end, in KiB
     * @param wrong the errors, at most a hundred
     */
    record Report(long callouts, Map<String, Long> outcomes, long heapBefore, long heapAfter, List<String> wrong) {

        @Override
        public String toString() {
            return callouts + " callouts: " + outcomes + "; heap " + heapBefore + " KiB, then " + heapAfter + " KiB; "
                    + (wrong.isEmpty() ? "nothing wrong" : wrong.size() + " wrong:\n" + String.join("\n", wrong));
        }
    }

    static Report run(Duration time) throws Exception {
        return new MixedLoad().load(time);
    }

    private Report load(Duration time) throws Exception {
        Path folder = Files.createTempDirectory("callout4j-load");
        Path rotating = folder.resolve("rotating.p12");
        HeldCertificate serverIdentity =
                root.issue(CertificateProfile.server("localhost").withKey(KeyKind.EC_P256));
        rotate(rotating);
        long before;
        long after;
        try (FaultyServer server = new FaultyServer(serverIdentity, root.certificate())) {
            try (Callouts callouts = Callouts.builder()
                    .trust(ServerTrust.certificates(root.certificate()))
                    .certificate("Rotating", KeyStoreEntry.of(rotating, PASSWORD))
                    .reloadEvery(Duration.ofMillis(200))
                    .build()) {
                List<Thread> threads = start(callouts, server, rotating);
                TimeUnit.NANOSECONDS.sleep(time.toNanos() / 10);
                before = heap();
                TimeUnit.NANOSECONDS.sleep(time.toNanos() * 9 / 10);
                over = true;
                for (Thread thread : threads) {
                    thread.join();
                }
                after = heap();
            }
            checkEnd(server, before, after);
        } finally {
            Files.deleteIfExists(rotating);
            Files.deleteIfExists(folder);
        }
        Map<String, Long> counts = new TreeMap<>();
        outcomes.forEach((name, count) -> counts.put(name, count.sum()));
        if (counts.values().stream().mapToLong(Long::longValue).sum() != numbers.get()) {
            report("not every callout had exactly one outcome");
        }
        return new Report(numbers.get(), counts, before, after, List.copyOf(wrong));
    }

    private List<Thread> start(Callouts callouts, FaultyServer server, Path rotating) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(new Thread(() -> callRepeatedly(callouts, server), "load-" + i));
        }
        threads.add(new Thread(() -> rotateRepeatedly(rotating), "load-rotation"));
        threads.forEach(Thread::start);
        return threads;
    }

    private void callRepeatedly(Callouts callouts, FaultyServer server) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        while (!over) {
            long number = numbers.incrementAndGet();
            int who = random.nextInt(inline.size() + 1);
            String name = who == inline.size() ? "Rotating" : "Inline" + who;
            CalloutRequest.Builder request = CalloutRequest.builder(
                            server.url(),
                            OPERATION,
                            "<a xmlns=\"urn:load\"><id>" + number + "</id><as>" + name + "</as></a>")
                    .timeout(Duration.ofMillis(TIMEOUT));
            if (who == inline.size()) {
                request.certificateName(name);
            } else {
                request.certificate(inline.get(who), new String(PASSWORD));
            }
            long start = System.nanoTime();
            String outcome = random.nextInt(10) == 0
                    ? later(callouts, request.build(), random.nextInt(5) == 0)
                    : callouts.attempt(request.build()).name();
            judge(server, number, outcome, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        }
    }

    private static String later(Callouts callouts, CalloutRequest request, boolean cancel) {
        CompletableFuture<CalloutResponse> pending = callouts.sendAsync(request);
        if (cancel && pending.cancel(true)) {
            return "cancelled";
        }
        return pending.handle((response, failure) -> failure instanceof io.callout4j.error.CalloutException known
                        ? known.outcome()
                        : failure == null ? "response" : failure.toString())
                .join();
    }

    private void judge(FaultyServer server, long number, String outcome, long millis) {
        outcomes.computeIfAbsent(outcome, name -> new LongAdder()).increment();
        // A canceled callout may not have reached the server yet.
        LoadStep step = outcome.equals("cancelled") ? null : server.done.remove(number);
        boolean fits = step == null
                // If the server has not seen it, the server closed the connection while the request was in flight.
                ? outcome.equals("timeout") || outcome.equals("not-soap") || outcome.equals("cancelled")
                : step.fits(outcome);
        if (!fits) {
            report("callout " + number + " ended with " + outcome + " after " + step);
        }
        if (millis > TIMEOUT * 5L) {
            report("callout " + number + " took " + millis + " ms");
        }
    }

    private void rotateRepeatedly(Path rotating) {
        try {
            while (!over) {
                rotate(rotating);
                TimeUnit.SECONDS.sleep(1);
            }
        } catch (IOException | InterruptedException e) {
            report("the certificate could not be replaced: " + e);
        }
    }

    private void rotate(Path rotating) throws IOException {
        Path next = rotating.resolveSibling("next.p12");
        Files.write(next, root.issue(profile("Rotating")).toPkcs12(PASSWORD));
        Files.move(next, rotating, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void checkEnd(FaultyServer server, long before, long after) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while ((server.openConnections() > 0 || !libraryThreads().isEmpty()) && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        if (server.openConnections() > 0) {
            report(server.openConnections() + " connections are still open");
        }
        if (!libraryThreads().isEmpty()) {
            report("threads are still running: " + libraryThreads());
        }
        if (server.repeated.get() > 0) {
            report(server.repeated.get() + " requests arrived twice");
        }
        if (server.strangers.get() > 0) {
            report(server.strangers.get() + " requests arrived with the wrong identity");
        }
        if (after > before + 32 * 1024) {
            report("the heap has grown from " + before + " to " + after + " KiB");
        }
    }

    private static List<String> libraryThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("callout4j-") && !name.startsWith("callout4j-async"))
                .toList();
    }

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / 1024;
    }

    private void report(String what) {
        synchronized (wrong) {
            if (wrong.size() < 100) {
                wrong.add(what);
            }
        }
    }
}
