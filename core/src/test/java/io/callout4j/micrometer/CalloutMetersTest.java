package io.callout4j.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.callout4j.Reports;
import io.callout4j.error.CalloutException;
import io.callout4j.error.CalloutHttpException;
import io.callout4j.error.CalloutPhase;
import io.callout4j.error.CalloutResponseException;
import io.callout4j.error.CalloutTimeoutException;
import io.callout4j.error.Finding;
import io.callout4j.error.FindingCode;
import io.callout4j.error.HandshakeRecord;
import io.callout4j.identity.CertificateExpiry;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.NamingConvention;
import io.micrometer.core.instrument.search.Search;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CalloutMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final CalloutMeters meters = CalloutMeters.on(registry);
    private final Reports report = new Reports();

    private static CertificateExpiry expiring(String name, Duration in) {
        return new CertificateExpiry(name, "CN=" + name, Instant.now().plus(in), in.toDays());
    }

    @Nested
    class ACallout {

        private Search callouts(String... tags) {
            return registry.find("callout4j.callout").tags(tags);
        }

        @Test
        void isTimedByOperationAndOutcome() {
            report.tell(meters, null);
            report.tell(meters, null);
            var timer = callouts(
                            "operation", "updateStatus",
                            "server", "erp.example.com:443",
                            "outcome", "response",
                            "phase", "none",
                            "certificate", "Contoso_SF")
                    .timer();
            assertThat(timer.count()).isEqualTo(2);
            assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isCloseTo(200, within(0.1));
        }

        @Test
        void hasTheFirstFindingOfItsFailure() {
            Finding finding = Finding.error(FindingCode.CERTIFICATE_REQUIRED_NONE_SENT, "No certificate was sent.");
            report.tell(meters, new CalloutHttpException("400", 400, "text/html", "", List.of(finding)));
            report.tell(meters, null);
            assertThat(callouts("outcome", "http", "finding", "certificate-required-none-sent")
                            .timer()
                            .count())
                    .isEqualTo(1);
            assertThat(callouts("outcome", "response", "finding", "none")
                            .timer()
                            .count())
                    .isEqualTo(1);
        }

        @Test
        void hasThePhaseOfItsTimeout() {
            CalloutException late = new CalloutTimeoutException("late", CalloutPhase.WAIT, Duration.ofSeconds(1));
            report.tell(meters, late);
            assertThat(callouts("outcome", "timeout", "phase", "wait").timer().count())
                    .isEqualTo(1);
        }

        @Test
        void isCountedAsCancelledIfCanceled() {
            report.tell(meters, new CalloutResponseException("cancelled", new CancellationException()));
            assertThat(callouts("outcome", "cancelled").timer().count()).isEqualTo(1);
        }

        @Test
        void isCountedAsNoneWithoutCertificateAndServer() {
            report.certificate = null;
            report.host = "";
            report.port = 0;
            report.tell(meters, null);
            assertThat(callouts("certificate", "none", "server", "none").timer().count())
                    .isEqualTo(1);
        }

        @Test
        void isTimedPhaseByPhase() {
            report.tell(meters, null);
            assertThat(registry.find("callout4j.callout.phase").timers()).hasSize(2);
            assertThat(registry.get("callout4j.callout.phase")
                            .tags("server", "erp.example.com:443", "phase", "wait")
                            .timer()
                            .totalTime(TimeUnit.MILLISECONDS))
                    .isCloseTo(60, within(0.1));
        }

        @Test
        void hasSizesIfAnythingWasSent() {
            report.tell(meters, null);
            report.requestBytes = 0;
            report.responseBytes = 0;
            report.tell(meters, null);
            assertThat(registry.get("callout4j.request.size").summary().count()).isEqualTo(1);
            assertThat(registry.get("callout4j.request.size").summary().totalAmount())
                    .isEqualTo(1_000);
            assertThat(registry.get("callout4j.response.size").summary().count())
                    .isEqualTo(1);
            assertThat(registry.get("callout4j.response.size").summary().totalAmount())
                    .isEqualTo(2_000);
        }
    }

    @Nested
    class AHandshake {

        private double count(String resumed) {
            var counter = registry.find("callout4j.handshakes")
                    .tags("server", "erp.example.com:443", "resumed", resumed)
                    .counter();
            return counter == null ? 0 : counter.count();
        }

        @Test
        void isCountedForNewTlsConnections() {
            report.tell(meters, null);
            report.session = new HandshakeRecord.Session("TLSv1.3", "TLS_AES_256_GCM_SHA384", "http/1.1", true, false);
            report.tell(meters, null);
            report.reused = true;
            report.tell(meters, null);
            report.reused = false;
            report.session = null;
            report.tell(meters, null);
            assertThat(count("false")).isEqualTo(1);
            assertThat(count("true")).isEqualTo(1);
        }
    }

    @Nested
    class ACertificate {

        private double secondsLeft(String name) {
            return registry.get("callout4j.certificate.expiry")
                    .tag("certificate", name)
                    .gauge()
                    .value();
        }

        @Test
        void hasItsCurrentTimeLeft() {
            meters.certificatesRead(
                    List.of(expiring("Contoso_SF", Duration.ofDays(10)), expiring("Old", Duration.ofDays(-1))));
            assertThat(secondsLeft("Contoso_SF")).isCloseTo(Duration.ofDays(10).toSeconds(), within(300.0));
            assertThat(secondsLeft("Old")).isNegative();
        }

        @Test
        void hasItsNewExpiryOnceReplacedAndNoneOnceRemoved() {
            meters.certificatesRead(
                    List.of(expiring("Contoso_SF", Duration.ofDays(10)), expiring("Old", Duration.ofDays(1))));
            meters.certificatesRead(List.of(expiring("Contoso_SF", Duration.ofDays(400))));
            assertThat(secondsLeft("Contoso_SF")).isCloseTo(Duration.ofDays(400).toSeconds(), within(300.0));
            assertThat(registry.find("callout4j.certificate.expiry").gauges()).hasSize(1);
        }
    }

    @Nested
    class TheOperationsPage {

        private static final Pattern NAME = Pattern.compile("callout4j_[a-z_]+");

        private final Path page = Path.of(System.getProperty("callout4j.project"), "docs", "operations.md");

        /** The names in Prometheus: snake case, with the unit and the suffixes of the kind of meter. */
        private Set<String> names(Meter meter) {
            String unit = meter.getId().getType() == Meter.Type.TIMER
                    ? "seconds"
                    : meter.getId().getBaseUnit();
            String name = NamingConvention.snakeCase.name(
                            meter.getId().getName(), meter.getId().getType())
                    + (unit == null ? "" : "_" + unit);
            return switch (meter.getId().getType()) {
                case TIMER, DISTRIBUTION_SUMMARY ->
                    Set.of(name, name + "_count", name + "_sum", name + "_max", name + "_bucket");
                case COUNTER -> Set.of(name + "_total");
                default -> Set.of(name);
            };
        }

        private void registerAll() {
            report.tell(meters, null);
            meters.certificatesRead(List.of(expiring("Contoso_SF", Duration.ofDays(10))));
        }

        private Set<String> inThePage() throws IOException {
            return NAME.matcher(Files.readString(page))
                    .results()
                    .map(MatchResult::group)
                    .collect(Collectors.toSet());
        }

        @Test
        void documentsEachRegisteredMeter() throws IOException {
            registerAll();
            assertThat(registry.getMeters()).hasSize(7);
            Set<String> inThePage = inThePage();
            assertThat(registry.getMeters())
                    .allSatisfy(meter -> assertThat(names(meter)).containsAnyElementsOf(inThePage));
        }

        @Test
        void documentsNoOtherMeters() throws IOException {
            registerAll();
            Set<String> known = registry.getMeters().stream()
                    .flatMap(meter -> names(meter).stream())
                    .collect(Collectors.toSet());
            assertThat(known).containsAll(inThePage());
        }

        @Test
        void documentsEachTag() throws IOException {
            registerAll();
            String text = Files.readString(page);
            assertThat(registry.getMeters())
                    .flatExtracting(meter -> meter.getId().getTags())
                    .allSatisfy(tag -> assertThat(text).contains("`" + tag.getKey() + "`"));
        }
    }
}
