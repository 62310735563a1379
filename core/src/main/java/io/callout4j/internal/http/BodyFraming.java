package io.callout4j.internal.http;

import io.callout4j.internal.text.ForeignText;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.HttpException;
import org.jspecify.annotations.Nullable;

/**
 * Where the body of a response ends (RFC 9112 section 6.3).
 *
 * @param length in bytes, or one of the constants of {@link ContentLengthStrategy}
 * @param doubtful whether others could read the length differently, so that the connection must be closed after the response
 */
record BodyFraming(long length, boolean doubtful) {

    private static final Pattern NUMBER = Pattern.compile("0*\\d{1,18}");
    private static final int MAX_SHOWN = 100;

    /**
     * Determines it from the status, the version, and the headers.
     *
     * @param headers repeats joined with commas
     * @throws HttpException if the headers are invalid or contradict each other: the response must be discarded
     */
    static BodyFraming of(int status, boolean http10, Map<String, String> headers) throws HttpException {
        String encoding = headers.get("Transfer-Encoding");
        String length = headers.get("Content-Length");
        if (status == 204 || status == 304) {
            return new BodyFraming(0, encoding != null);
        }
        if (encoding != null) {
            if (!encoding.strip().equalsIgnoreCase("chunked")) {
                throw new HttpException("the Transfer-Encoding of the response is not chunked");
            }
            // RFC 9112 sections 6.1 and 6.3: the chunks count, and the connection must be closed.
            return new BodyFraming(ContentLengthStrategy.CHUNKED, length != null || http10);
        }
        return new BodyFraming(length == null ? ContentLengthStrategy.UNDEFINED : number(length), false);
    }

    private static long number(String value) throws HttpException {
        List<String> all =
                Arrays.stream(value.split(",", -1)).map(String::strip).toList();
        Set<Long> different = all.stream()
                .map(each -> NUMBER.matcher(each).matches() ? Long.parseLong(each) : -1)
                .collect(Collectors.toSet());
        if (different.contains(-1L)) {
            throw new HttpException("the Content-Length of the response is invalid: \"" + shown(value) + "\"");
        }
        if (different.size() > 1) {
            throw new HttpException("the response has different values of Content-Length: " + shown(value));
        }
        return different.iterator().next();
    }

    /**
     * The coding of the content (RFC 9110 section 8.4), without {@code identity}.
     *
     * @param value of the header, repeats joined with commas, or null
     * @return empty if there is none; such as {@code gzip, gzip} if there are several
     */
    static String coding(@Nullable String value) {
        return Arrays.stream((value == null ? "" : value).split(","))
                .map(String::strip)
                .filter(each -> !each.isEmpty() && !each.equalsIgnoreCase("identity"))
                .map(BodyFraming::shown)
                .collect(Collectors.joining(", "));
    }

    private static String shown(String value) {
        String printable = ForeignText.printable(value);
        return printable.length() <= MAX_SHOWN ? printable : printable.substring(0, MAX_SHOWN) + "…";
    }
}
