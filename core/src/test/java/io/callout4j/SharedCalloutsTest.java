package io.callout4j;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** In this module there is no transport, so the shared runtime never starts; what it says is the point. */
class SharedCalloutsTest {

    @AfterEach
    void forget() {
        System.clearProperty("callout4j.config");
    }

    @Test
    void refusesAConfigurationThatItWouldNotRead() {
        System.setProperty("callout4j.config", "/etc/callouts.json");
        assertThatThrownBy(Callouts::shared)
                .isInstanceOf(CalloutConfigurationException.class)
                .hasMessageContaining("callout4j.config (/etc/callouts.json)")
                .hasMessageContaining("does not read configuration files");
    }

    @Test
    void tellsWhichDependencyIsMissingWhereThereIsNoTransport() {
        assertThatThrownBy(Callouts::shared)
                .isInstanceOf(CalloutConfigurationException.class)
                .hasMessageContaining("io.callout4j:callout4j-cxf");
    }
}
