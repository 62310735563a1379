package io.callout4j.cxf;

import static org.assertj.core.api.Assertions.assertThat;

import io.callout4j.CalloutOutcome;
import io.callout4j.CalloutReport;
import io.callout4j.Callouts;
import io.callout4j.CalloutsBuilder;
import io.callout4j.error.CalloutPhase;
import io.callout4j.micrometer.CalloutMeters;
import io.callout4j.opentelemetry.CalloutSpans;
import io.callout4j.request.CalloutRequest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What listeners are told about callouts over a real connection. */
@Timeout(60)
class ListenersOnTheWireTest {

    private final List<CalloutReport> reports = new CopyOnWriteArrayList<>();

    private CalloutsBuilder watched() {
        return Pki.callouts().certificate("Alice", Pki.entry(Pki.ALICE)).listener(start -> reports::add);
    }

    private static CalloutRequest.Builder request(String url) {
        return CalloutRequest.builder(url, StatusService.UPDATE, "<a>" + "much of the same ".repeat(100) + "</a>")
                .certificateName("Alice")
                .timeout(Duration.ofSeconds(30));
    }

    private static LoopbackServer responding(String response) {
        return LoopbackServer.tls(Pki.SERVER, Pki.clients(), StatusService.always(response));
    }

    @Nested
    class TheReport {

        @Test
        void hasThePhasesOfANewAndOfAReusedConnection() {
            try (LoopbackServer server = responding(StatusService.ok("fine"));
                    Callouts callouts = watched().build()) {
                callouts.send(request(server.url()).build());
                callouts.send(request(server.url()).build());
                assertThat(reports).hasSize(2);
                CalloutReport first = reports.get(0);
                assertThat(first.phases().keySet())
                        .containsExactly(
                                CalloutPhase.RESOLVE,
                                CalloutPhase.CONNECT,
                                CalloutPhase.HANDSHAKE,
                                CalloutPhase.WRITE,
                                CalloutPhase.WAIT,
                                CalloutPhase.READ,
                                CalloutPhase.DECODE);
                assertThat(first.connectionReused()).isFalse();
                assertThat(first.port()).isEqualTo(server.port());
                CalloutReport second = reports.get(1);
                assertThat(second.phases().keySet())
                        .containsExactly(CalloutPhase.WRITE, CalloutPhase.WAIT, CalloutPhase.READ, CalloutPhase.DECODE);
                assertThat(second.connectionReused()).isTrue();
                for (CalloutReport report : reports) {
                    Duration sum = report.phases().values().stream().reduce(Duration.ZERO, Duration::plus);
                    assertThat(sum).isPositive().isLessThanOrEqualTo(report.total());
                    assertThat(report.certificateFingerprint()).matches("[0-9a-f]{64}");
                    assertThat(report.outcome().handshake().session().protocol())
                            .isEqualTo("TLSv1.3");
                }
            }
        }

        @Test
        void hasTheSizesOfCompressedRequestsAndDecompressedResponses() throws Exception {
            String body = StatusService.envelope(StatusService.okBody("fine ".repeat(200)));
            byte[] packed = OneResponse.gzip(body.getBytes(StandardCharsets.UTF_8));
            try (LoopbackServer server = LoopbackServer.plain(peer -> {
                        peer.next();
                        peer.send(
                                "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Encoding: gzip\r\nContent-Length: "
                                        + packed.length + "\r\n\r\n");
                        peer.out.write(packed);
                        peer.out.flush();
                    });
                    Callouts callouts = watched().build()) {
                CalloutRequest request = CalloutRequest.builder(
                                server.url(), StatusService.UPDATE, "<a>" + "x".repeat(5_000) + "</a>")
                        .headers(Map.of("Content-Encoding", "gzip"))
                        .build();
                callouts.send(request);
                long announced = Long.parseLong(server.requests.get(0).header("Content-Length"));
                assertThat(announced).isLessThan(5_000);
                assertThat(reports.get(0).requestBytes()).isEqualTo(announced);
                assertThat(reports.get(0).responseBytes()).isEqualTo(body.length());
            }
        }

        @Test
        void hasTheFactsOfAFailedResponse() {
            try (LoopbackServer server = responding(StatusService.http(503, "text/plain", "down"));
                    Callouts callouts = watched().build()) {
                callouts.attempt(request(server.url()).build());
                callouts.attempt(request(server.url()).build());
            }
            assertThat(reports).extracting(CalloutReport::outcomeName).containsExactly("http", "http");
            assertThat(reports).extracting(CalloutReport::responseBytes).containsExactly(4L, 4L);
            assertThat(reports).extracting(CalloutReport::connectionReused).containsExactly(false, true);
            assertThat(reports).allMatch(report -> report.requestBytes() > 1_000);
        }

        @Test
        void endsInThePhaseOfATimeout() {
            try (LoopbackServer server = LoopbackServer.tls(Pki.SERVER, Pki.clients(), peer -> {
                        peer.next();
                        peer.next();
                    });
                    Callouts callouts = watched().build()) {
                callouts.attempt(
                        request(server.url()).timeout(Duration.ofSeconds(2)).build());
            }
            CalloutReport report = reports.get(0);
            assertThat(report.outcomeName()).isEqualTo("timeout");
            assertThat(report.phases()).containsKey(CalloutPhase.WAIT).doesNotContainKey(CalloutPhase.READ);
            assertThat(report.requestBytes()).isPositive();
            assertThat(report.responseBytes()).isZero();
        }

        @Test
        void hasTheFactsOfAFailedHandshake() {
            try (LoopbackServer server = responding(StatusService.ok("fine"));
                    Callouts callouts = watched()
                            .certificate("Mallory", Pki.entry(Pki.MALLORY))
                            .build()) {
                CalloutOutcome outcome = callouts.attempt(
                        request(server.url()).certificateName("Mallory").build());
                CalloutReport report = reports.get(0);
                assertThat(report.outcome()).isSameAs(outcome);
                assertThat(report.outcomeName()).isEqualTo("tls");
                assertThat(report.outcome().handshake().failure()).isNotNull();
                assertThat(report.certificateName()).isEqualTo("Mallory");
                assertThat(report.certificateFingerprint()).isNotNull();
            }
        }

        @Test
        void isMadeOnceForACanceledCallout() throws Exception {
            CountDownLatch asked = new CountDownLatch(1);
            CountDownLatch told = new CountDownLatch(1);
            try (LoopbackServer server = LoopbackServer.tls(Pki.SERVER, Pki.clients(), peer -> {
                        peer.next();
                        asked.countDown();
                        peer.next();
                    });
                    Callouts callouts = watched()
                            .listener(start -> report -> told.countDown())
                            .build()) {
                CompletableFuture<?> begun =
                        callouts.sendAsync(request(server.url()).build());
                assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
                begun.cancel(true);
                assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(reports).hasSize(1);
            assertThat(reports.get(0).canceled()).isTrue();
            assertThat(reports.get(0).outcome().failure()).hasMessageContaining("may have acted");
        }
    }

    @Nested
    class Metrics {

        @Test
        void countHandshakesButNotReusedConnections() {
            SimpleMeterRegistry registry = new SimpleMeterRegistry();
            try (LoopbackServer server = responding(StatusService.ok("fine"));
                    Callouts callouts =
                            watched().listener(CalloutMeters.on(registry)).build()) {
                for (int i = 0; i < 3; i++) {
                    callouts.send(request(server.url()).build());
                }
                assertThat(registry.get("callout4j.handshakes")
                                .tag("server", "localhost:" + server.port())
                                .counter()
                                .count())
                        .isEqualTo(1);
                assertThat(registry.get("callout4j.callout")
                                .tag("certificate", "Alice")
                                .timer()
                                .count())
                        .isEqualTo(3);
                assertThat(registry.get("callout4j.certificate.expiry")
                                .tag("certificate", "Alice")
                                .gauge()
                                .value())
                        .isPositive();
            }
        }
    }

    @Nested
    class ATrace {

        @Test
        void continuesAtTheServer() {
            InMemorySpanExporter exporter = InMemorySpanExporter.create();
            SdkTracerProvider tracers = SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                    .build();
            OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
                    .setTracerProvider(tracers)
                    .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
                    .build();
            try (LoopbackServer server = responding(StatusService.ok("fine"));
                    Callouts callouts = watched().listener(CalloutSpans.on(sdk)).build()) {
                callouts.send(request(server.url()).build());
                SpanData span = exporter.getFinishedSpanItems().get(0);
                assertThat(server.requests.get(0).header("traceparent"))
                        .startsWith("00-" + span.getTraceId() + "-" + span.getSpanId() + "-");
                assertThat(span.getAttributes().asMap().toString()).contains("tls.client.subject", "CN=Alice");
            } finally {
                sdk.close();
            }
        }
    }
}
