package io.callout4j.cxf;

import io.callout4j.spi.SoapCodec.Encoded;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** A buffer for output, up to a limit. */
final class LimitedBuffer extends OutputStream {

    private static final int INITIAL_SIZE = 2 * 1024;

    private final Bytes bytes = new Bytes();
    private final int limit;
    private boolean exceeded;

    LimitedBuffer(int limit) {
        this.limit = limit;
    }

    @Override
    public void write(int value) throws IOException {
        room(1);
        bytes.write(value);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        room(length);
        bytes.write(from, offset, length);
    }

    private void room(int more) throws IOException {
        if (bytes.size() + (long) more > limit) {
            exceeded = true;
            throw new IOException("more than " + limit + " bytes");
        }
    }

    boolean exceeded() {
        return exceeded;
    }

    Encoded toRequest(Map<String, String> headers) {
        return new Encoded(bytes.array(), bytes.size(), headers);
    }

    private static final class Bytes extends ByteArrayOutputStream {
        Bytes() {
            super(INITIAL_SIZE);
        }

        /** The buffer itself: a request is written once and sent once, so no copy is needed. */
        byte[] array() {
            return buf;
        }
    }
}
