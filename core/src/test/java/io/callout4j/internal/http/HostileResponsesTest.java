package io.callout4j.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.callout4j.error.CalloutHttpException;
import io.callout4j.error.CalloutResponseException;
import io.callout4j.internal.net.Deadline;
import io.callout4j.internal.tls.Connector;
import io.callout4j.request.CalloutLimits;
import io.callout4j.spi.HttpResponse;
import io.callout4j.trust.HttpProxy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Mutated responses, through a socket and the whole exchange: whatever a server sends, a callout ends soon, with little memory. */
class HostileResponsesTest {

    private static final boolean FULL = Boolean.getBoolean("callout4j.full");
    private static final int CASES = FULL ? 100_000 : 4_000;

    /** After so many, the ephemeral ports of one server would run out. */
    private static final int CASES_PER_SERVER = 4_000;

    private static final int HEADER_BYTES = 16_000;
    private static final int BODY_BYTES = 64_000;

    /** Several times the limits, since buffers grow by copying. */
    private static final long MOST_MEMORY = 4L << 20;

    private static final Duration MOST_TIME = Duration.ofSeconds(20);

    private static final List<byte[]> SEEDS = Stream.of(
                    text("HTTP/1.1 200 OK~Content-Type: text/xml; charset=\"UTF-8\"~Content-Length: 5~~hello"),
                    text("HTTP/1.1 200 OK~Transfer-Encoding: chunked~~5;a=\"b\"~hello~00~X-Trailer: a~~"),
                    text("HTTP/1.1 200 OK~Content-Length: 3~Transfer-Encoding: chunked~~5~hello~0~~"),
                    text("HTTP/1.1 200 OK~Content-Length: 5~Content-Length: 6~~hello!"),
                    text("HTTP/1.1 200 OK~Transfer-Encoding: chunked~~+5~hello~0~~"),
                    text("HTTP/1.1 200 OK~Transfer-Encoding: chunked~~7fffffffffffffff~hello"),
                    text("HTTP/2.0 200 OK~Content-Length: 5~~hello"),
                    text("HTTP/1.1 100 Continue~~HTTP/1.1 103 Early~Link: x~~HTTP/1.1 200 OK~~until the end"),
                    text("HTTP/1.1 200 OK~X-A: a~ folded~\tagain~X-B: \r\0~Content-Length: 99999999999999999999~~"),
                    text(
                            "HTTP/1.0 401 No~WWW-Authenticate: Basic~Connection: keep-alive~Keep-Alive: timeout=5, max=0~~"),
                    text("HTTP/1.1 204 None~Transfer-Encoding: chunked~~"),
                    text("HTTP/1.1 302 Found~Location: /" + "x".repeat(9_000) + "~Content-Length: 0~~"),
                    text("HTTP/1.1 200 OK~" + "A: b~".repeat(900) + "~end"),
                    gzip("Content-Encoding: gzip", new byte[5_000_000]),
                    gzip("Content-Encoding: gzip~Content-Encoding: gzip", new byte[100]),
                    gzip("Content-Encoding: x-gzip", "hello".getBytes(StandardCharsets.US_ASCII)))
            .toList();

    private static final List<byte[]> PARTS = Stream.of(
                    "~",
                    "~~",
                    "\0",
                    "\r",
                    "\n",
                    " ",
                    ":",
                    ",",
                    ";",
                    "0~~",
                    "FFFFFFFF~",
                    "-1~",
                    "HTTP/1.1 100 Continue~~",
                    "~Content-Length: 1000000000000",
                    "~Content-Length: 5",
                    "~Transfer-Encoding: chunked",
                    "~Content-Encoding: gzip",
                    "~Connection: close",
                    "~Content-Type: text/xml; charset=" + "\"".repeat(50),
                    "A".repeat(20_000),
                    "~a:b".repeat(2_000))
            .map(HostileResponsesTest::text)
            .toList();

    private final AtomicReference<byte[]> current = new AtomicReference<>(new byte[0]);
    private final Random random = new Random(42);

    private static byte[] text(String text) {
        return text.replace("~", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] gzip(String header, byte[] content) {
        try {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                gzip.write(content);
            }
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            whole.write(text("HTTP/1.1 200 OK~" + header + "~Content-Length: " + packed.size() + "~~"));
            whole.write(packed.toByteArray());
            return whole.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] mutant() {
        byte[] bytes = SEEDS.get(random.nextInt(SEEDS.size()));
        for (int changes = random.nextInt(5); changes > 0 && bytes.length > 0; changes--) {
            int at = random.nextInt(bytes.length);
            bytes = switch (random.nextInt(6)) {
                case 0 -> changed(bytes, at, (byte) random.nextInt(256));
                case 1 -> changed(bytes, at, (byte) (bytes[at] ^ (1 << random.nextInt(8))));
                case 2 -> Arrays.copyOf(bytes, at);
                case 3 -> spliced(bytes, at, Arrays.copyOfRange(bytes, at, at + random.nextInt(bytes.length - at)));
                default -> spliced(bytes, at, PARTS.get(random.nextInt(PARTS.size())));
            };
        }
        return bytes;
    }

    private static byte[] changed(byte[] bytes, int at, byte value) {
        byte[] copy = bytes.clone();
        copy[at] = value;
        return copy;
    }

    private static byte[] spliced(byte[] bytes, int at, byte[] part) {
        byte[] copy = Arrays.copyOf(bytes, bytes.length + part.length);
        System.arraycopy(part, 0, copy, at, part.length);
        System.arraycopy(bytes, at, copy, at + part.length, bytes.length - at);
        return copy;
    }

    @Test
    @Timeout(1_200)
    void endWithAResponseOrWithACalloutExceptionOfTheRightKind() throws Exception {
        CalloutLimits limits =
                CalloutLimits.standard().withHeaderBytes(HEADER_BYTES).withResponseBytes(BODY_BYTES);
        int responses = 0;
        try (Connector connector = new Connector(HttpProxy.none());
                HttpClient http = new HttpClient(connector, limits, Set.of())) {
            for (int done = 0; done < CASES; done += CASES_PER_SERVER) {
                try (RawServer server = RawServer.closingAfter(current::get)) {
                    warmUp(connector, http, server);
                    for (int i = 0; i < CASES_PER_SERVER; i++) {
                        responses += exchange(connector, http, server, done + i) ? 1 : 0;
                    }
                }
            }
        }
        // Otherwise the mutants would be too wild to get anywhere.
        assertThat(responses).isBetween(CASES / 10, CASES);
    }

    /** Loads classes, which would count as memory. */
    private void warmUp(Connector connector, HttpClient http, RawServer server) throws Exception {
        List<byte[]> all = new ArrayList<>(SEEDS);
        all.add(new byte[0]);
        for (byte[] seed : all) {
            current.set(seed);
            try (Deadline deadline = connector.timer().start(MOST_TIME, "the test")) {
                http.send(HttpRequest.get(server.endpoint(), Map.of()), null, deadline);
            }
        }
    }

    private boolean exchange(Connector connector, HttpClient http, RawServer server, int number) {
        byte[] sent = mutant();
        current.set(sent);
        String what = "case " + number + ", " + sent.length + " bytes";
        long memory = allocated();
        long start = System.nanoTime();
        boolean received;
        try (Deadline deadline = connector.timer().start(MOST_TIME, "the test")) {
            HttpOutcome outcome = http.send(HttpRequest.get(server.endpoint(), Map.of()), null, deadline);
            memory = allocated() - memory;
            received = outcome.response() != null;
            if (received) {
                check(what, outcome.response());
            } else {
                // Not a timeout: the server has closed the connection.
                assertThat(outcome.failure())
                        .as(what)
                        .isInstanceOfAny(CalloutResponseException.class, CalloutHttpException.class);
                assertThat(outcome.failure().getMessage()).as(what).isNotBlank().doesNotContain("\0", "\r");
            }
        } catch (Exception | StackOverflowError e) {
            throw new AssertionError(what, e);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).as(what).isLessThan(MOST_TIME);
        assertThat(memory).as("memory of " + what).isLessThan(MOST_MEMORY);
        return received;
    }

    private static void check(String what, HttpResponse response) {
        assertThat(response.status()).as(what).isBetween(200, 999);
        assertThat(response.length()).as(what).isBetween(0, BODY_BYTES);
        assertThat(response.headers()).as(what).allSatisfy((name, value) -> {
            assertThat(name).matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
            assertThat(value).doesNotContain("\r", "\n", "\0");
        });
        assertThat(response.mediaType()).as(what).isEqualTo(response.mediaType().strip());
        assertThat(response.text(100).length()).as(what).isBetween(0, 100);
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
