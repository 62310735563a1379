package io.callout4j.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs the mixed load for a short time. */
class MixedLoadTest {

    private static final Duration TIME = Duration.ofSeconds(Boolean.getBoolean("callout4j.full") ? 120 : 8);

    @Test
    @Timeout(300)
    void everyCalloutHasTheOutcomeThatTheServerCaused() throws Exception {
        MixedLoad.Report report = MixedLoad.run(TIME);

        assertThat(report.wrong()).isEmpty();
        assertThat(report.callouts()).isGreaterThan(100);
        assertThat(report.outcomes()).containsKeys("response", "fault", "http", "not-soap", "timeout");
    }
}
