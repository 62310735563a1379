package io.callout4j.internal.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The bytes from the other side. It reads ahead, because JSSE reads each record's header and content separately, and it records the first
 * line from the other side. Used by one thread at a time, except for {@link #stopReading()}.
 */
final class WireInput extends InputStream {

    private static final int MAX_LINE = 80;
    private static final int READ_AHEAD = 4 * 1024;

    private final SocketChannel channel;
    private final InputStream in;

    private byte @Nullable [] ahead;
    private int next;
    private int end;

    /** The first bytes that were read since {@link #recordFirstLine()}. */
    private final byte[] first = new byte[MAX_LINE];

    private int recorded;
    private volatile @Nullable IOException writeFailure;
    private volatile boolean stopped;

    WireInput(SocketChannel channel) throws IOException {
        this.channel = channel;
        this.in = channel.socket().getInputStream();
    }

    /** Called if a write has failed: reading reports the failure after everything that the other side has sent. */
    void writeFailed(IOException failure) {
        writeFailure = failure;
    }

    @Nullable
    IOException writeFailure() {
        return writeFailure;
    }

    /** Stops reading: every further read returns the end of the stream. */
    void stopReading() {
        stopped = true;
    }

    boolean stopped() {
        return stopped;
    }

    /** Whether bytes have been read ahead. */
    boolean hasReadAhead() {
        return next < end;
    }

    /** Starts to record the first line from the other side. */
    void recordFirstLine() {
        recorded = 0;
    }

    /** The first line that the other side sent, as far as it has arrived, or empty if it is not text. */
    String firstLine() {
        ByteBuffer line = ByteBuffer.wrap(first).position(recorded);
        if (ahead != null) {
            line.put(ahead, next, Math.min(line.remaining(), end - next));
        }
        try {
            channel.configureBlocking(false);
            while (line.hasRemaining() && channel.read(line) > 0) {
                // Until nothing more is available.
            }
        } catch (IOException e) {
            // What was received before is sufficient.
        }
        String text = new String(first, 0, line.position(), StandardCharsets.ISO_8859_1);
        String sent = text.split("[\\r\\n]", 2)[0];
        return sent.chars().allMatch(c -> c >= ' ' && c <= '~') ? sent.strip() : "";
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (stopped) {
            return -1;
        }
        if (length == 0) {
            return 0;
        }
        int count = hasReadAhead() || length < READ_AHEAD
                ? fromAhead(bytes, offset, length)
                : fromWire(bytes, offset, length);
        if (count > 0 && recorded < first.length) {
            int copied = Math.min(count, first.length - recorded);
            System.arraycopy(bytes, offset, first, recorded, copied);
            recorded += copied;
        }
        return count;
    }

    private int fromAhead(byte[] bytes, int offset, int length) throws IOException {
        byte[] buffer = ahead;
        if (buffer == null) {
            buffer = new byte[READ_AHEAD];
            ahead = buffer;
        }
        if (!hasReadAhead()) {
            int count = fromWire(buffer, 0, buffer.length);
            if (count < 0) {
                return count;
            }
            next = 0;
            end = count;
        }
        int taken = Math.min(length, end - next);
        System.arraycopy(buffer, next, bytes, offset, taken);
        next += taken;
        return taken;
    }

    private int fromWire(byte[] bytes, int offset, int length) throws IOException {
        int count;
        try {
            count = in.read(bytes, offset, length);
        } catch (IOException e) {
            IOException earlier = writeFailure;
            if (earlier != null && earlier != e) {
                e.addSuppressed(earlier);
            }
            throw e;
        }
        IOException earlier = writeFailure;
        if (count < 0 && earlier != null) {
            throw earlier;
        }
        return count;
    }

    @Override
    public int available() throws IOException {
        // When JSSE closes a socket, it reads until nothing is available.
        return stopped ? 0 : end - next + in.available();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
