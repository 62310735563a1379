package io.callout4j.cxf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** A SOAP message ready to be sent: the body, and the headers that describe it. */
@SuppressWarnings(
        "ArrayRecordComponent") // handed straight from the encoder to the connection; copying would cost for nothing
record EncodedRequest(byte[] body, int length, Map<String, String> headers) {

    /** The same, packed where the caller's own headers say that it is. */
    EncodedRequest packedAs(Map<String, String> callersHeaders) {
        for (Map.Entry<String, String> header : callersHeaders.entrySet()) {
            if (header.getKey().equalsIgnoreCase("Content-Encoding")
                    && header.getValue().strip().equalsIgnoreCase("gzip")) {
                return packed();
            }
        }
        return this;
    }

    private EncodedRequest packed() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(length / 4 + 64);
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new EncodedRequest(bytes.toByteArray(), bytes.size(), headers);
    }
}
