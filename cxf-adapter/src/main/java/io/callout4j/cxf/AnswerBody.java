package io.callout4j.cxf;

import io.callout4j.CalloutResponseException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The body of an answer, read whole and not past the limit. */
record AnswerBody(byte[] bytes, int length) {

    private static final int FIRST_BUFFER = 8 * 1024;

    /** Reads the content to its end; the limit counts what comes out of decompression, which is what memory has to hold. */
    static AnswerBody read(InputStream content, long announced, @Nullable String coding, int limit) throws IOException {
        String codingName = coding == null ? "identity" : coding.strip().toLowerCase(Locale.ROOT);
        return switch (codingName) {
            case "identity", "" -> {
                if (announced > limit) {
                    throw tooLarge(limit, Long.toString(announced));
                }
                yield read(content, announced > 0 ? (int) announced : FIRST_BUFFER, limit);
            }
            case "gzip", "x-gzip" -> {
                if (announced == 0) {
                    yield new AnswerBody(new byte[0], 0);
                }
                AnswerBody unpacked = read(new GZIPInputStream(content), FIRST_BUFFER, limit);
                if (content.read() >= 0) {
                    throw new IOException("something follows the end of the gzip data");
                }
                yield unpacked;
            }
            default ->
                throw new CalloutResponseException(
                        "The answer is encoded as \"" + codingName
                                + "\" (Content-Encoding), which this side does not understand. Ask the service for plain or"
                                + " gzip answers with an Accept-Encoding header in inputHttpHeaders_x.",
                        null);
        };
    }

    private static AnswerBody read(InputStream in, int expected, int limit) throws IOException {
        byte[] buffer = new byte[Math.max(1, Math.min(expected, limit))];
        int length = 0;
        while (true) {
            if (length == buffer.length) {
                int next = in.read();
                if (next < 0) {
                    return new AnswerBody(buffer, length);
                }
                if (length >= limit) {
                    throw tooLarge(limit, "more than " + limit);
                }
                buffer = Arrays.copyOf(buffer, (int) Math.min(limit, Math.max(FIRST_BUFFER, buffer.length * 2L)));
                buffer[length++] = (byte) next;
            }
            int count = in.read(buffer, length, buffer.length - length);
            if (count < 0) {
                return new AnswerBody(buffer, length);
            }
            length += count;
        }
    }

    private static CalloutResponseException tooLarge(int limit, String size) {
        return new CalloutResponseException(
                "Exceeded max size limit of " + limit + " with response size " + size
                        + ". The rest was not read. Ask for less, or set a higher limit with Callouts.builder().limits(…).",
                null);
    }
}
