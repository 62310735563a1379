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
 * The plain socket under TLS: a connected channel that JSSE uses as a {@link Socket}.
 *
 * <p>It differs from the JDK's own in two ways. A write that fails because the other side has closed the connection does not throw; reading
 * reports the failure after everything that the other side has sent (usually an alert). And {@link #looksClosed()} checks without waiting
 * whether an idle connection is still usable.
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
     * Whether an idle connection is no longer usable: the other side has closed it, or has sent unexpected data, which is a close_notify or
     * a response without a request.
     */
    public boolean looksClosed() {
        if (input.hasReadAhead() || input.writeFailure() != null || !channel.isOpen()) {
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

    /** Starts to record the first line from the other side. */
    public void recordFirstLine() {
        input.recordFirstLine();
    }

    /** The first line that the other side sent, as far as it has arrived, or empty if it is not text. For the thread that reads. */
    public String firstLine() {
        return input.firstLine();
    }

    /** Makes all operations non-blocking: further writes are sent immediately or not at all, and nothing more is read. */
    public void stopReading() {
        input.stopReading();
        try {
            channel.configureBlocking(false);
        } catch (IOException e) {
            // Already closed, which has the same effect.
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
            if (input.stopped()) {
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
