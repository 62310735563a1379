package io.callout4j.internal.http;

import io.callout4j.error.CalloutResponseException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** The body of a response, read whole and not past the limit. */
record ResponseBody(byte[] bytes, int length) {

    private static final int FIRST_BUFFER = 8 * 1024;

    /** Reads the content to its end; the limit counts what comes out of decompression, which is what memory has to hold. */
    static ResponseBody read(InputStream content, long announced, @Nullable String coding, int limit)
            throws IOException {
        String codingName = coding == null ? "identity" : coding.strip().toLowerCase(Locale.ROOT);
        return switch (codingName) {
            case "identity", "" -> {
                if (announced > limit) {
                    throw tooLarge(limit, Long.toString(announced));
                }
                yield read(content, announced > 0 ? (int) announced : FIRST_BUFFER, limit);
            }
            case "gzip", "x-gzip" -> unpacked(content, limit);
            default ->
                throw new CalloutResponseException(
                        "The answer is encoded as \"" + codingName
                                + "\" (Content-Encoding), which this side does not understand. Ask the service for plain or"
                                + " gzip answers with an Accept-Encoding header in inputHttpHeaders_x.",
                        null);
        };
    }

    private static ResponseBody unpacked(InputStream content, int limit) throws IOException {
        PackedStream packed = new PackedStream(content, limit);
        if (packed.isEmpty()) {
            return new ResponseBody(new byte[0], 0);
        }
        UnpackedStream unpacking = new UnpackedStream(packed);
        ResponseBody unpacked = read(unpacking, FIRST_BUFFER, limit);
        if (unpacking.hasLeftOver() || packed.read() >= 0) {
            throw new IOException("something follows the end of the gzip data");
        }
        return unpacked;
    }

    /** The JDK takes whatever follows a gzip member in its buffer for nothing; it is looked at here. */
    private static final class UnpackedStream extends GZIPInputStream {
        /** CRC and length at the end of a member (RFC 1952 section 2.3.1), which the JDK leaves in the buffer. */
        private static final int TRAILER = 8;

        UnpackedStream(InputStream in) throws IOException {
            super(in);
        }

        boolean hasLeftOver() {
            return inf.getRemaining() > TRAILER;
        }
    }

    /**
     * The packed bytes. It never says that more is available: the JDK would then look for a further gzip member after each one, by
     * recursion, and many empty members would exhaust the stack.
     */
    private static final class PackedStream extends PushbackInputStream {
        private final int limit;
        private long count;

        PackedStream(InputStream in, int limit) {
            super(in, 1);
            this.limit = limit;
        }

        boolean isEmpty() throws IOException {
            int first = read();
            if (first < 0) {
                return true;
            }
            unread(first);
            return false;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int more) throws IOException {
            count += more;
            // Packed, a response is hardly ever larger than unpacked, and never by much (RFC 1951 section 3.2.4).
            if (count > limit + limit / 100 + 1_000L) {
                throw tooLarge(limit, "more than " + limit);
            }
        }

        @Override
        public int available() {
            return 0;
        }
    }

    private static ResponseBody read(InputStream in, int expected, int limit) throws IOException {
        byte[] buffer = new byte[Math.max(1, Math.min(expected, limit))];
        int length = 0;
        while (true) {
            if (length == buffer.length) {
                int next = in.read();
                if (next < 0) {
                    return new ResponseBody(buffer, length);
                }
                if (length >= limit) {
                    throw tooLarge(limit, "more than " + limit);
                }
                buffer = Arrays.copyOf(buffer, (int) Math.min(limit, Math.max(FIRST_BUFFER, buffer.length * 2L)));
                buffer[length++] = (byte) next;
            }
            int count = in.read(buffer, length, buffer.length - length);
            if (count < 0) {
                return new ResponseBody(buffer, length);
            }
            length += count;
        }
    }

    /** More than the limit allows; the rest was not read. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLargeException(String message) {
            super(message);
        }
    }

    private static TooLargeException tooLarge(int limit, String size) {
        return new TooLargeException(
                "Exceeded max size limit of " + limit + " with response size " + size
                        + ". The rest was not read. Ask for less, or set a higher limit: limits.responseBytes in the configuration, or Callouts.builder().limits(…).");
    }
}
