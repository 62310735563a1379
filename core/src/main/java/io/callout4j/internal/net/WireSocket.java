package io.callout4j.internal.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * The plain socket beneath TLS: a connected channel, seen as a {@link Socket} by JSSE.
 *
 * <p>Two things differ from the JDK's own. A write that fails because the other side has gone does not throw; it is kept, and
 * the reader comes upon it after whatever the other side had still sent (an alert, mostly). And {@link #looksClosed()} tells
 * without waiting whether an idle connection is still good.
 */
@SuppressWarnings(
        "UnsynchronizedOverridesSynchronized") // the channel is thread-safe, and a lock here would let a blocked call
// block close()
public final class WireSocket extends Socket {

    private final SocketChannel channel;
    private final WireInput input;
    private final OutputStream output;

    public WireSocket(SocketChannel channel) throws IOException {
        this.channel = channel;
        this.input = new WireInput(channel);
        this.output = new Output(channel.socket().getOutputStream());
    }

    /**
     * Whether an idle connection can no longer be used: the other side closed it, or has sent something unasked, which
     * is a close_notify or an answer to nothing.
     */
    public boolean looksClosed() {
        if (input.isAhead() || input.writeFailure() != null || !channel.isOpen()) {
            return true;
        }
        try {
            channel.configureBlocking(false);
            try {
                return channel.read(ByteBuffer.allocate(1)) != 0;
            } finally {
                channel.configureBlocking(true);
            }
        } catch (IOException e) {
            return true;
        }
    }

    /** From here on it counts what the other side says first. */
    public void listen() {
        input.listen();
    }

    /** The first line that the other side has said, as far as it is text and has come; for the thread that reads. */
    public String heard() {
        return input.heard();
    }

    /** From here on nothing waits: what is still written goes out at once or not at all, and nothing more is read. */
    public void leave() {
        input.leave();
        try {
            channel.configureBlocking(false);
        } catch (IOException e) {
            // Closed already, which is as good.
        }
    }

    private final class Output extends OutputStream {
        private final OutputStream out;

        Output(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (input.writeFailure() != null) {
                return;
            }
            if (input.leaving()) {
                channel.write(ByteBuffer.wrap(bytes, offset, length));
                return;
            }
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                if (!channel.isOpen()) {
                    throw e;
                }
                input.writeFailed(e);
            }
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public void close() throws IOException {
            WireSocket.this.close();
        }
    }

    @Override
    public InputStream getInputStream() {
        return input;
    }

    @Override
    public OutputStream getOutputStream() {
        return output;
    }

    @Override
    public SocketChannel getChannel() {
        return channel;
    }

    @Override
    public InetAddress getInetAddress() {
        return channel.socket().getInetAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
        return channel.socket().getLocalAddress();
    }

    @Override
    public int getPort() {
        return channel.socket().getPort();
    }

    @Override
    public int getLocalPort() {
        return channel.socket().getLocalPort();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return channel.socket().getRemoteSocketAddress();
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return channel.socket().getLocalSocketAddress();
    }

    @Override
    public boolean isConnected() {
        return channel.socket().isConnected();
    }

    @Override
    public boolean isBound() {
        return true;
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public boolean isInputShutdown() {
        return channel.socket().isInputShutdown();
    }

    @Override
    public boolean isOutputShutdown() {
        return channel.socket().isOutputShutdown();
    }

    @Override
    public void shutdownInput() throws IOException {
        channel.shutdownInput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public int getSoTimeout() throws SocketException {
        return channel.socket().getSoTimeout();
    }

    @Override
    public void setSoTimeout(int timeout) throws SocketException {
        channel.socket().setSoTimeout(timeout);
    }

    @Override
    public int getSoLinger() throws SocketException {
        return channel.socket().getSoLinger();
    }

    @Override
    public void setSoLinger(boolean on, int linger) throws SocketException {
        channel.socket().setSoLinger(on, linger);
    }

    @Override
    public boolean getTcpNoDelay() throws SocketException {
        return channel.socket().getTcpNoDelay();
    }

    @Override
    public void setTcpNoDelay(boolean on) throws SocketException {
        channel.socket().setTcpNoDelay(on);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    @Override
    public String toString() {
        return "wire to " + getRemoteSocketAddress();
    }
}
