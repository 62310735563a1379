package io.callout4j.cxf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.callout4j.Callouts;
import io.callout4j.error.CalloutPhase;
import io.callout4j.error.CalloutTimeoutException;
import io.callout4j.request.CalloutRequest;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A callout ends at its deadline, whatever the server does, and reports its phase. */
@Timeout(60)
class DeadlineTest {

    private static final Duration TIMEOUT = Duration.ofMillis(400);
    /** Generous, because the machine may be busy: the test checks that the callout ends, not how punctually. */
    private static final Duration LATEST = Duration.ofSeconds(20);

    private final Callouts callouts = Pki.callouts().build();
    private final CountDownLatch testOver = new CountDownLatch(1);

    @AfterEach
    void close() {
        testOver.countDown();
        callouts.close();
    }

    private CalloutTimeoutException timedOut(String url, String payload) {
        long start = System.nanoTime();
        CalloutRequest request = CalloutRequest.builder(url, StatusService.UPDATE, payload)
                .timeout(TIMEOUT)
                .build();
        CalloutTimeoutException thrown =
                catchThrowableOfType(CalloutTimeoutException.class, () -> callouts.send(request));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(took).isBetween(TIMEOUT.minusMillis(50), LATEST);
        assertThat(thrown.timeout()).isEqualTo(TIMEOUT);
        assertThat(thrown)
                .hasMessageStartingWith("IO Exception: Read timed out: ")
                .hasMessageContaining("within 400 ms (phase " + thrown.phase().code() + ")");
        return thrown;
    }

    private LoopbackServer.Script waiting() {
        return peer -> {
            peer.next();
            await();
        };
    }

    private void await() {
        try {
            testOver.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void waitingForAResponseThatNeverComes() {
        try (LoopbackServer server = LoopbackServer.tls(Pki.SERVER, waiting())) {
            CalloutTimeoutException thrown = timedOut(server.url(), "<a/>");
            assertThat(thrown.phase()).isEqualTo(CalloutPhase.WAIT);
            assertThat(thrown).hasMessageContaining("The server may have processed");
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void readingAResponseThatComesByteByByte() {
        LoopbackServer.Script dribble = peer -> {
            peer.next();
            peer.send("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 1000000\r\n\r\n");
            while (true) {
                peer.send("x");
                try {
                    if (testOver.await(20, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                        return;
                    }
                } catch (InterruptedException e) {
                    return;
                }
            }
        };
        try (LoopbackServer server = LoopbackServer.tls(Pki.SERVER, dribble)) {
            assertThat(timedOut(server.url(), "<a/>").phase()).isEqualTo(CalloutPhase.READ);
        }
    }

    @Test
    void duringAHandshakeThatStalls() {
        try (LoopbackServer server = LoopbackServer.plain(peer -> await())) {
            String https = server.url().replace("http:", "https:");
            CalloutTimeoutException thrown = timedOut(https, "<a/>");
            assertThat(thrown.phase()).isEqualTo(CalloutPhase.HANDSHAKE);
            assertThat(thrown.getMessage()).doesNotContain("may have processed", "may have acted");
        }
    }

    @Test
    void writingToAServerThatNeverReads() {
        try (LoopbackServer server = LoopbackServer.tls(Pki.SERVER, peer -> {
            peer.in.read();
            await();
        })) {
            String large = "<a>" + "x".repeat(5_900_000) + "</a>";
            assertThat(timedOut(server.url(), large).phase()).isEqualTo(CalloutPhase.WRITE);
        }
    }

    @Test
    void connectingToAServerWhoseQueueIsFull() throws Exception {
        // The connections are not accepted: once the backlog is full, Linux drops further ones.
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            try (java.net.Socket one = connectTo(full);
                    java.net.Socket two = connectTo(full)) {
                assertThat(one.isConnected() && two.isConnected()).isTrue();
                String url = "http://127.0.0.1:" + full.getLocalPort() + "/";
                assertThat(timedOut(url, "<a/>").phase()).isIn(CalloutPhase.CONNECT, CalloutPhase.WAIT);
            }
        }
    }

    private static java.net.Socket connectTo(ServerSocket server) throws java.io.IOException {
        return new java.net.Socket(server.getInetAddress(), server.getLocalPort());
    }

    @Test
    void theConnectionIsNotReused() {
        try (LoopbackServer server = LoopbackServer.tls(Pki.SERVER, waiting())) {
            timedOut(server.url(), "<a/>");
            timedOut(server.url(), "<a/>");
            assertThat(server.connections).hasValue(2);
        }
    }
}
