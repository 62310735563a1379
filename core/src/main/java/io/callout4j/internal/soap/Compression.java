package io.callout4j.internal.soap;

import io.callout4j.spi.SoapCodec.Encoded;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Compresses requests. */
final class Compression {

    private Compression() {}

    /** The request, compressed if the caller's own headers say that it is. */
    static Encoded ofRequest(Encoded request, Map<String, String> callersHeaders) {
        for (Map.Entry<String, String> header : callersHeaders.entrySet()) {
            if (header.getKey().equalsIgnoreCase("Content-Encoding")
                    && header.getValue().strip().equalsIgnoreCase("gzip")) {
                return gzip(request);
            }
        }
        return request;
    }

    private static Encoded gzip(Encoded request) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(request.length() / 4 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(request.body(), 0, request.length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Encoded(bytes.toByteArray(), bytes.size(), request.headers());
    }
}
