package io.callout4j.internal.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WireInputTest {

    private interface Use {
        void of(WireInput input, SocketChannel other) throws IOException;
    }

    private static void connected(Use use) throws IOException {
        try (ServerSocketChannel listener =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                SocketChannel mine = SocketChannel.open(listener.getLocalAddress());
                SocketChannel other = listener.accept()) {
            use.of(new WireInput(mine), other);
        }
    }

    @Test
    void readingNothingDoesNotWait() throws IOException {
        connected((input, other) -> assertThat(input.read(new byte[0])).isZero());
    }

    @Test
    void bytesThatWereReadAheadAreReturnedInOrder() throws IOException {
        connected((input, other) -> {
            byte[] sent = new byte[10_000];
            for (int i = 0; i < sent.length; i++) {
                sent[i] = (byte) (i * 31);
            }
            other.write(ByteBuffer.wrap(sent));
            byte[] received = new byte[sent.length];
            assertThat(input.readNBytes(received, 0, 5)).isEqualTo(5);
            assertThat(input.hasReadAhead()).isTrue();
            assertThat(input.readNBytes(received, 5, 9_995)).isEqualTo(9_995);
            assertThat(received).isEqualTo(sent);
            assertThat(input.hasReadAhead()).isFalse();
        });
    }

    @Test
    void bytesThatWereReadAheadBelongToTheFirstLine() throws IOException {
        connected((input, other) -> {
            other.write(ByteBuffer.wrap("200\n220 mail ready\r\n".getBytes(StandardCharsets.US_ASCII)));
            other.shutdownOutput();
            assertThat(input.readNBytes(4)).hasSize(4);
            input.recordFirstLine();
            assertThat(input.firstLine()).isEqualTo("220 mail ready");
        });
    }
}
