package io.callout4j.internal.http;

import io.callout4j.error.CalloutResponseException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** The body of a response, read completely, up to the limit. */
record ResponseBody(byte[] bytes, int length) {

    private static final int INITIAL_SIZE = 8 * 1024;

    /** Reads the content to its end. The limit applies to the decompressed size, which is what is kept in memory. */
    static ResponseBody read(InputStream content, long announced, String coding, int limit) throws IOException {
        return switch (coding.toLowerCase(Locale.ROOT)) {
            case "" -> {
                if (announced > limit) {
                    throw tooLarge(limit, Long.toString(announced));
                }
                yield read(content, announced > 0 ? (int) announced : INITIAL_SIZE, limit);
            }
            case "gzip", "x-gzip" -> decompressed(content, limit);
            default ->
                throw new CalloutResponseException(
                        "The response has the Content-Encoding \"" + coding + "\", which is not supported."
                                + " Request plain or gzip responses with an Accept-Encoding header in"
                                + " inputHttpHeaders_x.",
                        null);
        };
    }

    private static ResponseBody decompressed(InputStream content, int limit) throws IOException {
        CompressedStream packed = new CompressedStream(content, limit);
        if (packed.isEmpty()) {
            return new ResponseBody(new byte[0], 0);
        }
        DecompressedStream unpacking = new DecompressedStream(packed);
        ResponseBody unpacked = read(unpacking, INITIAL_SIZE, limit);
        if (unpacking.hasTrailingData() || packed.read() >= 0) {
            throw new IOException("there is data after the end of the gzip data");
        }
        return unpacked;
    }

    /** The JDK ignores whatever follows a gzip member in its buffer; this class detects it. */
    private static final class DecompressedStream extends GZIPInputStream {
        /** The size of CRC and length at the end of a member (RFC 1952 section 2.3.1), which the JDK leaves in the buffer. */
        private static final int TRAILER_BYTES = 8;

        DecompressedStream(InputStream in) throws IOException {
            super(in);
        }

        boolean hasTrailingData() {
            return inf.getRemaining() > TRAILER_BYTES;
        }
    }

    /**
     * The compressed bytes. It never reports that more is available: otherwise the JDK would look for another gzip member after each one,
     * recursively, and many empty members would exhaust the stack.
     */
    private static final class CompressedStream extends PushbackInputStream {
        private final int limit;
        private long count;

        CompressedStream(InputStream in, int limit) {
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
            // A compressed response is rarely larger than the original, and never by much (RFC 1951 section 3.2.4).
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
                buffer = Arrays.copyOf(buffer, (int) Math.min(limit, Math.max(INITIAL_SIZE, buffer.length * 2L)));
                buffer[length++] = (byte) next;
            }
            int count = in.read(buffer, length, buffer.length - length);
            if (count < 0) {
                return new ResponseBody(buffer, length);
            }
            length += count;
        }
    }

    /** The response is larger than the limit; the rest was not read. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLargeException(String message) {
            super(message);
        }
    }

    private static TooLargeException tooLarge(int limit, String size) {
        return new TooLargeException("Exceeded max size limit of " + limit + " with response size " + size
                + ". The rest was not read. Request less data, or set a higher limit: limits.responseBytes"
                + " in the configuration, or Callouts.builder().limits(…).");
    }
}
