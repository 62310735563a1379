package io.callout4j.internal.net;

import io.callout4j.internal.text.ForeignText;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The head of an HTTP response, read to its last byte and no further, because the bytes after it are not HTTP (a tunnel).
 *
 * @param line the status line
 * @param status the status
 * @param headers the header lines
 */
public record HttpHead(String line, int status, List<String> headers) {

    private static final int MAX_LENGTH = 32 * 1024;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.\\d (\\d{3})( .*)?");

    public static HttpHead read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int lineLength = 0;
        while (true) {
            int value = in.read();
            if (value < 0) {
                throw new EOFException(
                        bytes.size() == 0
                                ? "it closed the connection without a response"
                                : "it closed the connection within its response");
            }
            bytes.write(value);
            if (bytes.size() > MAX_LENGTH) {
                throw new IOException("its response has more than " + MAX_LENGTH + " bytes of headers");
            }
            if (value == '\n' && lineLength == 0) {
                return parse(bytes.toString(StandardCharsets.ISO_8859_1));
            }
            lineLength = value == '\n' ? 0 : value == '\r' ? lineLength : lineLength + 1;
        }
    }

    private static HttpHead parse(String text) throws IOException {
        List<String> lines = text.lines().toList();
        Matcher matcher = STATUS.matcher(lines.get(0));
        if (!matcher.matches()) {
            throw new IOException("its response is not HTTP");
        }
        return new HttpHead(
                ForeignText.printable(lines.get(0)),
                Integer.parseInt(matcher.group(1)),
                lines.subList(1, lines.size()));
    }

    /** The first header with that name, or null. */
    @Nullable
    public String header(String name) {
        return headers.stream()
                .filter(header -> header.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(header -> header.substring(name.length() + 1).strip())
                .findFirst()
                .orElse(null);
    }
}
