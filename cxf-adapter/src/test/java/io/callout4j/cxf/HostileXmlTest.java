package io.callout4j.cxf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.callout4j.cxf.HostileXml.Place;
import io.callout4j.error.CalloutFaultException;
import io.callout4j.error.CalloutResponseException;
import io.callout4j.request.CalloutLimits;
import io.callout4j.spi.SoapCodec;
import io.callout4j.spi.SoapCodec.Decoded;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** XML that is made to be slow to read is read in time proportional to its size, or rejected. */
class HostileXmlTest {

    private static final CalloutLimits LARGE = CalloutLimits.standard().withResponseBytes(50_000_000);

    /** What took more than a minute takes a fraction of a second; the limit only tells these apart. */
    private static final Duration MINUTES_BEFORE = Duration.ofSeconds(20);

    /** About 2 MB each. */
    private static final int LARGE_NUMBER = 100_000;

    private static Decoded decode(SoapCodec codec, Place place, String content) {
        return Decoding.decode(codec, place.type, "text/xml; charset=UTF-8", place.envelope.apply(content), () -> {});
    }

    @TestFactory
    Stream<DynamicTest> isReadQuicklyOrRejected() {
        SoapCodec codec = Decoding.codec(LARGE);
        return HostileXml.contents().entrySet().stream().flatMap(content -> Stream.of(Place.values())
                .map(place -> dynamicTest(content.getKey() + " as " + place, () -> {
                    String xml = content.getValue().apply(LARGE_NUMBER);
                    Decoded decoded = Assertions.assertTimeout(MINUTES_BEFORE, () -> decode(codec, place, xml));
                    assertThat(describe(decoded)).matches("value|fault|limit|not SOAP: .*");
                })));
    }

    private static String describe(Decoded decoded) {
        if (decoded instanceof Decoded.NotSoap notSoap) {
            return "not SOAP: " + notSoap.problem();
        }
        if (decoded instanceof Decoded.Failure failure) {
            boolean fault = failure.failure() instanceof CalloutFaultException;
            String message = failure.failure().getMessage().toLowerCase(Locale.ROOT);
            return fault ? "fault" : message.contains("limit") ? "limit" : message;
        }
        return "value";
    }

    @Nested
    class ALimit {

        private final SoapCodec small = Decoding.codec(CalloutLimits.standard()
                .withXmlNamespaces(3)
                .withXmlNames(20)
                .withXmlDepth(5)
                .withXmlAttributes(3));

        private String read(String content) {
            return Decoding.value(small, String.class, "text/xml", Decoding.envelope("", content));
        }

        @Test
        void forNamespacesCountsThoseInScope() {
            String twice = "<b xmlns:p='u' xmlns:q='v'/>";
            assertThat(read("<a>" + twice + twice + twice + "</a>")).contains("<b");
            assertThatThrownBy(() -> read("<a xmlns='n'>" + twice + "</a>"))
                    .isInstanceOf(CalloutResponseException.class)
                    .hasMessageContaining("more than 3 namespace declarations are in scope of one element")
                    .hasMessageContaining(
                            "limits.xmlNamespaces in the configuration or CalloutLimits.withXmlNamespaces")
                    .hasMessageContaining("The server has acted on the request.");
        }

        @Test
        void forNamesCountsEachNameOnce() {
            assertThat(read("<a>" + HostileXml.repeat(200, i -> "<b" + i % 10 + "/>") + "</a>"))
                    .contains("<b9");
            assertThatThrownBy(() -> read("<a>" + HostileXml.repeat(30, i -> "<b" + i + "/>") + "</a>"))
                    .isInstanceOf(CalloutResponseException.class)
                    .hasMessageContaining("more than 20 different names")
                    .hasMessageContaining("limits.xmlNames");
        }

        @Test
        void forDepthAndAttributesNamesItself() {
            assertThatThrownBy(() -> read("<a><b><c><d/></c></b></a>"))
                    .isInstanceOf(CalloutResponseException.class)
                    .hasMessageContaining("limits.xmlDepth");
            assertThatThrownBy(() -> read("<a b='' c='' d='' e=''/>"))
                    .isInstanceOf(CalloutResponseException.class)
                    .hasMessageContaining("limits.xmlAttributes");
        }
    }

    @Test
    void aFewNamesWithTheSameHashAreAccepted() {
        String content = "<a><" + HostileXml.colliding(0) + "/><" + HostileXml.colliding(1) + "/></a>";
        assertThat(Decoding.value(String.class, content)).contains(HostileXml.colliding(1));
    }

    /** Prints the table for docs/limits.md: run with {@code -Dcallout4j.growth=true}. */
    @Test
    @EnabledIfSystemProperty(named = "callout4j.growth", matches = "true")
    void growth() {
        SoapCodec codec = Decoding.codec(LARGE);
        StringBuilder table = new StringBuilder("\n| content | place | ms for n | 2n | 4n | 8n | end |\n");
        for (Map.Entry<String, IntFunction<String>> content :
                HostileXml.contents().entrySet()) {
            for (Place place : Place.values()) {
                decode(codec, place, content.getValue().apply(20_000));
                table.append("| ").append(content.getKey()).append(" | ").append(place);
                String end = "";
                for (int n = 25_000; n <= 200_000; n *= 2) {
                    String xml = content.getValue().apply(n);
                    long start = System.nanoTime();
                    end = describe(decode(codec, place, xml));
                    table.append(" | ").append((System.nanoTime() - start) / 1_000_000);
                }
                table.append(" | ").append(end).append(" |\n");
            }
        }
        System.out.println(table);
    }
}
