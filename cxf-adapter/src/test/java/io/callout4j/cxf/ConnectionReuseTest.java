package io.callout4j.cxf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callout4j.Callouts;
import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.error.CalloutResponseException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections are reused if that is safe, and a request is never sent twice. */
@Timeout(60)
class ConnectionReuseTest {

    private static final boolean FULL = Boolean.getBoolean("callout4j.full");

    @Nested
    class AConnection {

        @Test
        void servesAThousandCalloutsOfOneThreadAfterOneHandshake() {
            try (LoopbackServer server = LoopbackServer.tls(Pki.SERVER, Pki.clients(), StatusService.nameOfClient());
                    Callouts callouts = Pki.callouts()
                            .certificate("Alice", Pki.entry(Pki.ALICE))
                            .build()) {
                StatusService.Port port = new StatusService.Port(callouts, server.url());
                port.clientCertName_x = "Alice";
                for (int i = 0; i < 1_000; i++) {
                    assertThat(port.updateStatus("1", "x")).isEqualTo("CN=Alice");
                }
                assertThat(server.connections).hasValue(1);
            }
        }

        @Test
        void servesAThousandCalloutsOfSixteenThreadsAfterSixteenHandshakesAtMost() throws Exception {
            try (LoopbackServer server = LoopbackServer.tls(Pki.SERVER, Pki.clients(), StatusService.nameOfClient());
                    Callouts callouts = Pki.callouts()
                            .certificate("Alice", Pki.entry(Pki.ALICE))
                            .build()) {
                ExecutorService threads = Executors.newFixedThreadPool(16);
                List<Future<?>> callers = new ArrayList<>();
                for (int i = 0; i < 16; i++) {
                    callers.add(threads.submit(() -> {
                        StatusService.Port port = new StatusService.Port(callouts, server.url());
                        port.clientCertName_x = "Alice";
                        for (int call = 0; call < 63; call++) {
                            port.updateStatus("1", "x");
                        }
                    }));
                }
                for (Future<?> caller : callers) {
                    caller.get();
                }
                threads.shutdown();
                assertThat(server.connections.get()).isBetween(1, 16);
            }
        }

        @Test
        void isKeptForTheNextCallout() {
            try (LoopbackServer server = LoopbackServer.tls(Pki.SERVER, StatusService.always(StatusService.ok("a")));
                    Callouts callouts = Pki.callouts().build()) {
                StatusService.Port port = new StatusService.Port(callouts, server.url());
                for (int i = 0; i < 10; i++) {
                    port.updateStatus("1", "x");
                }
                assertThat(server.connections).hasValue(1);
            }
        }

        @Test
        void isClosedIfTheServerAnnouncesIt() {
            String closing = StatusService.ok("a").replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n");
            try (LoopbackServer server = LoopbackServer.plain(StatusService.always(closing));
                    Callouts callouts = Pki.callouts().build()) {
                StatusService.Port port = new StatusService.Port(callouts, server.url());
                port.updateStatus("1", "x");
                port.updateStatus("1", "x");
                assertThat(server.connections).hasValue(2);
            }
        }

        @Test
        void isClosedIfBytesFollowTheResponse() {
            try (LoopbackServer server =
                            LoopbackServer.plain(StatusService.always(StatusService.ok("a") + "HTTP/1.1 200 OK\r\n"));
                    Callouts callouts = Pki.callouts().build()) {
                StatusService.Port port = new StatusService.Port(callouts, server.url());
                assertThat(port.updateStatus("1", "x")).isEqualTo("a");
                assertThat(port.updateStatus("1", "x")).isEqualTo("a");
                assertThat(server.connections).hasValue(2);
            }
        }

        /**
         * HttpCore reads a large body without its own buffer, so extra bytes may remain inside TLS, where no buffer of the library sees
         * them.
         */
        @Test
        void isClosedIfBytesRemainInsideTls() {
            String body = StatusService.envelope(StatusService.okBody("x".repeat(25_000)));
            String smuggled = StatusService.ok("smuggled");
            try (LoopbackServer server = LoopbackServer.tls(Pki.SERVER, peer -> {
                        while (peer.next() != null) {
                            peer.send("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: " + body.length()
                                    + "\r\n\r\n");
                            peer.send(body.substring(0, 16_384));
                            peer.send(body.substring(16_384) + smuggled);
                        }
                    });
                    Callouts callouts = Pki.callouts().build()) {
                StatusService.Port port = new StatusService.Port(callouts, server.url());
                assertThat(port.updateStatus("1", "x")).hasSize(25_000);
                assertThat(port.updateStatus("1", "x")).hasSize(25_000);
                assertThat(server.connections).hasValue(2);
            }
        }

        @Test
        void isClosedIfTheServerDoesNotKeepItLongEnough() {
            String brief = StatusService.ok("a").replace("\r\n\r\n", "\r\nKeep-Alive: timeout=1, max=9\r\n\r\n");
            try (LoopbackServer server = LoopbackServer.plain(StatusService.always(brief));
                    Callouts callouts = Pki.callouts().build()) {
                StatusService.Port port = new StatusService.Port(callouts, server.url());
                port.updateStatus("1", "x");
                port.updateStatus("1", "x");
                assertThat(server.connections).hasValue(2);
            }
        }

        @Test
        @Timeout(300)
        void failsNoCalloutIfTheServerClosedItWhileIdle() throws Exception {
            int calls = FULL ? 1_000 : 100;
            try (LoopbackServer server = LoopbackServer.tls(Pki.SERVER, peer -> {
                        peer.next();
                        peer.send(StatusService.ok("a"));
                    });
                    Callouts callouts = Pki.callouts().build()) {
                StatusService.Port port = new StatusService.Port(callouts, server.url());
                CountDownLatch never = new CountDownLatch(1);
                for (int i = 0; i < calls; i++) {
                    assertThat(port.updateStatus("1", "x")).isEqualTo("a");
                    // Idle for a while, as between two callouts of an application, so that the close arrives.
                    never.await(50, java.util.concurrent.TimeUnit.MILLISECONDS);
                }
                assertThat(server.requests).hasSize(calls);
            }
        }
    }

    @Nested
    class ARequest {

        @Test
        void isNotSentAgainIfTheServerDropsIt() {
            AtomicBoolean first = new AtomicBoolean(true);
            try (LoopbackServer server = LoopbackServer.tls(Pki.SERVER, peer -> {
                        while (peer.next() != null) {
                            if (first.getAndSet(false)) {
                                peer.send(StatusService.ok("a"));
                            } else {
                                return;
                            }
                        }
                    });
                    Callouts callouts = Pki.callouts().build()) {
                StatusService.Port port = new StatusService.Port(callouts, server.url());
                port.updateStatus("1", "x");
                assertThatThrownBy(() -> port.updateStatus("1", "x"))
                        .isInstanceOf(CalloutResponseException.class)
                        .hasMessageContaining("the server may have processed it; it was not sent again");
                assertThat(server.requests).hasSize(2);
            }
        }
    }

    @Nested
    class ClosingTheRuntime {

        @Test
        void closesConnectionsAndThreadsAndCanBeRepeated() throws Exception {
            CountDownLatch ended = new CountDownLatch(1);
            try (LoopbackServer server = LoopbackServer.tls(Pki.SERVER, peer -> {
                while (peer.next() != null) {
                    peer.send(StatusService.ok("a"));
                }
                ended.countDown();
            })) {
                Callouts callouts = Pki.callouts().build();
                new StatusService.Port(callouts, server.url()).updateStatus("1", "x");
                callouts.close();
                callouts.close();
                ended.await();
                for (Thread thread : Thread.getAllStackTraces().keySet()) {
                    if (thread.getName().startsWith("callout4j-deadlines")) {
                        thread.join(10_000);
                    }
                }
                assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .noneMatch(name -> name.startsWith("callout4j-deadlines"));
            }
        }

        @Test
        void letsARunningCalloutFinishAndRejectsTheNext() throws Exception {
            CountDownLatch arrived = new CountDownLatch(1);
            CountDownLatch response = new CountDownLatch(1);
            try (LoopbackServer server = LoopbackServer.tls(Pki.SERVER, peer -> {
                peer.next();
                arrived.countDown();
                try {
                    response.await();
                } catch (InterruptedException e) {
                    return;
                }
                peer.send(StatusService.ok("a"));
            })) {
                Callouts callouts = Pki.callouts().build();
                StatusService.Port port = new StatusService.Port(callouts, server.url());
                var running = java.util.concurrent.CompletableFuture.supplyAsync(() -> port.updateStatus("1", "x"));
                arrived.await();
                Thread closing = new Thread(callouts::close);
                closing.start();
                while (closing.getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
                StatusService.Port late = new StatusService.Port(callouts, server.url());
                assertThatThrownBy(() -> late.updateStatus("1", "x"))
                        .isInstanceOf(CalloutConfigurationException.class)
                        .hasMessageContaining("has been closed");
                response.countDown();
                assertThat(running.get()).isEqualTo("a");
                closing.join();
            }
        }
    }
}
