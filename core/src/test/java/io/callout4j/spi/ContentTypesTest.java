package io.callout4j.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a server sends as Content-Type, a media type and a charset follow from it without an exception, in a short time. */
class ContentTypesTest {

    private static final byte[] BODY = "<a>\u00e9</a>".getBytes(StandardCharsets.UTF_8);

    private static HttpResponse response(String type) {
        return new HttpResponse(200, "OK", Map.of("Content-Type", type), BODY, BODY.length, false, null);
    }

    private static final List<String> PARTS = List.of(
            "text/xml",
            "application/soap+xml",
            "multipart/related",
            "charset",
            "CHARSET=",
            "=",
            ";",
            "\"",
            " ",
            "\t",
            "utf-8",
            "UTF-16",
            "iso-8859-1",
            "x-nothing",
            "\u0000",
            "\u00e9",
            "\u212a",
            "boundary=",
            "/",
            ",");

    @Provide
    Arbitrary<String> types() {
        return Arbitraries.oneOf(
                Arbitraries.of(PARTS).list().ofMaxSize(40).map(list -> String.join("", list)),
                Arbitraries.strings().ofMaxLength(300));
    }

    @Property(tries = 2_000, seed = "42")
    void neverCauseAnException(@ForAll("types") String type) {
        check(type);
    }

    @Test
    void neverCauseAnExceptionWhateverTheyAreMadeOf() {
        int cases = Boolean.getBoolean("callout4j.full") ? 200_000 : 2_000;
        Random random = new Random(42);
        for (int i = 0; i < cases; i++) {
            StringBuilder type = new StringBuilder();
            for (int parts = random.nextInt(30); parts > 0; parts--) {
                type.append(PARTS.get(random.nextInt(PARTS.size())));
            }
            check(type.toString());
        }
    }

    private static void check(String type) {
        HttpResponse response = response(type);
        assertThat(response.mediaType())
                .doesNotContain(";")
                .isEqualTo(response.mediaType().strip());
        String charset = response.charset();
        assertThat(charset == null || Charset.isSupported(charset)).isTrue();
        assertThat(response.text(3).length()).isBetween(0, 3);
    }

    @ParameterizedTest
    @CsvSource({"charset =", "charset= ", ";", "\"", "charset=\""})
    void takeAShortTimeHoweverLongTheyAre(String part) {
        long start = System.nanoTime();
        check(part.repeat(128 * 1024 / part.length()));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }
}
