package io.callout4j.opentelemetry;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callout4j.Reports;
import io.callout4j.error.CalloutConnectException;
import io.callout4j.error.CalloutHttpException;
import io.callout4j.error.CalloutPhase;
import io.callout4j.error.CalloutTimeoutException;
import io.callout4j.error.CalloutTlsException;
import io.callout4j.error.Finding;
import io.callout4j.error.FindingCode;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CalloutSpansTest {

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final SdkTracerProvider tracers = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(exporter))
            .build();
    private final Reports report = new Reports();

    private CalloutSpans spans = spans(W3CTraceContextPropagator.getInstance());

    private CalloutSpans spans(TextMapPropagator propagator) {
        return CalloutSpans.on(OpenTelemetrySdk.builder()
                .setTracerProvider(tracers)
                .setPropagators(ContextPropagators.create(propagator))
                .build());
    }

    @AfterEach
    void close() {
        tracers.close();
    }

    private SpanData only() {
        assertThat(exporter.getFinishedSpanItems()).hasSize(1);
        return exporter.getFinishedSpanItems().get(0);
    }

    @Nested
    class ASpan {

        @Test
        void isAClientSpanBelowTheCurrentSpan() {
            Span parent = tracers.get("test").spanBuilder("parent").startSpan();
            Context.root().with(parent).wrap(() -> report.tell(spans, null)).run();
            SpanData span = only();
            // The conventions for RPC require the fully qualified method.
            assertThat(span.getName()).isEqualTo("urn:s/updateStatus");
            assertThat(span.getAttributes().get(stringKey("rpc.method"))).isEqualTo(span.getName());
            assertThat(span.getInstrumentationScopeInfo().getSchemaUrl())
                    .startsWith("https://opentelemetry.io/schemas/1.");
            assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
            assertThat(span.getParentSpanId()).isEqualTo(parent.getSpanContext().getSpanId());
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        }

        @Test
        void describesTheCallAndTheResponse() {
            report.tell(spans, null);
            var attributes = only().getAttributes();
            assertThat(attributes.get(stringKey("rpc.system.name"))).isEqualTo("soap");
            assertThat(attributes.get(stringKey("rpc.method"))).isEqualTo("urn:s/updateStatus");
            assertThat(attributes.get(stringKey("http.request.method"))).isEqualTo("POST");
            assertThat(attributes.get(longKey("http.response.status_code"))).isEqualTo(200);
            assertThat(attributes.get(longKey("http.request.body.size"))).isEqualTo(1_000);
            assertThat(attributes.get(stringKey("url.full"))).isEqualTo("https://erp.example.com/status");
            assertThat(attributes.get(stringKey("server.address"))).isEqualTo("erp.example.com");
            assertThat(attributes.get(longKey("server.port"))).isEqualTo(443);
            assertThat(attributes.get(stringKey("error.type"))).isNull();
        }

        @Test
        void describesTlsAndTheClient() {
            report.tell(spans, null);
            var attributes = only().getAttributes();
            assertThat(attributes.get(stringKey("tls.protocol.name"))).isEqualTo("tls");
            assertThat(attributes.get(stringKey("tls.protocol.version"))).isEqualTo("1.3");
            assertThat(attributes.get(stringKey("tls.cipher"))).isEqualTo("TLS_AES_256_GCM_SHA384");
            assertThat(attributes.get(booleanKey("tls.resumed"))).isFalse();
            assertThat(attributes.get(stringKey("tls.client.subject"))).isEqualTo("CN=Contoso_SF");
            assertThat(attributes.get(stringKey("tls.client.hash.sha256"))).isEqualTo("0A1B");
            assertThat(attributes.get(stringKey("callout4j.certificate"))).isEqualTo("Contoso_SF");
            assertThat(attributes.get(booleanKey("callout4j.connection.reused")))
                    .isFalse();
        }

        @Test
        void namesNoClientIfThereWasNone() {
            report.certificate = null;
            report.session = null;
            report.host = "";
            report.tell(spans, null);
            var attributes = only().getAttributes();
            assertThat(attributes.asMap().keySet())
                    .extracting(Object::toString)
                    .doesNotContain("tls.client.subject", "tls.cipher", "callout4j.certificate", "server.address");
        }
    }

    @Nested
    class AFailure {

        @Test
        void isAnErrorWithItsKindAndPhase() {
            report.tell(spans, new CalloutTimeoutException("a long message", CalloutPhase.WAIT, Duration.ofSeconds(1)));
            assertThat(only().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(only().getStatus().getDescription()).isEqualTo("timeout in phase wait");
            assertThat(only().getAttributes().get(stringKey("error.type"))).isEqualTo("timeout");
            assertThat(only().getAttributes().get(stringKey("callout4j.phase"))).isEqualTo("wait");
            assertThat(only().getEvents()).isEmpty();
        }

        @Test
        void namesItsFirstFinding() {
            Finding finding = Finding.error(FindingCode.SERVER_UNKNOWN_CA, "words");
            report.tell(spans, new CalloutTlsException("no", List.of(finding), null));
            assertThat(only().getStatus().getDescription()).isEqualTo("tls: server-unknown-ca");
        }

        @Test
        void hasTheHttpStatus() {
            report.tell(spans, new CalloutHttpException("no", 500, null, ""));
            assertThat(only().getStatus().getDescription()).isEqualTo("http");
            assertThat(only().getAttributes().get(longKey("http.response.status_code")))
                    .isEqualTo(500);
        }

        @Test
        void hasTheOutcomeCancelledIfCanceled() {
            report.tell(spans, new CalloutConnectException("cancelled", List.of(), new CancellationException()));
            assertThat(only().getAttributes().get(stringKey("error.type"))).isEqualTo("cancelled");
        }
    }

    @Nested
    class TheTrace {

        @Test
        void continuesInTheRequestHeaders() {
            report.tell(spans, null);
            assertThat(report.headers)
                    .containsEntry(
                            "traceparent",
                            "00-" + only().getTraceId() + "-" + only().getSpanId() + "-"
                                    + only().getSpanContext().getTraceFlags().asHex());
        }

        @Test
        void isEndedIfItsHeaderCannotBeSent() {
            spans = spans(new TextMapPropagator() {
                @Override
                public Collection<String> fields() {
                    return List.of();
                }

                @Override
                public <C> void inject(Context context, C carrier, TextMapSetter<C> setter) {
                    setter.set(carrier, "traceparent", "a\nb");
                }

                @Override
                public <C> Context extract(Context context, C carrier, TextMapGetter<C> getter) {
                    return context;
                }
            });
            assertThatThrownBy(() -> report.tell(spans, null)).hasMessageContaining("traceparent");
            assertThat(only().hasEnded()).isTrue();
        }

        @Test
        void isMissingWithTheNoopOpenTelemetry() {
            report.tell(CalloutSpans.on(OpenTelemetry.noop()), null);
            assertThat(report.headers).isEmpty();
        }
    }
}
