package io.callout4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callout4j.CalloutReport;
import io.callout4j.Callouts;
import io.callout4j.request.CalloutRequest;
import io.callout4j.request.Operation;
import io.callout4j.testkit.MutualTlsServer;
import java.util.ArrayList;
import java.util.List;
import javax.xml.namespace.QName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The class path of the command has neither Micrometer nor OpenTelemetry, and callouts work without them. */
class WithoutOptionalLibrariesTest {

    @ParameterizedTest
    @ValueSource(strings = {"io.micrometer.core.instrument.MeterRegistry", "io.opentelemetry.api.OpenTelemetry"})
    void theyAreNotOnTheClassPath(String name) {
        assertThatThrownBy(() -> Class.forName(name)).isInstanceOf(ClassNotFoundException.class);
    }

    @Test
    void aCalloutSucceedsAndIsReported() {
        List<CalloutReport> reports = new ArrayList<>();
        Operation update = Operation.of(
                "",
                new QName("urn:example:status", "updateStatus"),
                new QName("urn:example:status", "updateStatusResponse"));
        try (MutualTlsServer server = StatusService.start();
                Callouts callouts = Callouts.builder()
                        .trust(server.trust())
                        .listener(start -> reports::add)
                        .build()) {
            CalloutRequest request = CalloutRequest.builder(server.url("/status"), update, StatusService.REQUEST)
                    .identity(Identities.ISSUED.toIdentity())
                    .build();
            assertThat(callouts.send(request).value(String.class)).contains("fine");
            assertThat(reports).extracting(CalloutReport::outcomeName).containsExactly("response");
        }
    }

    @Test
    void theirAdaptersFailWithTheMissingClass() {
        assertThatThrownBy(() ->
                        Class.forName("io.callout4j.micrometer.CalloutMeters").getMethods())
                .isInstanceOf(NoClassDefFoundError.class)
                .hasMessageContaining("io/micrometer");
        assertThatThrownBy(() ->
                        Class.forName("io.callout4j.opentelemetry.CalloutSpans").getMethods())
                .isInstanceOf(NoClassDefFoundError.class)
                .hasMessageContaining("io/opentelemetry");
    }
}
