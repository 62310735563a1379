package io.callout4j.spi;

import io.callout4j.error.HandshakeRecord;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP response, read completely. The array is not copied, so it must not be changed.
 *
 * @param status the status code
 * @param reason the reason phrase, empty if there is none
 * @param headers names as first received, repeats joined with {@code ", "}; lookup ignores case
 * @param body the bytes of the body after decompression, perhaps followed by unused space
 * @param length how many of the bytes are used
 * @param endedByClosing whether the body had no length and ended when the connection was closed
 * @param handshake what was observed while connecting
 */
@SuppressWarnings("ArrayRecordComponent") // copying each response would be a waste
public record HttpResponse(
        int status,
        String reason,
        Map<String, String> headers,
        byte[] body,
        int length,
        boolean endedByClosing,
        HandshakeRecord handshake) {

    /**
     * The content type.
     *
     * @return the header, or null if there is none
     */
    public @Nullable String contentType() {
        return headers.get("Content-Type");
    }

    /**
     * The content type without parameters, in lower case.
     *
     * @return such as {@code text/xml}; empty if there is none
     */
    public String mediaType() {
        String type = contentType();
        if (type == null) {
            return "";
        }
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    }

    /**
     * The charset that the content type names.
     *
     * @return its name, or null if it is not supported or the XML declaration determines it (RFC 7303 section 3)
     */
    public @Nullable String charset() {
        String name = mediaType().startsWith("multipart/") ? null : contentTypeParameter("charset");
        try {
            return name != null && Charset.isSupported(name) ? name : null;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return null;
        }
    }

    /**
     * A parameter of the content type (RFC 9110 section 5.6.6).
     *
     * @param name such as {@code boundary}, in any case
     * @return its value without quotes, or null if there is none; the first one if it is repeated
     */
    public @Nullable String contentTypeParameter(String name) {
        String type = contentType();
        return type == null ? null : ContentTypeParameters.find(type, name);
    }

    /**
     * The first part of the body as text.
     *
     * @param most how many characters at most
     * @return the text
     */
    public String text(int most) {
        String name = charset();
        Charset charset = name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
        // Four bytes are enough for any character; an incomplete one at the end is dropped.
        String text = new String(body, 0, Math.min(length, 4 * most), charset);
        return text.length() <= most ? text : text.substring(0, most);
    }

    /**
     * The body as a stream.
     *
     * @return a new stream from its beginning
     */
    public ByteArrayInputStream stream() {
        return new ByteArrayInputStream(body, 0, length);
    }
}
