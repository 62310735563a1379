package io.callout4j.internal.http;

import io.callout4j.error.CalloutException;
import io.callout4j.internal.text.ForeignText;
import io.callout4j.spi.HttpResponse;
import io.callout4j.spi.SoapCodec.Encoded;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.hc.core5.http.Header;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs requests and responses at DEBUG with the logger {@code io.callout4j.wire}, without secrets: values of headers only if the header is
 * known to be harmless, no values of a query, XML after {@link Redaction}, and no body that cannot be parsed.
 *
 * <p>A server cannot forge log lines: each line that it sent starts with {@code <} and contains no control characters. Thread-safe.
 */
final class WireLog {

    private static final Logger LOG = LoggerFactory.getLogger("io.callout4j.wire");

    /** A larger body is described but not logged. */
    private static final int MAX_SHOWN_BYTES = 64 * 1024;

    private static final int MAX_VALUE_LENGTH = 1_000;

    /** Everything else is hidden: cookies, credentials, locations with tokens, and unknown headers. */
    private static final Set<String> HARMLESS_HEADERS = Set.of(
            "accept",
            "accept-encoding",
            "allow",
            "cache-control",
            "connection",
            "content-encoding",
            "content-language",
            "content-length",
            "content-type",
            "date",
            "expires",
            "host",
            "keep-alive",
            "last-modified",
            "mime-version",
            "pragma",
            "retry-after",
            "server",
            "soapaction",
            "strict-transport-security",
            "traceparent",
            "transfer-encoding",
            "user-agent",
            "vary",
            "via",
            "x-content-type-options",
            "x-frame-options");

    private final Redaction redaction;
    private final AtomicLong count = new AtomicLong();

    WireLog(Set<String> redacted) {
        redaction = new Redaction(redacted);
    }

    /** Whether it is enabled. Checked once per exchange. */
    boolean isOn() {
        return LOG.isDebugEnabled();
    }

    /** Logs a request; returns the number to log its response with. */
    long request(HttpRequest request, org.apache.hc.core5.http.HttpRequest head) {
        long number = count.incrementAndGet();
        Lines lines = new Lines("#" + number + " to " + request.endpoint().authority(), '>');
        lines.add(head.getMethod() + " " + target(head.getRequestUri()) + " HTTP/1.1");
        for (Header header : head.getHeaders()) {
            lines.header(header.getName(), header.getValue());
        }
        Encoded shown = request.shown();
        if (shown != null) {
            lines.body(shown.body(), shown.length(), shown.headers().get("Content-Type"), "UTF-8");
        }
        LOG.debug("{}", lines);
        return number;
    }

    /** Logs a response. */
    void response(long number, HttpResponse response) {
        Lines lines = head(number, response.status() + " " + response.reason(), response.headers());
        lines.body(response.body(), response.length(), response.contentType(), response.charset());
        LOG.debug("{}", lines);
    }

    /** Logs what was received of a lost response; the caller gets the exception. */
    void lost(long number, HttpConnection.@Nullable Head head, Exception failure) {
        String why = failure instanceof CalloutException callout
                ? callout.outcome()
                : failure.getClass().getSimpleName();
        Lines lines = head == null
                ? new Lines("#" + number + " from the server", '<').add("no response (" + why + ")")
                : head(number, Integer.toString(head.status()), head.headers())
                        .add("")
                        .add("[lost: " + why + "]");
        LOG.debug("{}", lines);
    }

    private Lines head(long number, String status, Map<String, String> headers) {
        Lines lines = new Lines("#" + number + " from the server", '<').add("HTTP/1.1 " + status);
        headers.forEach(lines::header);
        return lines;
    }

    /** A request target without the values of its query and the parameters of its path, which may be a session ID. */
    private static String target(String target) {
        int query = target.indexOf('?');
        String path = (query < 0 ? target : target.substring(0, query)).replaceAll(";[^/]*", ";" + Redaction.HIDDEN);
        if (query < 0) {
            return path;
        }
        String names = target.substring(query + 1)
                .replaceAll("=[^&]*", "=" + Redaction.HIDDEN)
                .replaceAll("(^|&)[^&=]+(?=&|$)", "$1" + Redaction.HIDDEN);
        return path + "?" + names;
    }

    /** The lines of one message. */
    private final class Lines {

        private final StringBuilder text;
        private final char mark;

        Lines(String title, char mark) {
            this.text = new StringBuilder(title);
            this.mark = mark;
        }

        Lines add(String line) {
            text.append('\n').append(mark).append(' ').append(clean(line));
            return this;
        }

        void header(String name, @Nullable String value) {
            boolean harmless = HARMLESS_HEADERS.contains(name.toLowerCase(Locale.ROOT));
            String shown = value == null ? "" : value;
            add(name + ": "
                    + (harmless ? shown.substring(0, Math.min(MAX_VALUE_LENGTH, shown.length())) : Redaction.HIDDEN));
        }

        void body(byte[] bytes, int length, @Nullable String type, @Nullable String encoding) {
            if (length == 0) {
                return;
            }
            add("");
            String xml = length > MAX_SHOWN_BYTES || (type != null && type.startsWith("multipart/"))
                    ? null
                    : redaction.copy(bytes, length, encoding);
            if (xml == null) {
                add("[" + length + " bytes of " + (type == null ? "no content type" : cut(type)) + "]");
            } else {
                xml.lines().forEach(this::add);
            }
        }

        private String cut(String value) {
            return value.length() <= MAX_VALUE_LENGTH ? value : value.substring(0, MAX_VALUE_LENGTH) + "…";
        }

        /** Some viewers treat other characters as line ends too, or overwrite text because of them. */
        private String clean(String line) {
            return Arrays.stream(line.split("\t", -1)).map(ForeignText::escaped).collect(Collectors.joining("\t"));
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
