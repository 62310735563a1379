package io.callout4j.cxf;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.callout4j.cxf.HostileXml.Place;
import io.callout4j.error.CalloutFaultException;
import io.callout4j.error.CalloutResponseException;
import io.callout4j.spi.HttpResponse;
import io.callout4j.spi.SoapCodec;
import io.callout4j.spi.SoapCodec.Decoded;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.xml.transform.Source;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/**
 * Responses that were damaged at random: whatever they are, the outcome is a value, a fault, "not SOAP", or an exception with a message, within
 * bounded time and memory. The seeds are responses that once took too long, and ordinary ones.
 */
class EnvelopeFuzzTest {

    private static final int ROUNDS = Boolean.getBoolean("callout4j.full") ? 150_000 : 3_000;
    private static final int BATCH = 1_000;

    /** A batch takes about a second. */
    private static final Duration MOST_TIME_PER_BATCH = Duration.ofSeconds(60);

    /** For responses of at most a few kilobytes. */
    private static final long MOST_MEMORY = 32 << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final String MULTIPART = "multipart/related; type=\"application/xop+xml\"; boundary=b";
    private static final List<Class<?>> TYPES = List.of(
            String.class,
            Document.class,
            Source.class,
            HostileXml.Values.class,
            StatusService.UpdateStatusResponse.class,
            MultipartResponsesTest.Download.class);
    private static final List<String> FRAGMENTS = List.of(
            "<s:Body>",
            "</s:Body>",
            "<s:Header>",
            "xmlns:a='u'",
            "xsi:type='a:b'",
            "<![CDATA[",
            "&#0;",
            "&#x10FFFF;",
            "&x;",
            "<!DOCTYPE a [<!ENTITY x 'y'>]>",
            "<?xml version='1.1' encoding='UTF-16'?>",
            "\r\n--b--",
            "\r\n--b\r\n",
            "Content-ID: <a@x>",
            "href='cid:a@x'",
            "\u0000",
            "99999999999");

    private record Seed(String contentType, byte[] body) {}

    private final SoapCodec codec = Decoding.codec();
    private final List<Seed> seeds = seeds();
    private final Random random = new Random(20261125);

    private static List<Seed> seeds() {
        List<Seed> seeds = new ArrayList<>();
        HostileXml.contents().values().forEach(content -> {
            for (Place place : Place.values()) {
                seeds.add(seed("text/xml; charset=UTF-8", place.envelope.apply(content.apply(20))));
            }
        });
        seeds.add(seed("text/xml", StatusService.envelope(StatusService.okBody("fine"))));
        seeds.add(seed("application/soap+xml", "<html><body>Sign in</body></html>"));
        String include = "<s:content xmlns:s='" + StatusService.NS + "'>"
                + "<x:Include xmlns:x='http://www.w3.org/2004/08/xop/include' href='cid:a@x'/></s:content>";
        seeds.add(
                seed(
                        MULTIPART,
                        "--b\r\nContent-Type: application/xop+xml\r\n\r\n"
                                + Decoding.envelope("", "<d>" + include + "</d>")
                                + "\r\n--b\r\nContent-ID: <a@x>\r\nContent-Transfer-Encoding: base64\r\n\r\nQUJD\r\n--b--\r\n"));
        return seeds;
    }

    private static Seed seed(String contentType, String body) {
        return new Seed(contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void everyResponseHasAnOutcome() {
        for (int done = 0; done < ROUNDS; done += BATCH) {
            Assertions.assertTimeout(MOST_TIME_PER_BATCH, () -> {
                for (int i = 0; i < BATCH; i++) {
                    decodeOne();
                }
            });
        }
    }

    private void decodeOne() {
        Seed seed = seeds.get(random.nextInt(seeds.size()));
        byte[] body = damaged(seed.body());
        Class<?> type = TYPES.get(random.nextInt(TYPES.size()));
        String contentType = random.nextInt(10) == 0 ? MULTIPART : seed.contentType();
        HttpResponse response = Decoding.response(contentType, body);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        Decoded decoded;
        try {
            decoded = codec.decode(Decoding.request(type), response, () -> {});
        } catch (Throwable e) {
            throw new AssertionError(type + ", " + contentType + ": " + new String(body, StandardCharsets.UTF_8), e);
        }
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
                .as("%s, %s", type, contentType)
                .isLessThan(MOST_MEMORY);
        if (decoded instanceof Decoded.Failure failure) {
            assertThat(failure.failure()).isInstanceOfAny(CalloutFaultException.class, CalloutResponseException.class);
            assertThat(failure.failure().getMessage()).isNotBlank();
        } else if (decoded instanceof Decoded.NotSoap notSoap) {
            assertThat(notSoap.problem()).isNotBlank();
        }
    }

    private byte[] damaged(byte[] seed) {
        byte[] body = seed.clone();
        for (int changes = random.nextInt(4); changes >= 0 && body.length > 2; changes--) {
            int at = random.nextInt(body.length);
            int to = at + random.nextInt(Math.min(40, body.length - at));
            switch (random.nextInt(5)) {
                case 0 -> body[at] = (byte) random.nextInt();
                case 1 -> body = joined(body, at, new byte[0], to);
                case 2 -> body = joined(body, at, Arrays.copyOfRange(body, at, to), at);
                case 3 -> body = joined(body, at, fragment(), at);
                default -> body = random.nextInt(8) == 0 ? Arrays.copyOf(body, at) : body;
            }
        }
        return body;
    }

    private byte[] fragment() {
        return FRAGMENTS.get(random.nextInt(FRAGMENTS.size())).getBytes(StandardCharsets.UTF_8);
    }

    /** The bytes before a position, new ones, and those from another position on. */
    private static byte[] joined(byte[] body, int before, byte[] added, int after) {
        byte[] joined = Arrays.copyOf(body, before + added.length + body.length - after);
        System.arraycopy(added, 0, joined, before, added.length);
        System.arraycopy(body, after, joined, before + added.length, body.length - after);
        return joined;
    }
}
