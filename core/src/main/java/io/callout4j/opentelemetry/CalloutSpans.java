package io.callout4j.opentelemetry;

import io.callout4j.CalloutListener;
import io.callout4j.CalloutReport;
import io.callout4j.CalloutStart;
import io.callout4j.error.CalloutException;
import io.callout4j.error.CalloutTimeoutException;
import io.callout4j.error.HandshakeRecord;
import io.callout4j.internal.text.ForeignText;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerBuilder;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.function.Consumer;
import javax.xml.namespace.QName;

/**
 * Creates an OpenTelemetry span for each callout, and sends the headers of the trace, so that the server's spans join the caller's trace.
 *
 * <pre>{@code
 * Callouts callouts = Callouts.builder().listener(CalloutSpans.on(openTelemetry)).build();
 * }</pre>
 *
 * <p>The span has the kind CLIENT and the name of the operation, and is a child of the caller's current span. It has the attributes of
 * OpenTelemetry's semantic conventions for RPC, HTTP, servers and TLS: {@code rpc.system.name} (soap), {@code rpc.method} (with its
 * namespace), {@code http.request.method}, {@code http.response.status_code}, {@code http.request.body.size}, {@code server.address},
 * {@code server.port}, {@code url.full} (without the query, which may contain a token), {@code error.type}
 * ({@link CalloutReport#outcomeName()}), {@code tls.protocol.name}, {@code tls.protocol.version}, {@code tls.cipher}, {@code tls.resumed},
 * {@code tls.client.subject} and {@code tls.client.hash.sha256} if a client certificate is bound to the session,
 * {@code tls.server.subject}; and in addition {@code callout4j.certificate} (the name of a named certificate),
 * {@code callout4j.connection.reused} and, after a timeout, {@code callout4j.phase}. A failed callout has the status ERROR with its kind
 * and the code of its first finding. Messages, headers and bodies are not recorded.
 *
 * <p>The headers come from the propagators configured in {@code openTelemetry} (usually {@code traceparent} and {@code baggage}); a header
 * that the callout sets itself is not replaced. Thread-safe; may be shared by several runtimes.
 *
 * <p>Source: OpenTelemetry Semantic Conventions 1.45, "RPC", "HTTP", "TLS".
 */
public final class CalloutSpans implements CalloutListener {

    private static final String SCHEMA = "https://opentelemetry.io/schemas/1.45.0";

    private final Tracer tracer;
    private final TextMapPropagator propagator;

    private CalloutSpans(OpenTelemetry openTelemetry) {
        TracerBuilder builder = openTelemetry.tracerBuilder("io.callout4j").setSchemaUrl(SCHEMA);
        String version = CalloutSpans.class.getPackage().getImplementationVersion();
        // Classes that are not in a jar have none.
        tracer = (version == null ? builder : builder.setInstrumentationVersion(version)).build();
        propagator = openTelemetry.getPropagators().getTextMapPropagator();
    }

    /**
     * Creates a listener that records spans.
     *
     * @param openTelemetry the OpenTelemetry instance
     * @return the listener, for {@code Callouts.builder().listener(…)}
     */
    @SuppressWarnings("exports") // an optional dependency; users of this class require it themselves
    public static CalloutSpans on(OpenTelemetry openTelemetry) {
        return new CalloutSpans(openTelemetry);
    }

    @Override
    public Consumer<CalloutReport> started(CalloutStart start) {
        Context parent = Context.current();
        String method = qualified(start.operation().request());
        Span span = tracer.spanBuilder(method)
                .setParent(parent)
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("rpc.system.name", "soap")
                .setAttribute("rpc.method", method)
                .setAttribute("http.request.method", "POST")
                .setAttribute("url.full", withoutQuery(start.endpoint()))
                .startSpan();
        try {
            if (!start.host().isEmpty()) {
                span.setAttribute("server.address", start.host());
                span.setAttribute("server.port", start.port());
            }
            propagator.inject(parent.with(span), start, (carrier, name, value) -> {
                if (carrier != null) {
                    carrier.addHeader(name, value);
                }
            });
        } catch (RuntimeException e) {
            // A propagator set an invalid header, and started(…) is about to throw: end the span, because nothing else
            // would.
            span.end();
            throw e;
        }
        return report -> end(span, report);
    }

    private static String qualified(QName element) {
        String namespace = element.getNamespaceURI();
        return namespace.isEmpty() || namespace.endsWith("/")
                ? namespace + element.getLocalPart()
                : namespace + "/" + element.getLocalPart();
    }

    /** If the endpoint is not a URL, only its query is removed. */
    private static String withoutQuery(String endpoint) {
        int query = endpoint.indexOf('?');
        return query < 0 ? endpoint : endpoint.substring(0, query);
    }

    private static void end(Span span, CalloutReport report) {
        Integer status = report.outcome().status();
        if (status != null) {
            span.setAttribute("http.response.status_code", status);
        }
        if (report.requestBytes() > 0) {
            span.setAttribute("http.request.body.size", report.requestBytes());
        }
        span.setAttribute("callout4j.connection.reused", report.connectionReused());
        if (report.certificateName() != null) {
            span.setAttribute(
                    "callout4j.certificate", ForeignText.quotable(report.certificateName(), ForeignText.MAX_NAME));
        }
        if (report.outcome().handshake() != null) {
            tls(span, report.outcome().handshake(), report);
        }
        CalloutException failure = report.outcome().failure();
        if (failure != null) {
            fail(span, failure, report.outcomeName());
        }
        span.end();
    }

    private static void tls(Span span, HandshakeRecord handshake, CalloutReport report) {
        HandshakeRecord.Session session = handshake.session();
        if (session != null) {
            span.setAttribute("tls.protocol.name", "tls");
            span.setAttribute("tls.protocol.version", session.protocol().replace("TLSv", ""));
            span.setAttribute("tls.cipher", session.cipherSuite());
            span.setAttribute("tls.resumed", session.resumed());
        }
        if (!handshake.serverChain().isEmpty()) {
            span.setAttribute(
                    "tls.server.subject", subject(handshake.serverChain().get(0)));
        }
        if (handshake.certificateSent() && !handshake.clientChain().isEmpty()) {
            span.setAttribute(
                    "tls.client.subject", subject(handshake.clientChain().get(0)));
            if (report.certificateFingerprint() != null) {
                // The conventions require upper case.
                span.setAttribute(
                        "tls.client.hash.sha256",
                        report.certificateFingerprint().toUpperCase(Locale.ROOT));
            }
        }
    }

    private static String subject(X509Certificate certificate) {
        return ForeignText.name(certificate.getSubjectX500Principal());
    }

    private static void fail(Span span, CalloutException failure, String outcome) {
        span.setAttribute("error.type", outcome);
        String more = "";
        if (failure instanceof CalloutTimeoutException timeout) {
            span.setAttribute("callout4j.phase", timeout.phase().code());
            more = " in phase " + timeout.phase().code();
        } else if (!failure.findings().isEmpty()) {
            more = ": " + failure.findings().get(0).code();
        }
        span.setStatus(StatusCode.ERROR, outcome + more);
    }
}
