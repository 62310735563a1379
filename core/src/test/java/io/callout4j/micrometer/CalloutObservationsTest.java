package io.callout4j.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.callout4j.Reports;
import io.callout4j.error.CalloutHttpException;
import io.callout4j.error.Finding;
import io.callout4j.error.FindingCode;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.RequestReplySenderContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CalloutObservationsTest {

    private final ObservationRegistry registry = ObservationRegistry.create();
    private final List<Observation.Context> ended = new ArrayList<>();
    private final Reports report = new Reports();

    CalloutObservationsTest() {
        registry.observationConfig().observationHandler(new ObservationHandler<>() {

            @Override
            public void onStart(Observation.Context context) {
                send((RequestReplySenderContext<?, ?>) context);
            }

            @Override
            public void onStop(Observation.Context context) {
                ended.add(context);
            }

            @Override
            public boolean supportsContext(Observation.Context context) {
                return context instanceof RequestReplySenderContext<?, ?>;
            }
        });
    }

    /** As Micrometer Tracing sends its headers. */
    private static <C> void send(RequestReplySenderContext<C, ?> context) {
        context.getSetter().set(context.getCarrier(), "traceparent", "00-1-2-01");
    }

    private String keys() {
        assertThat(ended).hasSize(1);
        return ended.get(0).getLowCardinalityKeyValues().stream()
                .map(KeyValue::toString)
                .map(text -> text.replaceAll(".*\\[(.*)\\].*", "$1"))
                .sorted()
                .collect(Collectors.joining(" "));
    }

    @Test
    void describeASuccessfulCalloutAndSendHeaders() {
        report.tell(CalloutObservations.on(registry), null);
        assertThat(ended.get(0).getName()).isEqualTo("callout4j.callout.observation");
        assertThat(ended.get(0).getContextualName()).isEqualTo("updateStatus");
        assertThat(ended.get(0).getError()).isNull();
        assertThat(report.headers).containsEntry("traceparent", "00-1-2-01");
        assertThat(keys())
                .contains("updateStatus")
                .contains("erp.example.com:443")
                .contains("Contoso_SF")
                .contains("response")
                .contains("200");
    }

    @Test
    void haveTheErrorAndTheFindingOfAFailedCallout() {
        Finding finding = Finding.error(FindingCode.CERTIFICATE_REQUIRED_NONE_SENT, "No certificate was sent.");
        CalloutHttpException failure = new CalloutHttpException("400", 400, "text/html", "", List.of(finding));
        report.tell(CalloutObservations.on(registry), failure);
        assertThat(ended.get(0).getError()).isSameAs(failure);
        assertThat(keys())
                .contains("http")
                .contains("certificate-required-none-sent")
                .contains("500");
    }
}
