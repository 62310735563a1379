package io.callout4j.cxf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.callout4j.Callouts;
import io.callout4j.error.CalloutConnectException;
import io.callout4j.error.CalloutException;
import io.callout4j.error.CalloutTlsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is reported if no connection can be established. */
class ReachTest {

    private final Callouts callouts = Pki.callouts().build();

    @AfterEach
    void close() {
        callouts.close();
    }

    private <E extends CalloutException> E failed(Class<E> type, String url) {
        StatusService.Port port = new StatusService.Port(callouts, url);
        return catchThrowableOfType(type, () -> port.updateStatus("1", "x"));
    }

    @Test
    void anUnknownHostIsReported() {
        CalloutConnectException thrown = failed(CalloutConnectException.class, "https://no-such-host.invalid/service");
        assertThat(thrown.findings().get(0).code()).isEqualTo("name-not-resolved");
        assertThat(thrown).hasMessageContaining("no-such-host.invalid").hasMessageContaining("Check the spelling");
    }

    @Test
    void aRefusedConnectionIsReported() throws IOException {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        CalloutConnectException thrown = failed(CalloutConnectException.class, "https://127.0.0.1:" + port + "/");
        assertThat(thrown.findings().get(0).code()).isEqualTo("connection-refused");
        assertThat(thrown).hasMessageContaining("127.0.0.1:" + port).hasMessageContaining("Connection refused");
    }

    @Test
    void everyAddressOfAHostIsTried() {
        // localhost may have ::1 before or after 127.0.0.1; the server listens on only one of them.
        try (LoopbackServer server = LoopbackServer.tls(Pki.SERVER, StatusService.always(StatusService.ok("fine")))) {
            assertThat(new StatusService.Port(callouts, server.url("localhost")).updateStatus("1", "x"))
                    .isEqualTo("fine");
        }
    }

    @Test
    void anInterruptedThreadIsReportedAsInterrupted() {
        try (LoopbackServer server = LoopbackServer.tls(Pki.SERVER, StatusService.always(StatusService.ok("fine")))) {
            Thread.currentThread().interrupt();
            CalloutConnectException thrown = failed(CalloutConnectException.class, server.url());
            assertThat(Thread.interrupted()).as("stays interrupted").isTrue();
            assertThat(thrown).hasMessageContaining("interrupted").hasMessageContaining("Nothing was sent");
            assertThat(thrown.findings()).isEmpty();
        }
    }

    @Test
    void aPortThatSpeaksPlainHttpIsReported() {
        LoopbackServer.Script answerAnything = peer -> {
            peer.in.read();
            peer.send(StatusService.http(400, "text/plain", "Bad Request"));
        };
        try (LoopbackServer server = LoopbackServer.plain(answerAnything)) {
            CalloutTlsException thrown =
                    failed(CalloutTlsException.class, server.url().replace("http:", "https:"));
            assertThat(thrown.findings().get(0).code()).isEqualTo("not-tls");
        }
    }

    @Test
    void aServerThatClosesTheConnectionInTheHandshakeIsReported() {
        try (LoopbackServer server = LoopbackServer.plain(peer -> peer.in.read(new byte[100]))) {
            CalloutTlsException thrown =
                    failed(CalloutTlsException.class, server.url().replace("http:", "https:"));
            assertThat(thrown.findings().get(0).code()).isEqualTo("handshake-cut");
        }
    }

    @Test
    void aServerWithOnlyDeprecatedTlsVersionsIsReported() {
        try (LoopbackServer server = LoopbackServer.plain(peer -> {
            peer.in.read(new byte[100]);
            // Alert, level fatal, protocol_version (RFC 5246 section 7.2): what an old server sends.
            peer.out.write(new byte[] {21, 3, 1, 0, 2, 2, 70});
            peer.out.flush();
        })) {
            CalloutTlsException thrown =
                    failed(CalloutTlsException.class, server.url().replace("http:", "https:"));
            assertThat(thrown.findings().get(0).code()).isEqualTo("tls-version-mismatch");
        }
    }
}
