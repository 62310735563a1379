package io.callout4j.micrometer;

import io.callout4j.CalloutListener;
import io.callout4j.CalloutReport;
import io.callout4j.CalloutStart;
import io.callout4j.error.CalloutException;
import io.callout4j.error.CalloutPhase;
import io.callout4j.error.CalloutTimeoutException;
import io.callout4j.error.HandshakeRecord;
import io.callout4j.identity.CertificateExpiry;
import io.callout4j.internal.text.ForeignText;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Micrometer metrics of a runtime's callouts: how many there were, how they ended, how long each phase took, and when the named
 * certificates expire.
 *
 * <pre>{@code
 * Callouts callouts = Callouts.builder().listener(CalloutMeters.on(registry)).build();
 * }</pre>
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><th>meter</th><th>tags</th></tr>
 * <tr><td>timer {@code callout4j.callout}</td><td>{@code operation}, {@code server}, {@code outcome}, {@code phase}, {@code finding},
 * {@code certificate}</td></tr>
 * <tr><td>timer {@code callout4j.callout.phase}</td><td>{@code server}, {@code phase}</td></tr>
 * <tr><td>summaries {@code callout4j.request.size} and {@code callout4j.response.size}, in bytes; callouts without bytes in that direction
 * are not counted</td><td>{@code operation}, {@code server}</td></tr>
 * <tr><td>counter {@code callout4j.handshakes}, completed ones only</td><td>{@code server}, {@code resumed}</td></tr>
 * <tr><td>gauge {@code callout4j.certificate.expiry}, in seconds until the certificate expires, negative afterwards</td>
 * <td>{@code certificate}</td></tr>
 * </table>
 *
 * <p>{@code operation} is the local name of the request's element; {@code server} is {@code host:port}; {@code outcome} is
 * {@link CalloutReport#outcomeName()}; {@code phase} of a callout is the phase in which it timed out, otherwise {@code none};
 * {@code finding} is the code of a failure's first {@link io.callout4j.error.Finding}, otherwise {@code none}; {@code certificate} is the name
 * of a named certificate, otherwise {@code none}. The number of time series is therefore bounded by the
 * operations, servers and names of the application. If the servers come from users (one host per customer, for example), add a
 * {@code MeterFilter} that drops or groups the tag {@code server}. Paths, messages, fingerprints and inline certificates are never tags.
 *
 * <p>Thread-safe. Create one per runtime: the gauge has the certificates of the runtime that reported last.
 */
public final class CalloutMeters implements CalloutListener {

    private static final String NONE = "none";

    private final Meter.MeterProvider<Timer> callouts;
    private final Meter.MeterProvider<Timer> phases;
    private final Meter.MeterProvider<DistributionSummary> requests;
    private final Meter.MeterProvider<DistributionSummary> responses;
    private final Meter.MeterProvider<Counter> handshakes;
    private final MultiGauge expiries;

    private CalloutMeters(MeterRegistry registry) {
        callouts = Timer.builder("callout4j.callout")
                .description("Callouts from start to end")
                .withRegistry(registry);
        phases = Timer.builder("callout4j.callout.phase")
                .description("The time that callouts spent in a phase")
                .withRegistry(registry);
        requests = DistributionSummary.builder("callout4j.request.size")
                .description("Request bodies as sent")
                .baseUnit("bytes")
                .withRegistry(registry);
        responses = DistributionSummary.builder("callout4j.response.size")
                .description("Response bodies after decompression")
                .baseUnit("bytes")
                .withRegistry(registry);
        handshakes = Counter.builder("callout4j.handshakes")
                .description("Completed TLS handshakes")
                .withRegistry(registry);
        expiries = MultiGauge.builder("callout4j.certificate.expiry")
                .description("Time until a named certificate expires")
                .baseUnit("seconds")
                .register(registry);
    }

    /**
     * Creates a listener that records metrics in a registry.
     *
     * @param registry the registry
     * @return the listener, for {@code Callouts.builder().listener(…)}
     */
    @SuppressWarnings("exports") // an optional dependency; users of this class require it themselves
    public static CalloutMeters on(MeterRegistry registry) {
        return new CalloutMeters(registry);
    }

    @Override
    public Consumer<CalloutReport> started(CalloutStart start) {
        return this::count;
    }

    private void count(CalloutReport report) {
        String server = report.host().isEmpty() ? NONE : report.host() + ":" + report.port();
        Tags place = Tags.of("operation", report.operation().request().getLocalPart(), "server", server);
        callouts.withTags(place.and(
                        "outcome",
                        report.outcomeName(),
                        "phase",
                        report.outcome().failure() instanceof CalloutTimeoutException timeout
                                ? timeout.phase().code()
                                : NONE,
                        "finding",
                        finding(report),
                        "certificate",
                        report.certificateName() == null ? NONE : report.certificateName()))
                .record(report.total());
        for (Map.Entry<CalloutPhase, Duration> phase : report.phases().entrySet()) {
            phases.withTags("server", server, "phase", phase.getKey().code()).record(phase.getValue());
        }
        if (report.requestBytes() > 0) {
            requests.withTags(place).record((double) report.requestBytes());
        }
        if (report.responseBytes() > 0) {
            responses.withTags(place).record((double) report.responseBytes());
        }
        HandshakeRecord handshake = report.outcome().handshake();
        if (handshake != null && handshake.session() != null && !report.connectionReused()) {
            handshakes
                    .withTags(
                            "server",
                            server,
                            "resumed",
                            String.valueOf(handshake.session().resumed()))
                    .increment();
        }
    }

    private static String finding(CalloutReport report) {
        CalloutException failure = report.outcome().failure();
        return failure == null || failure.findings().isEmpty()
                ? NONE
                : failure.findings().get(0).code();
    }

    @Override
    public void certificatesRead(List<CertificateExpiry> certificates) {
        expiries.register(
                certificates.stream()
                        .<MultiGauge.Row<?>>map(certificate -> MultiGauge.Row.of(
                                Tags.of("certificate", ForeignText.quotable(certificate.name(), ForeignText.MAX_NAME)),
                                certificate,
                                each -> Duration.between(Instant.now(), each.notAfter())
                                        .toSeconds()))
                        .toList(),
                true);
    }
}
