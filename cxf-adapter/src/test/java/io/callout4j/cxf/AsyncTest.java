package io.callout4j.cxf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.callout4j.CalloutResponse;
import io.callout4j.Callouts;
import io.callout4j.WebServiceCallout;
import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.error.CalloutFaultException;
import io.callout4j.error.CalloutTimeoutException;
import io.callout4j.request.CalloutRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** Asynchronous callouts. */
@Timeout(60)
class AsyncTest {

    private final CountDownLatch testOver = new CountDownLatch(1);
    private final CountDownLatch hungUp = new CountDownLatch(1);

    @AfterEach
    void end() {
        testOver.countDown();
    }

    private static CalloutRequest request(String url, Duration timeout) {
        return CalloutRequest.builder(url, StatusService.UPDATE, "<a/>")
                .timeout(timeout)
                .build();
    }

    private static CalloutRequest request(String url) {
        return request(url, Duration.ofSeconds(30));
    }

    private static LoopbackServer responding() {
        return LoopbackServer.tls(Pki.SERVER, StatusService.always(StatusService.ok("fine")));
    }

    /** Reads the request and sends no response until the client disconnects. */
    private LoopbackServer silent(CountDownLatch asked) {
        return LoopbackServer.tls(Pki.SERVER, peer -> {
            peer.next();
            asked.countDown();
            try {
                peer.in.read();
            } catch (IOException e) {
                // A dropped connection may end either way.
            }
            hungUp.countDown();
        });
    }

    @Test
    void completeWithTheResponse() throws Exception {
        try (LoopbackServer server = responding();
                Callouts callouts = Pki.callouts().build()) {
            List<CompletableFuture<CalloutResponse>> all = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                all.add(callouts.sendAsync(request(server.url())));
            }
            for (CompletableFuture<CalloutResponse> each : all) {
                assertThat(each.get(30, TimeUnit.SECONDS).value(String.class)).contains("fine");
            }
            assertThat(server.requests).hasSize(50);
        }
    }

    @Test
    void completeWithTheFailure() {
        String fault = StatusService.http(
                500,
                "text/xml",
                StatusService.envelope(
                        "<soap:Fault><faultcode>soap:Server</faultcode><faultstring>no</faultstring></soap:Fault>"));
        try (LoopbackServer server = LoopbackServer.tls(Pki.SERVER, StatusService.always(fault));
                Callouts callouts = Pki.callouts().build()) {
            assertThatThrownBy(() -> callouts.sendAsync(request(server.url())).get(30, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(CalloutFaultException.class);
            assertThatThrownBy(() -> callouts.sendAsync(request("ftp://x")).get(30, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(CalloutConfigurationException.class);
        }
    }

    @Test
    void readTheStubOnceAndNeverChangeIt() throws Exception {
        try (LoopbackServer server = LoopbackServer.tls(Pki.SERVER, Pki.clients(), StatusService.nameOfClient());
                Callouts callouts = Pki.callouts().build()) {
            StatusService.Port port = new StatusService.Port(callouts, server.url());
            port.clientCert_x = Pki.text(Pki.ALICE);
            port.clientCertPasswd_x = Pki.PASSWORD;
            CompletableFuture<CalloutResponse> begun =
                    WebServiceCallout.beginInvoke(port, StatusService.UPDATE, "<a/>", String.class);
            port.clientCert_x = null;
            port.endpoint_x = "https://elsewhere.invalid/";
            assertThat(begun.get(30, TimeUnit.SECONDS).value(String.class)).contains("CN=Alice");
            assertThat(begun.get().headers()).containsKey("content-length");
            assertThat(port.outputHttpHeaders_x).isNull();
        }
    }

    @Test
    void dropTheirConnectionWhenCanceled() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (LoopbackServer server = silent(asked);
                Callouts callouts = Pki.callouts().build()) {
            CompletableFuture<CalloutResponse> begun = callouts.sendAsync(request(server.url()));
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(begun.cancel(true)).isTrue();
            assertThat(hungUp.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void endAtTheirDeadlineWhateverTheServerDoes() {
        try (LoopbackServer server = silent(new CountDownLatch(1));
                Callouts callouts = Pki.callouts().build()) {
            CompletableFuture<CalloutResponse> begun =
                    callouts.sendAsync(request(server.url(), Duration.ofMillis(300)));
            assertThatThrownBy(() -> begun.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(CalloutTimeoutException.class);
        }
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_23)
    void endAtTheirDeadlineEvenIfTheyWaitForAThread() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (LoopbackServer server = silent(asked);
                Callouts callouts = Pki.callouts().asyncThreads(1).build()) {
            CompletableFuture<CalloutResponse> holdsTheThread = callouts.sendAsync(request(server.url()));
            assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<CalloutResponse> waits =
                    callouts.sendAsync(request(server.url(), Duration.ofMillis(300)));
            CompletableFuture<CalloutResponse> isCancelled = callouts.sendAsync(request(server.url()));
            assertThat(isCancelled.cancel(true)).isTrue();
            assertThatThrownBy(() -> waits.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(CalloutTimeoutException.class);
            assertThat(holdsTheThread).isNotDone();
            assertThat(server.requests).hasSize(1);
            holdsTheThread.cancel(true);
        }
    }

    @Test
    void failIfTheyTimeOutBeforeTheyStart() {
        try (Callouts callouts = Pki.callouts().build()) {
            for (int i = 0; i < 50; i++) {
                CompletableFuture<CalloutResponse> begun =
                        callouts.sendAsync(request("https://127.0.0.1:1/", Duration.ofMillis(1)));
                assertThatThrownBy(() -> begun.get(30, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
            }
        }
    }

    @Test
    void finishBeforeTheRuntimeCloses() {
        CompletableFuture<CalloutResponse> begun;
        try (LoopbackServer server = responding()) {
            try (Callouts callouts = Pki.callouts().build()) {
                begun = callouts.sendAsync(request(server.url()));
            }
            assertThat(begun.join().value(String.class)).contains("fine");
        }
    }

    @Test
    void mayCloseTheRuntimeWhenTheyEnd() throws Exception {
        try (LoopbackServer server = responding()) {
            Callouts callouts = Pki.callouts().build();
            callouts.sendAsync(request(server.url())).thenRun(callouts::close).get(30, TimeUnit.SECONDS);
            CalloutConfigurationException thrown = catchThrowableOfType(
                    CalloutConfigurationException.class, () -> callouts.send(request(server.url())));
            assertThat(thrown).hasMessageContaining("closed");
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_24)
    void runOnOneVirtualThreadEach() throws Exception {
        CountDownLatch asked = new CountDownLatch(200);
        try (LoopbackServer server = silent(asked);
                Callouts callouts = Pki.callouts().asyncThreads(1).build()) {
            List<CompletableFuture<CalloutResponse>> all = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                all.add(callouts.sendAsync(request(server.url())));
            }
            assertThat(asked.await(50, TimeUnit.SECONDS)).isTrue();
            assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(thread -> thread.getName().startsWith("callout4j-async"));
            all.forEach(each -> each.cancel(true));
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_24)
    void pinNoCarrierThread(@TempDir Path folder) throws Exception {
        AtomicReference<CountDownLatch> asked = new AtomicReference<>();
        LoopbackServer.Script onceAllHaveAsked = peer -> {
            while (peer.next() != null) {
                CountDownLatch all = asked.get();
                all.countDown();
                await(all);
                peer.send(StatusService.ok("fine"));
            }
        };
        try (LoopbackServer server = LoopbackServer.tls(Pki.SERVER, Pki.clients(), onceAllHaveAsked);
                Callouts callouts = Pki.callouts()
                        .certificate("Alice", Pki.entry(Pki.ALICE))
                        .build();
                Recording recording = new Recording()) {
            // The JDK's own threshold: the wait for the server takes longer, contention inside the JDK's TLS does not.
            recording.enable("jdk.VirtualThreadPinned").withThreshold(Duration.ofMillis(20));
            // Loading a class pins, so the classes are loaded first.
            sendAtOnce(20, callouts, server, asked);
            recording.start();
            sendAtOnce(500, callouts, server, asked);
            recording.stop();
            Path file = folder.resolve("pinned.jfr");
            recording.dump(file);
            assertThat(RecordingFile.readAllEvents(file)).isEmpty();
        }
    }

    private static void sendAtOnce(
            int many, Callouts callouts, LoopbackServer server, AtomicReference<CountDownLatch> asked)
            throws Exception {
        asked.set(new CountDownLatch(many));
        List<CompletableFuture<CalloutResponse>> all = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            all.add(callouts.sendAsync(CalloutRequest.builder(server.url(), StatusService.UPDATE, "<a/>")
                    .certificateName("Alice")
                    .timeout(Duration.ofSeconds(50))
                    .build()));
        }
        for (CompletableFuture<CalloutResponse> each : all) {
            assertThat(each.get(50, TimeUnit.SECONDS).value(String.class)).contains("fine");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
