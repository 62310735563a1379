package io.callout4j.cxf;

import io.callout4j.HandshakeRecord;
import java.io.ByteArrayInputStream;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP answer, read whole.
 *
 * @param endedByClosing whether nothing but the end of the connection told where the body ends
 */
record HttpAnswer(
        int status,
        String reason,
        Map<String, String> headers,
        byte[] body,
        int length,
        boolean endedByClosing,
        HandshakeRecord handshake) {

    @Nullable
    String contentType() {
        return headers.get("Content-Type");
    }

    /** The content type without parameters, in lower case; empty where there is none. */
    String mediaType() {
        String type = contentType();
        if (type == null) {
            return "";
        }
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    }

    ByteArrayInputStream stream() {
        return new ByteArrayInputStream(body, 0, length);
    }
}
