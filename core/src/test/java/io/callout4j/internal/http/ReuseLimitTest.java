package io.callout4j.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.callout4j.internal.net.Deadline;
import io.callout4j.internal.tls.Connector;
import io.callout4j.request.CalloutLimits;
import io.callout4j.trust.HttpProxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that closes its connections right after a response loses few requests. */
@Timeout(60)
class ReuseLimitTest {

    private static final long FIRST = ReuseLimit.FIRST_TIME;

    private final ReuseLimit limit = new ReuseLimit();

    @Nested
    class AServerThatClosesConnections {

        @Test
        void isNotLimitedBefore() {
            assertThat(limit.allows(1_000_000, 0)).isTrue();
            assertThat(limit.isActive(0)).isFalse();
        }

        @Test
        void isLimitedForAWhile() {
            limit.closedAfter(3, 0);

            assertThat(limit.allows(2, FIRST)).isTrue();
            assertThat(limit.allows(3, FIRST)).isFalse();
            assertThat(limit.allows(3, FIRST + 1)).isTrue();
        }

        @Test
        void isLimitedToTheSmallestNumberSeen() {
            limit.closedAfter(3, 0);
            limit.closedAfter(1, 1);
            limit.closedAfter(5, 2);

            assertThat(limit.allows(1, FIRST)).isFalse();
        }

        @Test
        void isLimitedForLongerIfItContinues() {
            limit.closedAfter(1, 0);
            limit.closedAfter(1, FIRST + 1);
            assertThat(limit.allows(1, 3 * FIRST)).isFalse();
            assertThat(limit.allows(1, 3 * FIRST + 2)).isTrue();

            long now = 3 * FIRST + 2;
            for (int i = 0; i < 20; i++) {
                limit.closedAfter(1, now);
                now += ReuseLimit.LONGEST_TIME + 1;
                assertThat(limit.isActive(now)).isFalse();
            }
        }

        @Test
        void isForgottenIfItStops() {
            limit.closedAfter(1, 0);
            limit.closedAfter(7, 3 * FIRST);

            assertThat(limit.allows(6, 4 * FIRST)).isTrue();
            assertThat(limit.allows(7, 4 * FIRST + 1)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "3"})
    void losesNoMoreThanTheFirstRequests(int responses) throws Exception {
        byte[] response = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);
        int calls = 300;
        int lost = 0;
        try (Connector connector = new Connector(HttpProxy.none());
                HttpClient http = new HttpClient(connector, CalloutLimits.standard(), Set.of());
                RawServer server = RawServer.closingAfter(responses, response)) {
            for (int i = 0; i < calls; i++) {
                try (Deadline deadline = connector.timer().start(Duration.ofSeconds(30), "the test")) {
                    HttpOutcome outcome = http.send(HttpRequest.get(server.endpoint(), Map.of()), null, deadline);
                    lost += outcome.response() == null ? 1 : 0;
                }
            }
            assertThat(server.requests.get()).as("no request is sent twice").isLessThanOrEqualTo(calls);
            // Without the limit, every tenth one or more. A busy machine may lose some until the limit is learned.
            assertThat(lost).isLessThanOrEqualTo(15);
            assertThat(server.connections.get()).isBetween(calls / responses - 15, calls / responses + 30);
        }
    }
}
