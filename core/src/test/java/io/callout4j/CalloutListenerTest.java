package io.callout4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.callout4j.error.CalloutConnectException;
import io.callout4j.error.CalloutHttpException;
import io.callout4j.error.CalloutPhase;
import io.callout4j.error.CalloutResponseException;
import io.callout4j.error.CalloutTimeoutException;
import io.callout4j.error.CalloutTlsException;
import io.callout4j.identity.CertificateExpiry;
import io.callout4j.identity.KeyStoreEntry;
import io.callout4j.internal.net.Deadline;
import io.callout4j.request.CalloutRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What listeners are told, and that they cannot affect callouts. */
@Timeout(60)
class CalloutListenerTest {

    private static final String ENDPOINT = "https://erp.example.com:8443/status";

    private final RecordingTransport transport = new RecordingTransport();
    private final BlockingQueue<CalloutReport> reports = new LinkedBlockingQueue<>();
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger logger = (Logger) org.slf4j.LoggerFactory.getLogger(CalloutListener.class);

    @BeforeEach
    void listen() {
        logger.setLevel(Level.DEBUG);
        logged.start();
        logger.addAppender(logged);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(logged);
        logger.setLevel(null);
    }

    /** Excludes a last line from the thread of a runtime that another test has closed. */
    private List<ILoggingEvent> logs() {
        return List.copyOf(logged.list).stream()
                .filter(event -> !event.getFormattedMessage().contains(Certificates.Watching.class.getName()))
                .toList();
    }

    private CalloutsBuilder watched() {
        return transport.callouts().listener(start -> reports::add);
    }

    private static CalloutRequest.Builder request(String endpoint) {
        return CalloutRequest.builder(endpoint, StubOverRecording.PING, "<ping/>");
    }

    private static KeyStoreEntry contoso() {
        return KeyStoreEntry.ofBytes(
                StubOverRecording.CONTOSO.toPkcs12(StubOverRecording.PASSWORD), "the test", StubOverRecording.PASSWORD);
    }

    private CalloutReport only() {
        assertThat(reports).hasSize(1);
        return reports.remove();
    }

    @Nested
    class TheReport {

        @Test
        void saysWhatWasCalledAndHowItEnded() throws Exception {
            try (Callouts callouts =
                    watched().certificate("Contoso_SF", contoso()).build()) {
                callouts.send(request("https://ERP.example.com:8443/status?token=secret#part")
                        .certificateName("Contoso_SF")
                        .build());
            }
            CalloutReport report = only();
            assertThat(report.operation()).isEqualTo(StubOverRecording.PING);
            assertThat(report.endpoint()).isEqualTo(ENDPOINT);
            assertThat(report.host()).isEqualTo("erp.example.com");
            assertThat(report.port()).isEqualTo(8443);
            assertThat(report.outcomeName()).isEqualTo("response");
            assertThat(report.outcome().status()).isEqualTo(200);
            assertThat(report.requestBytes()).isEqualTo(10);
            assertThat(report.responseBytes()).isEqualTo(20);
            assertThat(report.connectionReused()).isTrue();
            assertThat(report.certificateName()).isEqualTo("Contoso_SF");
            assertThat(report.certificateFingerprint())
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256")
                                    .digest(StubOverRecording.CONTOSO
                                            .certificate()
                                            .getEncoded())));
            assertThat(report.total()).isPositive();
        }

        @Test
        void hasThePhasesThatWereEnteredWithTheirTimesAddedUp() {
            transport.during = exchange -> {
                Deadline deadline = exchange.deadline();
                deadline.enter(CalloutPhase.WAIT);
                deadline.enter(CalloutPhase.READ);
                deadline.enter(CalloutPhase.WAIT);
                deadline.enter(CalloutPhase.CONNECT);
            };
            try (Callouts callouts = watched().build()) {
                callouts.send(request(ENDPOINT).build());
            }
            CalloutReport report = only();
            assertThat(report.phases())
                    .containsOnlyKeys(CalloutPhase.CONNECT, CalloutPhase.WAIT, CalloutPhase.READ, CalloutPhase.DECODE);
            assertThat(report.phases().values()).allMatch(time -> !time.isNegative());
            Duration sum = report.phases().values().stream().reduce(Duration.ZERO, Duration::plus);
            assertThat(sum).isLessThanOrEqualTo(report.total());
            assertThatThrownBy(() -> report.phases().clear()).isInstanceOf(UnsupportedOperationException.class);
        }

        @Test
        void showsNeitherHeadersNorBody() {
            transport.headers.put("Set-Cookie", "0123456789");
            transport.value = "<secret/>";
            try (Callouts callouts = watched().build()) {
                callouts.send(request(ENDPOINT)
                        .headers(Map.of("Authorization", "Basic eA=="))
                        .build());
            }
            assertThat(only().toString())
                    .matches("CalloutReport\\[ping to \\Q" + ENDPOINT + "\\E: response in \\d+ ms]");
        }

        @Test
        void describesAFailureAndItsTraffic() {
            transport.failure = new CalloutHttpException("no", 503, "text/plain", "");
            try (Callouts callouts = watched().build()) {
                callouts.attempt(request(ENDPOINT).build());
            }
            CalloutReport report = only();
            assertThat(report.outcome().failure()).isSameAs(transport.failure);
            assertThat(report.outcomeName()).isEqualTo("http");
            assertThat(report.requestBytes()).isEqualTo(10);
        }

        @Test
        void describesWhatATransportThrew() {
            transport.thrown = new CalloutTimeoutException("late", CalloutPhase.CONNECT, Duration.ofSeconds(1));
            try (Callouts callouts = watched().build()) {
                callouts.attempt(request(ENDPOINT).build());
            }
            assertThat(only().outcome().failure()).isSameAs(transport.thrown);
        }

        @Test
        void namesACertificateOnlyIfTheRuntimeHasIt() {
            try (Callouts callouts =
                    watched().certificate("Contoso_SF", contoso()).build()) {
                callouts.attempt(
                        request(ENDPOINT).certificateName("MIIJ".repeat(50)).build());
            }
            CalloutReport report = only();
            assertThat(report.outcomeName()).isEqualTo("certificate");
            assertThat(report.certificateName()).isNull();
            assertThat(report.certificateFingerprint()).isNull();
            assertThat(transport.exchanges).isEmpty();
        }

        @Test
        void showsARejectedEndpointWithoutHostPortAndSecrets() {
            try (Callouts callouts = watched().build()) {
                callouts.attempt(request("ftp://me:secret@files.example.com/\nx?token=secret")
                        .build());
            }
            CalloutReport report = only();
            assertThat(report.outcomeName()).isEqualTo("configuration");
            assertThat(report.endpoint()).isEqualTo("ftp://…@files.example.com/\\u000ax?…");
            assertThat(report.host()).isEmpty();
            assertThat(report.port()).isZero();
        }

        @Test
        void isMadeForARejectedTimeoutAndAClosedRuntime() {
            Callouts callouts = watched().build();
            callouts.attempt(request(ENDPOINT).timeout(Duration.ZERO).build());
            CalloutReport refused = only();
            assertThat(refused.outcomeName()).isEqualTo("configuration");
            assertThat(refused.host()).isEqualTo("erp.example.com");
            callouts.close();
            callouts.attempt(request(ENDPOINT).build());
            assertThat(only().outcome().failure()).hasMessageContaining("closed");
        }

        @Test
        void isMadeForAMock() {
            RuntimeException simulated = new IllegalStateException("the test's own");
            List<Object> answers = new ArrayList<>(List.of("<pong/>"));
            try (Callouts callouts = Callouts.builder()
                    .mock((a, b, map, c, d, e, f, g, h) -> {
                        if (answers.isEmpty()) {
                            throw simulated;
                        }
                        map.put("response_x", answers.remove(0));
                    })
                    .listener(start -> reports::add)
                    .build()) {
                callouts.send(request(ENDPOINT).build());
                assertThat(only().outcomeName()).isEqualTo("response");
                assertThatThrownBy(() -> callouts.send(request(ENDPOINT).build()))
                        .isSameAs(simulated);
                assertThat(only().outcome().failure())
                        .hasCause(simulated)
                        .hasMessageContaining("IllegalStateException");
            }
        }
    }

    @Nested
    class AnAsynchronousCallout {

        private final CountDownLatch inside = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);

        private void holdUntilCanceled(CalloutPhase phase) {
            transport.during = exchange -> {
                exchange.deadline().enter(phase);
                inside.countDown();
                exchange.deadline().guard(goOn::countDown);
                awaitQuietly(goOn);
                exchange.deadline().check();
            };
        }

        private void awaitQuietly(CountDownLatch latch) {
            try {
                assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private CalloutReport next() throws InterruptedException {
            CalloutReport report = reports.poll(30, TimeUnit.SECONDS);
            assertThat(report).isNotNull();
            return report;
        }

        @Test
        void startsInTheCallersThreadAndEndsInItsOwnBeforeItCompletes() throws Exception {
            List<Thread> threads = new ArrayList<>();
            try (Callouts callouts = transport
                    .callouts()
                    .listener(start -> {
                        threads.add(Thread.currentThread());
                        return report -> {
                            threads.add(Thread.currentThread());
                            reports.add(report);
                        };
                    })
                    .build()) {
                callouts.sendAsync(request(ENDPOINT).build()).get(30, TimeUnit.SECONDS);
                assertThat(only().outcomeName()).isEqualTo("response");
                assertThat(threads).hasSize(2);
                assertThat(threads.get(0)).isSameAs(Thread.currentThread());
                assertThat(threads.get(1)).isNotSameAs(Thread.currentThread());
            }
        }

        @Test
        void isReportedOnceIfItIsRejected() {
            try (Callouts callouts = watched().build()) {
                assertThat(callouts.sendAsync(request("ftp://x").build())).isCompletedExceptionally();
                assertThat(only().outcomeName()).isEqualTo("configuration");
            }
        }

        @Test
        void isReportedOnceIfItFails() throws Exception {
            transport.thrown = new CalloutTlsException("no", List.of(), null);
            try (Callouts callouts = watched().build()) {
                CompletableFuture<CalloutResponse> begun =
                        callouts.sendAsync(request(ENDPOINT).build());
                assertThatThrownBy(() -> begun.get(30, TimeUnit.SECONDS)).hasCause(transport.thrown);
                assertThat(next().outcome().failure()).isSameAs(transport.thrown);
            }
            assertThat(reports).isEmpty();
        }

        @Test
        void isReportedAsAConnectFailureIfCanceledBeforeSending() throws Exception {
            holdUntilCanceled(CalloutPhase.HANDSHAKE);
            try (Callouts callouts = watched().build()) {
                CompletableFuture<CalloutResponse> begun =
                        callouts.sendAsync(request(ENDPOINT).build());
                awaitQuietly(inside);
                assertThat(begun.cancel(true)).isTrue();
                CalloutReport report = next();
                assertThat(report.canceled()).isTrue();
                assertThat(report.outcomeName()).isEqualTo("cancelled");
                assertThat(report.outcome().failure()).isInstanceOf(CalloutConnectException.class);
                assertThat(report.phases()).containsOnlyKeys(CalloutPhase.HANDSHAKE);
            }
            assertThat(reports).isEmpty();
        }

        @Test
        void isReportedAsALostResponseIfCanceledLater() throws Exception {
            holdUntilCanceled(CalloutPhase.WAIT);
            try (Callouts callouts = watched().build()) {
                CompletableFuture<CalloutResponse> begun =
                        callouts.sendAsync(request(ENDPOINT).build());
                awaitQuietly(inside);
                begun.cancel(true);
                CalloutReport report = next();
                assertThat(report.canceled()).isTrue();
                assertThat(report.outcome().failure())
                        .isInstanceOf(CalloutResponseException.class)
                        .hasMessageContaining("may have acted");
            }
            assertThat(reports).isEmpty();
        }

        @Test
        @org.junit.jupiter.api.condition.EnabledForJreRange(max = org.junit.jupiter.api.condition.JRE.JAVA_23)
        void isReportedOnceIfItEndsBeforeItGotAThread() throws Exception {
            holdUntilCanceled(CalloutPhase.WAIT);
            try (Callouts callouts = watched().asyncThreads(1).build()) {
                CompletableFuture<CalloutResponse> holdsTheThread =
                        callouts.sendAsync(request(ENDPOINT).build());
                awaitQuietly(inside);
                CompletableFuture<CalloutResponse> late = callouts.sendAsync(
                        request(ENDPOINT).timeout(Duration.ofMillis(50)).build());
                assertThatThrownBy(() -> late.get(30, TimeUnit.SECONDS))
                        .hasCauseInstanceOf(CalloutTimeoutException.class);
                assertThat(next().outcomeName()).isEqualTo("timeout");
                callouts.sendAsync(request(ENDPOINT).build()).cancel(true);
                CalloutReport canceled = next();
                assertThat(canceled.canceled()).isTrue();
                assertThat(canceled.outcome().failure()).hasMessageContaining("before anything was sent");
                assertThat(canceled.phases()).isEmpty();
                holdsTheThread.cancel(true);
                next();
            }
            assertThat(reports).isEmpty();
        }

        @Test
        void isReportedBeforeTheRuntimeIsClosed() {
            try (Callouts callouts = watched().build()) {
                for (int i = 0; i < 200; i++) {
                    callouts.sendAsync(request(ENDPOINT).build()).cancel(i % 2 == 0);
                }
            }
            assertThat(reports).hasSize(200);
        }
    }

    @Nested
    class HeadersOfAListener {

        private Map<String, String> sent(Consumer<CalloutStart> listener, Map<String, String> callers) {
            try (Callouts callouts = transport
                    .callouts()
                    .listener(start -> {
                        listener.accept(start);
                        return null;
                    })
                    .build()) {
                callouts.send(request(ENDPOINT).headers(callers).build());
            }
            return transport.last().request().headers();
        }

        @Test
        void areAddedToThoseOfTheCallout() {
            assertThat(sent(start -> start.addHeader("traceparent", "00-1-2-01"), Map.of("X-One", "1")))
                    .containsExactlyInAnyOrderEntriesOf(Map.of("X-One", "1", "traceparent", "00-1-2-01"));
        }

        @Test
        void doNotReplaceThoseOfTheCallout() {
            assertThat(sent(start -> start.addHeader("TraceParent", "mine"), Map.of("traceparent", "the caller's")))
                    .isEqualTo(Map.of("traceparent", "the caller's"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"Host", "content-length", "Content-Type", "Content-Encoding", "SOAPAction", "a b", ""})
        void areRejectedIfOnlyTheCalloutMaySetThem(String name) {
            assertThat(sent(start -> start.addHeader(name, "x"), Map.of())).isEmpty();
            assertThat(logs()).hasSize(1);
            assertThat(logs().get(0).getThrowableProxy().getMessage())
                    .contains("The header \"" + name + "\" of a listener was not added");
        }

        @Test
        void areRejectedIfTheyInjectOthersAndTheCalloutContinues() {
            assertThat(sent(start -> start.addHeader("X-Note", "a\r\nX-Evil: 1"), Map.of()))
                    .isEmpty();
            assertThat(logs().get(0).getLevel()).isEqualTo(Level.WARN);
        }

        @Test
        void areRejectedAfterTheCalloutHasStarted() {
            List<CalloutStart> kept = new ArrayList<>();
            sent(kept::add, Map.of());
            assertThatThrownBy(() -> kept.get(0).addHeader("X-One", "1")).isInstanceOf(IllegalStateException.class);
        }

        @Test
        void doNotChangeTheRestOfTheRequest() {
            Map<String, String> ignored = sent(start -> start.addHeader("X-One", "1"), Map.of());
            CalloutRequest given = request(ENDPOINT).build();
            CalloutRequest got = transport.last().request();
            assertThat(ignored).hasSize(1);
            assertThat(got).usingRecursiveComparison().ignoringFields("headers").isEqualTo(given);
        }
    }

    @Nested
    class AMisbehavingListener {

        @ParameterizedTest
        @ValueSource(classes = {IllegalStateException.class, NoClassDefFoundError.class, java.io.IOException.class})
        void affectsNoCalloutAndIsLoggedOnce(Class<? extends Throwable> type) {
            try (Callouts callouts = transport
                    .callouts()
                    .listener(start -> report -> sneak(type))
                    .listener(start -> {
                        sneak(type);
                        return reports::add;
                    })
                    .listener(start -> reports::add)
                    .build()) {
                for (int i = 0; i < 3; i++) {
                    assertThat(callouts.send(request(ENDPOINT).build()).value(String.class))
                            .isEqualTo("<ok/>");
                }
            }
            assertThat(reports).hasSize(3);
            assertThat(logs())
                    .extracting(ILoggingEvent::getLevel)
                    .containsExactly(Level.WARN, Level.WARN, Level.DEBUG, Level.DEBUG, Level.DEBUG, Level.DEBUG);
        }

        @SuppressWarnings("unchecked") // throws checked exceptions, as other JVM languages can
        private <E extends Throwable> void sneak(Class<? extends Throwable> type) throws E {
            Throwable thrown;
            try {
                thrown = type.getConstructor().newInstance();
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
            throw (E) thrown;
        }

        @Test
        void doesNotUseTheDeadlineAndIsLoggedOnce() {
            CountDownLatch never = new CountDownLatch(1);
            Consumer<Object> slowly = ignored -> {
                try {
                    assertThat(never.await(800, TimeUnit.MILLISECONDS)).isFalse();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            };
            transport.during = exchange -> exchange.deadline().enter(CalloutPhase.WRITE);
            try (Callouts callouts = transport
                    .callouts()
                    .listener(start -> {
                        slowly.accept(start);
                        return slowly::accept;
                    })
                    .listener(start -> reports::add)
                    .build()) {
                CalloutRequest hasty =
                        request(ENDPOINT).timeout(Duration.ofMillis(700)).build();
                assertThat(callouts.attempt(hasty).name()).isEqualTo("response");
            }
            assertThat(logs()).hasSize(1);
            assertThat(logs().get(0).getLevel()).isEqualTo(Level.WARN);
            assertThat(logs().get(0).getFormattedMessage())
                    .matches(
                            "The listener \\Q" + AMisbehavingListener.class.getName()
                                    + "\\E.* took \\d{3,} ms, and the caller had to wait\\. Further warnings are suppressed\\.");
            assertThat(reports).allMatch(report -> report.total().compareTo(Duration.ofMillis(700)) < 0);
        }
    }

    @Nested
    class Certificates {

        @TempDir
        private Path folder;

        private final BlockingQueue<List<String>> read = new LinkedBlockingQueue<>();

        private final class Watching implements CalloutListener {
            @Override
            public Consumer<CalloutReport> started(CalloutStart start) {
                return null;
            }

            @Override
            public void certificatesRead(List<CertificateExpiry> certificates) {
                read.add(certificates.stream().map(CertificateExpiry::name).toList());
                throw new IllegalStateException("which must not matter");
            }
        }

        @Test
        void areReportedAtTheStartAndAfterEachChange() throws Exception {
            byte[] file = StubOverRecording.CONTOSO.toPkcs12(StubOverRecording.PASSWORD);
            Files.write(folder.resolve("contoso.p12"), file);
            try (Callouts callouts = transport
                    .callouts()
                    .certificates(folder, StubOverRecording.PASSWORD)
                    .reloadEvery(Duration.ofMillis(100))
                    .listener(new Watching())
                    .build()) {
                assertThat(read.poll(30, TimeUnit.SECONDS)).containsExactly("contoso");
                Files.write(folder.resolve("next.p12.new"), file);
                Files.move(folder.resolve("next.p12.new"), folder.resolve("next.p12"));
                assertThat(read.poll(30, TimeUnit.SECONDS)).containsExactly("contoso", "next");
                Files.write(
                        folder.resolve("contoso.new"), StubOverRecording.CONTOSO.toPkcs12(StubOverRecording.PASSWORD));
                Files.move(
                        folder.resolve("contoso.new"),
                        folder.resolve("contoso.p12"),
                        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                assertThat(read.poll(30, TimeUnit.SECONDS)).containsExactly("contoso", "next");
                assertThat(callouts.certificates()).hasSize(2);
            }
            assertThat(read).isEmpty();
        }
    }

    @Nested
    class WithoutAListener {

        @Test
        void nothingIsRecorded() {
            List<Map<CalloutPhase, Duration>> kept = new ArrayList<>();
            transport.during = exchange -> {
                exchange.deadline().enter(CalloutPhase.WRITE);
                kept.add(exchange.deadline().phases());
            };
            CalloutRequest request = request(ENDPOINT).build();
            try (Callouts callouts = transport.callouts().build()) {
                callouts.send(request);
            }
            assertThat(kept).containsExactly(Map.of());
            assertThat(transport.last().request()).isSameAs(request);
        }
    }
}
