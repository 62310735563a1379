package io.callout4j.internal.http;

import io.callout4j.error.CalloutPhase;
import io.callout4j.internal.net.Deadline;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.MessageConstraintException;
import org.jspecify.annotations.Nullable;

/** Monitors what the server sends: when the response begins, whether the stream has ended, how large the headers are. */
final class ResponseStream extends InputStream {

    private final InputStream in;
    private @Nullable Deadline deadline;
    private boolean begun;
    private boolean ended;
    private long left;
    private int limit;

    ResponseStream(InputStream in) {
        this.in = in;
    }

    /** A new response is expected; its headers may have at most this size. */
    void begin(Deadline until, int headerBytes) {
        deadline = until;
        begun = false;
        ended = false;
        left = headerBytes;
        limit = headerBytes;
    }

    /** The headers have been read; the body has a limit of its own. */
    void headersEnd() {
        left = Long.MAX_VALUE;
    }

    boolean begun() {
        return begun;
    }

    boolean ended() {
        return ended;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (left <= 0) {
            throw new MessageConstraintException(
                    "its headers are larger than " + limit
                            + " bytes (limits.headerBytes in the configuration or CalloutLimits.withHeaderBytes sets another limit)");
        }
        int count = in.read(bytes, offset, length);
        if (count < 0) {
            ended = true;
            return count;
        }
        left -= count;
        if (!begun) {
            begun = true;
            if (deadline != null) {
                deadline.enter(CalloutPhase.READ);
            }
        }
        return count;
    }

    @Override
    public int available() throws IOException {
        return in.available();
    }
}
