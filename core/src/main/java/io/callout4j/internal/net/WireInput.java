package io.callout4j.internal.net;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What comes over the wire. It reads ahead, since JSSE asks for each record's head and content separately, and it remembers what the other
 * side says first. Used by one thread at a time, save {@link #leave()}.
 */
final class WireInput extends InputStream {

    private static final int LONGEST_LINE = 80;
    private static final int MOST_AHEAD = 4 * 1024;

    private final SocketChannel channel;
    private final InputStream in;

    private byte @Nullable [] ahead;
    private int next;
    private int end;

    /** The first bytes that were read since {@link #listen()}. */
    private final byte[] first = new byte[LONGEST_LINE];

    private int heard;
    private volatile @Nullable IOException writeFailure;
    private volatile boolean leaving;

    WireInput(SocketChannel channel) throws IOException {
        this.channel = channel;
        this.in = channel.socket().getInputStream();
    }

    /** A write has failed: whoever reads comes upon it after whatever the other side had still sent. */
    void writeFailed(IOException failure) {
        writeFailure = failure;
    }

    @Nullable
    IOException writeFailure() {
        return writeFailure;
    }

    /** From here on nothing is read. */
    void leave() {
        leaving = true;
    }

    boolean leaving() {
        return leaving;
    }

    /** Whether something has been read that nobody has asked for. */
    boolean isAhead() {
        return next < end;
    }

    /** From here on it counts what the other side says first. */
    void listen() {
        heard = 0;
    }

    /** The first line that the other side has said, as far as it is text and has come. */
    String heard() {
        ByteBuffer line = ByteBuffer.wrap(first).position(heard);
        if (ahead != null) {
            line.put(ahead, next, Math.min(line.remaining(), end - next));
        }
        try {
            channel.configureBlocking(false);
            while (line.hasRemaining() && channel.read(line) > 0) {
                // As long as more has come.
            }
        } catch (IOException e) {
            // What came before counts.
        }
        String text = new String(first, 0, line.position(), StandardCharsets.ISO_8859_1);
        String said = text.split("[\\r\\n]", 2)[0];
        return said.chars().allMatch(c -> c >= ' ' && c <= '~') ? said.strip() : "";
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (leaving) {
            return -1;
        }
        if (length == 0) {
            return 0;
        }
        int count =
                isAhead() || length < MOST_AHEAD ? fromAhead(bytes, offset, length) : fromWire(bytes, offset, length);
        if (count > 0 && heard < first.length) {
            int kept = Math.min(count, first.length - heard);
            System.arraycopy(bytes, offset, first, heard, kept);
            heard += kept;
        }
        return count;
    }

    private int fromAhead(byte[] bytes, int offset, int length) throws IOException {
        byte[] buffer = ahead;
        if (buffer == null) {
            buffer = new byte[MOST_AHEAD];
            ahead = buffer;
        }
        if (!isAhead()) {
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
        // JSSE reads away what is available when it closes, until nothing is.
        return leaving ? 0 : end - next + in.available();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
