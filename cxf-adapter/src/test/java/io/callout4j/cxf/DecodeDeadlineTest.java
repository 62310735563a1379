package io.callout4j.cxf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.callout4j.CalloutOutcome;
import io.callout4j.CalloutResponse;
import io.callout4j.Callouts;
import io.callout4j.cxf.HostileXml.Place;
import io.callout4j.error.CalloutPhase;
import io.callout4j.error.CalloutTimeoutException;
import io.callout4j.request.CalloutRequest;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.adapters.XmlAdapter;
import jakarta.xml.bind.annotation.adapters.XmlJavaTypeAdapter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The deadline of a callout includes the time to parse the response. */
class DecodeDeadlineTest {

    private static final int ITEMS = 50_000;
    private static final AtomicInteger BOUND = new AtomicInteger();
    private static volatile Runnable atFirstItem = () -> {};

    @XmlRootElement(name = "r", namespace = "urn:t")
    static class Items {
        @XmlElement
        @XmlJavaTypeAdapter(Observed.class)
        public List<String> v;
    }

    /** Sees each item while the response is being bound. */
    static final class Observed extends XmlAdapter<String, String> {
        @Override
        public String unmarshal(String text) {
            if (BOUND.getAndIncrement() == 0) {
                atFirstItem.run();
            }
            return text;
        }

        @Override
        public String marshal(String text) {
            return text;
        }
    }

    @BeforeEach
    void nothingIsBound() {
        BOUND.set(0);
        atFirstItem = () -> {};
    }

    private static String items() {
        return StatusService.http(200, "text/xml", Place.BEAN.envelope.apply("<v>1</v>".repeat(ITEMS)));
    }

    private static CalloutRequest request(LoopbackServer server, Duration timeout) {
        return CalloutRequest.builder(
                        server.url(), Decoding.request(Items.class).operation(), "<a/>")
                .responseType(Items.class)
                .timeout(timeout)
                .build();
    }

    @Test
    void aResponseThatIsParsedTooSlowlyTimesOut() {
        Duration timeout = Duration.ofMillis(600);
        atFirstItem = () -> waitFor(timeout);
        try (LoopbackServer server = LoopbackServer.plain(StatusService.always(items()));
                Callouts callouts = Callouts.builder().build()) {
            CalloutOutcome outcome = callouts.attempt(request(server, timeout));
            assertThat(outcome.failure()).isInstanceOfSatisfying(CalloutTimeoutException.class, e -> assertThat(e)
                    .hasMessageContaining("(phase decode): the response had been received, but was still being parsed.")
                    .hasMessageContaining("The server may have acted on the request.")
                    .extracting(CalloutTimeoutException::phase)
                    .isEqualTo(CalloutPhase.DECODE));
            assertThat(outcome.status()).isEqualTo(200);
            assertThat(BOUND.get()).isLessThan(ITEMS / 2);
            assertThat(server.requests).hasSize(1);
        }
    }

    /** Waits as slow code of the application would, until the deadline, which started earlier, has passed. */
    private static void waitFor(Duration timeout) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < timeout.toNanos()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void cancelingEndsTheParsing() {
        CompletableFuture<CompletableFuture<CalloutResponse>> callout = new CompletableFuture<>();
        CompletableFuture<Integer> reported = new CompletableFuture<>();
        atFirstItem = () -> callout.join().cancel(true);
        try (LoopbackServer server = LoopbackServer.plain(StatusService.always(items()));
                Callouts callouts = Callouts.builder().build()) {
            CompletableFuture<CalloutResponse> running = callouts.sendAsync(request(server, Duration.ofSeconds(60)));
            callout.complete(running);
            assertThatThrownBy(running::join).isInstanceOf(CancellationException.class);
        }
        // Closing waits for the thread that parses.
        reported.complete(BOUND.get());
        assertThat(reported.join()).isLessThan(ITEMS / 2);
    }

    @ParameterizedTest
    @EnumSource(Place.class)
    void theCheckpointIsAskedWhereverTheContentStands(Place place) {
        AtomicInteger asked = new AtomicInteger();
        String xml = place.envelope.apply("<v>1</v>".repeat(10_000));
        Decoding.decode(Decoding.codec(), place.type, "text/xml", xml, asked::incrementAndGet);
        assertThat(asked.get()).isBetween(50, 1_000);
        RuntimeException end = new CancellationException("enough");
        assertThat(catchThrowableOfType(
                        CancellationException.class,
                        () -> Decoding.decode(Decoding.codec(), place.type, "text/xml", xml, () -> {
                            throw end;
                        })))
                .isSameAs(end);
    }
}
