package io.callout4j.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.message.BasicHeaderValueParser;
import org.apache.hc.core5.http.message.ParserCursor;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpResponseTest {

    private static HttpResponse of(String contentType) {
        return new HttpResponse(200, "OK", Map.of("Content-Type", contentType), new byte[0], 0, false, null);
    }

    @Nested
    class TheCharset {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "text/xml; charset=ISO-8859-1",
                    "text/xml;charset=ISO-8859-1",
                    "text/xml; CHARSET=\"ISO-8859-1\"",
                    "text/xml; charset = ISO-8859-1 ; action=\"x\"",
                    "application/soap+xml; action=\"urn:a;charset=utf-8\"; charset=ISO-8859-1",
                    "application/soap+xml; action=\"a\\\"; charset=utf-8\"; charset=ISO-8859-1",
                    "text/xml; charset=ISO-8859-1; charset=utf-8",
                    "text/xml;; charset=ISO-8859-1",
                    "text/xml; charset=\"ISO-8859\\-1\""
                })
        void isTheParameterOfThatName(String contentType) {
            assertThat(of(contentType).charset()).isEqualTo("ISO-8859-1");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "text/xml",
                    "text/xml; x-charset=ISO-8859-1",
                    "application/soap+xml; action=\"http://example.com/?charset=ISO-8859-1\"",
                    "application/soap+xml; action=urn:x?charset=ISO-8859-1",
                    "text/xml charset=ISO-8859-1",
                    "text/xml; charset",
                    "text/xml; charset=\"ISO-8859-1",
                    "text/xml; charset='ISO-8859-1'",
                    "text/xml; charset=no-such-charset",
                    "multipart/related; charset=ISO-8859-1"
                })
        void isLeftToTheXmlDeclarationOtherwise(String contentType) {
            assertThat(of(contentType).charset()).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "multipart/related; boundary=b; start=\"<r@x>\"|boundary|b",
                "multipart/related; type=\"a; boundary=wrong\"; boundary=\"a;b c\"|boundary|a;b c",
                "multipart/related; type=\"boundary=wrong\"|boundary|",
            })
    void aParameterIsFoundOutsideOfOtherValues(String contentType, String name, String value) {
        assertThat(of(contentType).contentTypeParameter(name)).isEqualTo(value);
    }

    @Test
    void thereIsNoParameterWithoutAContentType() {
        HttpResponse response = new HttpResponse(200, "OK", Map.of(), new byte[0], 0, false, null);
        assertThat(response.contentTypeParameter("charset")).isNull();
        assertThat(response.charset()).isNull();
    }

    @Property(tries = 2_000)
    void readsValidContentTypesAsHttpCoreDoes(@ForAll("contentTypes") String contentType) {
        String expected = null;
        for (NameValuePair pair :
                BasicHeaderValueParser.INSTANCE.parseElements(contentType, new ParserCursor(0, contentType.length()))[0]
                        .getParameters()) {
            if (expected == null && pair.getName().equalsIgnoreCase("charset")) {
                expected = pair.getValue();
            }
        }
        assertThat(of(contentType).contentTypeParameter("charset")).isEqualTo(expected);
    }

    @Provide
    Arbitrary<String> contentTypes() {
        Arbitrary<String> name = Arbitraries.of("charset", "Charset", "x-charset", "action", "boundary");
        Arbitrary<String> token = Arbitraries.of("utf-8", "a", "urn:x?charset=y");
        Arbitrary<String> quoted = Arbitraries.strings()
                .withChars("ab;=, ")
                .ofMinLength(1)
                .ofMaxLength(12)
                // HttpCore strips blanks at the ends of a value in quotes.
                .filter(text -> text.equals(text.strip()))
                .map(text -> '"' + text + '"');
        Arbitrary<String> parameter = net.jqwik.api.Combinators.combine(
                        Arbitraries.of(";", "; ", " ; "), name, Arbitraries.oneOf(token, quoted))
                .as((separator, key, value) -> separator + key + "=" + value);
        return parameter.list().ofMaxSize(4).map(all -> "text/xml" + String.join("", all));
    }

    @Property(tries = 2_000)
    void readsAnyTextInBoundedTime(@ForAll("anyText") String contentType) {
        HttpResponse response = of(contentType);
        String charset = response.charset();
        assertThat(charset == null || contentType.contains(charset.substring(0, 1)))
                .isTrue();
    }

    @Provide
    Arbitrary<String> anyText() {
        return Arbitraries.strings().withChars("charset=;\"\\ utf-8\u0000\n").ofMaxLength(200);
    }
}
