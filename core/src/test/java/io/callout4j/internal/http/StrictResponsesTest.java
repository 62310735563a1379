package io.callout4j.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.callout4j.error.CalloutException;
import io.callout4j.error.CalloutResponseException;
import io.callout4j.internal.net.Deadline;
import io.callout4j.internal.tls.Connector;
import io.callout4j.request.CalloutLimits;
import io.callout4j.trust.HttpProxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Responses that two implementations of HTTP could read differently are rejected, or at least not followed by another request on the same
 * connection. In the parameters, {@code ~} is CR LF, {@code ^} is a single CR, and {@code @} is NUL.
 */
@Timeout(60)
class StrictResponsesTest {

    private final Connector connector = new Connector(HttpProxy.none());
    private final HttpClient http = new HttpClient(connector, CalloutLimits.standard(), Set.of());

    @AfterEach
    void close() {
        http.close();
        connector.close();
    }

    private HttpOutcome get(RawServer server) throws Exception {
        try (Deadline deadline = connector.timer().start(Duration.ofSeconds(5), "the test")) {
            return http.send(HttpRequest.get(server.endpoint(), Map.of()), null, deadline);
        }
    }

    private static String bytes(String text) {
        return text.replace("~", "\r\n").replace('^', '\r').replace('@', '\0');
    }

    private CalloutException failure(String response) throws Exception {
        try (RawServer server = RawServer.keepingAlive(bytes(response))) {
            HttpOutcome outcome = get(server);
            assertThat(outcome.response()).as("response").isNull();
            assertThat(outcome.failure()).isInstanceOf(CalloutResponseException.class);
            get(server);
            assertThat(server.connections).as("connections").hasValue(2);
            return outcome.failure();
        }
    }

    private String body(String response, int connectionsForTwo) throws Exception {
        try (RawServer server = RawServer.keepingAlive(bytes(response))) {
            HttpOutcome outcome = get(server);
            assertThat(outcome.failure()).isNull();
            get(server);
            assertThat(server.connections).as("connections").hasValue(connectionsForTwo);
            return new String(outcome.response().body(), 0, outcome.response().length(), StandardCharsets.ISO_8859_1);
        }
    }

    /** RFC 9112 section 6.3. */
    @Nested
    class TheLengthOfTheBody {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "HTTP/1.1 200 OK~Content-Length: 5~Content-Length: 6~~hello!",
                    "HTTP/1.1 200 OK~Content-Length: 5, 6~~hello!",
                    "HTTP/1.1 200 OK~Content-Length: +5~~hello",
                    "HTTP/1.1 200 OK~Content-Length: -5~~hello",
                    "HTTP/1.1 200 OK~Content-Length: 0x5~~hello",
                    "HTTP/1.1 200 OK~Content-Length: 5 5~~hello",
                    "HTTP/1.1 200 OK~Content-Length:~~hello",
                    "HTTP/1.1 200 OK~Content-Length: 5,~~hello",
                    "HTTP/1.1 200 OK~Content-Length: 99999999999999999999~~hello",
                })
        void isRejectedIfItIsInvalid(String response) throws Exception {
            assertThat(failure(response)).hasMessageContaining("Content-Length");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "HTTP/1.1 200 OK~Content-Length: 5, 5~~hello",
                    "HTTP/1.1 200 OK~Content-Length: 005~~hello",
                })
        void mayBeWrittenInSeveralWays(String response) throws Exception {
            assertThat(body(response, 1)).isEqualTo("hello");
        }

        @Test
        void mayBeInTwoHeadersWhichEndsTheConnection() throws Exception {
            assertThat(body("HTTP/1.1 200 OK~Content-Length: 5~Content-Length: 5~~hello", 2))
                    .isEqualTo("hello");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "HTTP/1.1 200 OK~Content-Length: 3~Transfer-Encoding: chunked~~5~hello~0~~",
                    "HTTP/1.1 200 OK~Transfer-Encoding: chunked~Content-Length: 50~~5~hello~0~~",
                })
        void isGivenByTheChunksIfThereAreBothAndEndsTheConnection(String response) throws Exception {
            assertThat(body(response, 2)).isEqualTo("hello");
        }

        /** RFC 9112 section 6.1. */
        @Test
        void isInDoubtWithChunksInHttp10WhichEndsTheConnection() throws Exception {
            assertThat(body("HTTP/1.0 200 OK~Connection: keep-alive~Transfer-Encoding: chunked~~5~hello~0~~", 2))
                    .isEqualTo("hello");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "HTTP/1.1 200 OK~Transfer-Encoding: chunked, chunked~~5~hello~0~~",
                    "HTTP/1.1 200 OK~Transfer-Encoding: chunked~Transfer-Encoding: chunked~~5~hello~0~~",
                    "HTTP/1.1 200 OK~Transfer-Encoding: gzip, chunked~~5~hello~0~~",
                    "HTTP/1.1 200 OK~Transfer-Encoding: chunked, identity~~5~hello~0~~",
                    "HTTP/1.1 200 OK~Transfer-Encoding: xchunked~~5~hello~0~~",
                    "HTTP/1.1 200 OK~Transfer-Encoding:~Content-Length: 5~~hello",
                })
        void isRejectedIfTheEncodingIsNotSimplyChunked(String response) throws Exception {
            assertThat(failure(response)).hasMessageContaining("Transfer-Encoding");
        }
    }

    /** RFC 9112 section 7.1. */
    @Nested
    class AChunk {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "+5",
                    "-5",
                    "0x5",
                    " 5",
                    "5 ",
                    "\t5",
                    "5 5",
                    "",
                    "5g",
                    "g",
                    ";a=b",
                    "5,",
                    "10000000000000000",
                    "FFFFFFFFFFFFFFFF",
                    "7FFFFFFFFFFFFFFFF"
                })
        void isRejectedIfItsSizeIsInvalid(String size) throws Exception {
            assertThat(failure("HTTP/1.1 200 OK~Transfer-Encoding: chunked~~" + size + "~hello~0~~"))
                    .hasMessageContaining("chunk");
        }

        @ParameterizedTest
        @ValueSource(strings = {"5", "05", "0000000000000000000000005", "5;a=b", "5 ; a=\"b\"", "5\t;a"})
        void mayHaveZerosAndExtensions(String size) throws Exception {
            assertThat(body("HTTP/1.1 200 OK~Transfer-Encoding: chunked~~" + size + "~hello~0~Trailer: x~~", 1))
                    .isEqualTo("hello");
        }

        @ParameterizedTest
        @ValueSource(strings = {"5~hello!~0~~", "5~hello0~~", "5~hello^0~~", "5^~hello~0~~", "5;a@b~hello~0~~"})
        void isRejectedIfItDoesNotEndWhereItsSizeSays(String chunks) throws Exception {
            assertThat(failure("HTTP/1.1 200 OK~Transfer-Encoding: chunked~~" + chunks))
                    .hasMessageContaining("was lost");
        }
    }

    /** RFC 9112 sections 2.3 and 4. */
    @Nested
    class TheStatusLine {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "HTTP/2.0 200 OK",
                    "HTTP/2 200 OK",
                    "HTTP/3.0 200 OK",
                    "HTTP/0.9 200 OK",
                    "HTTP/11.1 200 OK",
                    "HTTP/1.1 20 OK",
                    "HTTP/1.1 2000 OK",
                    "HTTP/1.1 +20 OK",
                    "HTTP/1.1 099 OK",
                    "HTTP/1.1  OK",
                    "HTTP/1.1 200 O^K",
                    "HTTP/1.1 200 O@K",
                    "http/1.1 200 OK",
                    "ICY 200 OK",
                    "+OK ready"
                })
        void isRejectedIfItIsNotThatOfHttp1(String line) throws Exception {
            assertThat(failure(line + "~Content-Length: 5~~hello")).hasMessageContaining("was lost");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "HTTP/1.1 200 OK",
                    "HTTP/1.1 200 ",
                    "HTTP/1.1 200",
                    "HTTP/1.2 299 As you like",
                    "HTTP/1.1 999 No"
                })
        void mayHaveAnyReason(String line) throws Exception {
            assertThat(body(line + "~Content-Length: 5~~hello", 1)).isEqualTo("hello");
        }
    }

    /** RFC 9110 section 5.5, RFC 9112 sections 2.2 and 5. */
    @Nested
    class AHeader {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "X-A: a^b",
                    "X-A: a^",
                    "X-A: ^Content-Length: 3",
                    "X-A: a@b",
                    "X^A: a",
                    "X@A: a",
                    "X-A: a~ b^c",
                    "no colon",
                    ": no name",
                    "Content-Length : 3",
                    "Content-Length\t: 3",
                    "X A: a"
                })
        void isRejectedIfItIsInvalid(String header) throws Exception {
            assertThat(failure("HTTP/1.1 200 OK~" + header + "~Content-Length: 5~~hello"))
                    .hasMessageContaining("was lost");
        }

        @Test
        void isRejectedIfTheFirstOneIsFolded() throws Exception {
            assertThat(failure("HTTP/1.1 200 OK~ X-A: a~Content-Length: 5~~hello"))
                    .hasMessageContaining("was lost");
        }

        /** RFC 9112 section 5.2: each fold is replaced with spaces. */
        @Test
        void mayBeFolded() throws Exception {
            try (RawServer server =
                    RawServer.keepingAlive(bytes("HTTP/1.1 200 OK~X-A: a~ b~\t c~Content-Length: 5~~hello"))) {
                HttpOutcome outcome = get(server);
                assertThat(outcome.headers()).containsEntry("X-A", "a b c");
                assertThat(outcome.response().length()).isEqualTo(5);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"timeout=0", "timeout=5, max=0", "max = 0", "MAX=0;timeout=60", "timeout=1"})
    void whoseServerAllowsNoFurtherRequestEndTheConnection(String header) throws Exception {
        assertThat(body("HTTP/1.1 200 OK~Keep-Alive: " + header + "~Content-Length: 5~~hello", 2))
                .isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"timeout=5, max=100", "max=01", "max=10", "timeout=60", "nonsense", "climax=0"})
    void whoseServerAllowsMoreKeepTheConnection(String header) throws Exception {
        assertThat(body("HTTP/1.1 200 OK~Keep-Alive: " + header + "~Content-Length: 5~~hello", 1))
                .isEqualTo("hello");
    }

    /** RFC 9110 section 8.4: several encodings are applied one after the other. */
    @Nested
    class TheContentEncoding {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Content-Encoding: gzip~Content-Encoding: gzip",
                    "Content-Encoding: gzip, gzip",
                    "Content-Encoding: identity~Content-Encoding: deflate",
                    "Content-Encoding: gzip~Content-Encoding: br",
                    "Content-Encoding: br",
                })
        void isRejectedIfItIsNotGzipAlone(String header) throws Exception {
            assertThat(failure("HTTP/1.1 200 OK~" + header + "~Content-Length: 5~~hello"))
                    .hasMessageContaining("Content-Encoding");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Content-Encoding: identity",
                    "Content-Encoding:",
                    "Content-Encoding: identity~Content-Encoding: identity"
                })
        void mayBeNone(String header) throws Exception {
            assertThat(body("HTTP/1.1 200 OK~" + header + "~Content-Length: 5~~hello", 1))
                    .isEqualTo("hello");
        }
    }
}
