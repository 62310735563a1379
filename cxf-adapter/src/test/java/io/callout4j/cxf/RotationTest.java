package io.callout4j.cxf;

import static org.assertj.core.api.Assertions.assertThat;

import io.callout4j.Callouts;
import io.callout4j.certificates.HeldCertificate;
import io.callout4j.identity.KeyStoreEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A certificate file is replaced repeatedly while eight threads make callouts. */
class RotationTest {

    private static final int SWAPS = Boolean.getBoolean("callout4j.full") ? 50 : 5;

    @TempDir
    private Path folder;

    private void swap(Path file, HeldCertificate next) throws IOException {
        Path written = Files.write(folder.resolve("next"), next.toPkcs12(Pki.PASSWORD.toCharArray()));
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    @Timeout(300)
    void noCalloutFailsAndTheServerReceivesEachNewCertificate() throws Exception {
        List<HeldCertificate> versions = new ArrayList<>();
        for (int i = 0; i <= SWAPS; i++) {
            versions.add(Pki.client(Pki.ROOT, "CN=Version " + i));
        }
        Path file = folder.resolve("contoso.p12");
        swap(file, versions.get(0));
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        AtomicBoolean over = new AtomicBoolean();
        try (LoopbackServer server = LoopbackServer.tls(Pki.SERVER, Pki.clients(), StatusService.nameOfClient());
                Callouts callouts = Pki.callouts()
                        .certificate("Contoso", KeyStoreEntry.of(file, Pki.PASSWORD.toCharArray()))
                        .reloadEvery(Duration.ofMillis(100))
                        .build()) {
            ExecutorService threads = Executors.newFixedThreadPool(8);
            List<Future<?>> callers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                callers.add(threads.submit(() -> {
                    StatusService.Port port = port(callouts, server);
                    while (!over.get()) {
                        try {
                            port.updateStatus("1", "x");
                        } catch (RuntimeException e) {
                            failures.add(e);
                        }
                    }
                }));
            }
            StatusService.Port watcher = port(callouts, server);
            for (int i = 1; i <= SWAPS; i++) {
                swap(file, versions.get(i));
                // The test's time limit ends this loop if the new certificate never arrives.
                while (!watcher.updateStatus("1", "x").equals("CN=Version " + i)) {
                    Thread.onSpinWait();
                }
            }
            over.set(true);
            for (Future<?> caller : callers) {
                caller.get();
            }
            threads.shutdown();
            assertThat(failures).isEmpty();
        }
    }

    private static StatusService.Port port(Callouts callouts, LoopbackServer server) {
        StatusService.Port port = new StatusService.Port(callouts, server.url());
        port.clientCertName_x = "Contoso";
        return port;
    }
}
