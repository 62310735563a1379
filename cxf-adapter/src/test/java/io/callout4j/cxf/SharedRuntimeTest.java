package io.callout4j.cxf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callout4j.CalloutStub;
import io.callout4j.Callouts;
import io.callout4j.WebServiceCallout;
import io.callout4j.error.CalloutConfigurationException;
import org.junit.jupiter.api.Test;

/** The runtime of stubs that were created without one. */
class SharedRuntimeTest {

    static final class Port extends CalloutStub {}

    @Test
    void isUsedByStubsThatWereCreatedWithoutOne() {
        try (LoopbackServer server = LoopbackServer.plain(StatusService.always(StatusService.ok("shared")))) {
            Port port = new Port();
            port.endpoint_x = server.url();
            assertThat(WebServiceCallout.invoke(
                                    port,
                                    StatusService.UPDATE,
                                    StatusService.UpdateStatus.of("1", "x"),
                                    StatusService.UpdateStatusResponse.class)
                            .result)
                    .isEqualTo("shared");
        }
    }

    @Test
    void isSharedAndCannotBeClosed() {
        assertThat(Callouts.shared()).isSameAs(Callouts.shared());
        assertThatThrownBy(() -> Callouts.shared().close())
                .isInstanceOf(CalloutConfigurationException.class)
                .hasMessageContaining("cannot be closed");
    }
}
