package io.callout4j.micrometer;

import io.callout4j.CalloutListener;
import io.callout4j.CalloutReport;
import io.callout4j.CalloutStart;
import io.callout4j.error.CalloutException;
import io.callout4j.internal.text.ForeignText;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.RequestReplySenderContext;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A Micrometer {@link Observation} for each callout: one instrumentation from which the registry's handlers make timers and spans, and with
 * which Micrometer Tracing sends its headers. Spring Boot configures such a registry.
 *
 * <pre>{@code
 * Callouts callouts = Callouts.builder().listener(CalloutObservations.on(observationRegistry)).build();
 * }</pre>
 *
 * <p>The observation is named {@code callout4j.callout.observation} and has the low cardinality keys {@code operation}, {@code server},
 * {@code outcome}, {@code finding} and {@code certificate}, as the timer of {@link CalloutMeters} has, and {@code status}. URLs, messages,
 * headers and bodies are not recorded. If both listeners are used, callouts are timed twice, under two names.
 *
 * <p>Thread-safe; may be shared by several runtimes.
 */
public final class CalloutObservations implements CalloutListener {

    private static final String NONE = "none";

    private final ObservationRegistry registry;

    private CalloutObservations(ObservationRegistry registry) {
        this.registry = registry;
    }

    /**
     * Creates a listener that observes callouts.
     *
     * @param registry the registry
     * @return the listener, for {@code Callouts.builder().listener(…)}
     */
    @SuppressWarnings("exports") // an optional dependency; users of this class require it themselves
    public static CalloutObservations on(ObservationRegistry registry) {
        return new CalloutObservations(registry);
    }

    @Override
    public Consumer<CalloutReport> started(CalloutStart start) {
        var context = new RequestReplySenderContext<CalloutStart, CalloutReport>(
                (carrier, name, value) -> Objects.requireNonNull(carrier).addHeader(name, value), Kind.CLIENT);
        context.setCarrier(start);
        context.setRemoteServiceName(server(start.host(), start.port()));
        Observation observation = Observation.createNotStarted("callout4j.callout.observation", () -> context, registry)
                .contextualName(start.operation().request().getLocalPart())
                .lowCardinalityKeyValues(KeyValues.of(
                        "operation",
                        start.operation().request().getLocalPart(),
                        "server",
                        server(start.host(), start.port()),
                        "certificate",
                        start.certificateName() == null
                                ? NONE
                                : ForeignText.quotable(start.certificateName(), ForeignText.MAX_NAME)));
        observation.start();
        return report -> end(observation, context, report);
    }

    private static String server(String host, int port) {
        return host.isEmpty() ? NONE : host + ":" + port;
    }

    private static void end(
            Observation observation,
            RequestReplySenderContext<CalloutStart, CalloutReport> context,
            CalloutReport report) {
        CalloutException failure = report.outcome().failure();
        Integer status = report.outcome().status();
        String finding = failure == null || failure.findings().isEmpty()
                ? NONE
                : failure.findings().get(0).code();
        context.setResponse(report);
        observation.lowCardinalityKeyValues(KeyValues.of(
                "outcome",
                report.outcomeName(),
                "finding",
                finding,
                "status",
                status == null ? NONE : status.toString()));
        if (failure != null) {
            observation.error(failure);
        }
        observation.stop();
    }
}
