package io.callout4j.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;
import org.apache.hc.core5.util.CharArrayBuffer;

/**
 * Checks each line of a response (status line, headers, chunk sizes, trailers) before HttpCore parses it, because HttpCore accepts lines that
 * others read differently, such as the chunk size {@code +5}. For one connection; used by one thread.
 */
final class MessageLines extends SessionInputBufferImpl {

    /** RFC 9112 sections 2.3 and 4; the major version must be 1, and the status at least 100. */
    private static final Pattern STATUS = Pattern.compile("(?s)HTTP/1\\.\\d [1-9]\\d\\d(?: .*)?");

    /** A name must be a token without a space before the colon (RFC 9112 section 5.1, RFC 9110 section 5.6.2). */
    private static final Pattern HEADER = Pattern.compile("(?s)[!#$%&'*+.^_`|~0-9A-Za-z-]++:.*");

    /** RFC 9112 section 7.1: only hexadecimal digits, without a sign, a prefix, or a space. */
    private static final Pattern CHUNK = Pattern.compile("(?s)[0-9A-Fa-f]++(?:[ \\t]*+;.*)?");

    private static final Pattern LAST_CHUNK = Pattern.compile("(?s)0+(?:[^0-9A-Fa-f].*)?");

    private enum Expected {
        STATUS,
        FIRST_HEADER,
        HEADERS,
        CHUNKS
    }

    private Expected expected = Expected.STATUS;

    MessageLines(int bufferSize, int maxLineLength) {
        super(bufferSize, maxLineLength);
    }

    /** A status line is expected next. */
    void beginHead() {
        expected = Expected.STATUS;
    }

    /** A chunk is expected next. */
    void beginChunks() {
        expected = Expected.CHUNKS;
    }

    @Override
    public int readLine(CharArrayBuffer line, InputStream in) throws IOException {
        int start = line.length();
        int count = super.readLine(line, in);
        if (count > 0 && line.length() > start) {
            check(line.substring(start, line.length()));
        }
        return count;
    }

    private void check(String line) throws IOException {
        // RFC 9110 section 5.5 and RFC 9112 section 2.2: such a line is invalid.
        if (line.indexOf('\r') >= 0 || line.indexOf('\0') >= 0) {
            throw new IOException("a line of it contains a carriage return or a null character");
        }
        switch (expected) {
            case STATUS -> {
                require(STATUS.matcher(line).matches(), "it does not begin with a status line of HTTP/1.1");
                expected = Expected.FIRST_HEADER;
            }
            case FIRST_HEADER -> {
                require(HEADER.matcher(line).matches(), "its first header is invalid");
                expected = Expected.HEADERS;
            }
            case HEADERS -> {
                // A line that begins with a space continues the one before (RFC 9112 section 5.2).
                boolean folded = line.charAt(0) == ' ' || line.charAt(0) == '\t';
                require(folded || HEADER.matcher(line).matches(), "one of its headers is invalid");
            }
            case CHUNKS -> {
                if (!CHUNK.matcher(line).matches()) {
                    throw new MalformedChunkCodingException("the size of a chunk is invalid");
                }
                if (LAST_CHUNK.matcher(line).matches()) {
                    expected = Expected.FIRST_HEADER;
                }
            }
        }
    }

    private static void require(boolean valid, String problem) throws IOException {
        if (!valid) {
            throw new IOException(problem);
        }
    }
}
