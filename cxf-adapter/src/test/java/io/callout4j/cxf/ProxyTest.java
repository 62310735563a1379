package io.callout4j.cxf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.callout4j.Callouts;
import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.error.CalloutConnectException;
import io.callout4j.error.CalloutException;
import io.callout4j.error.CalloutPhase;
import io.callout4j.error.CalloutTimeoutException;
import io.callout4j.trust.HttpProxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Callouts through a proxy. */
@Timeout(60)
class ProxyTest {

    private static Callouts through(int port) {
        return Pki.callouts().proxy(HttpProxy.at("127.0.0.1", port)).build();
    }

    private static StatusService.Port alice(Callouts callouts, String url) {
        StatusService.Port port = new StatusService.Port(callouts, url);
        port.clientCert_x = Pki.text(Pki.ALICE);
        port.clientCertPasswd_x = Pki.PASSWORD;
        port.timeout_x = 20_000;
        return port;
    }

    private static LoopbackServer server() {
        return LoopbackServer.tls(Pki.SERVER, Pki.clients(), StatusService.nameOfClient());
    }

    @Test
    void theServerReceivesTheCertificateAndTheProxySeesOnlyTheTunnel() {
        try (LoopbackServer server = server();
                LoopbackProxy proxy = LoopbackProxy.tunnelling();
                Callouts callouts = through(proxy.port())) {
            StatusService.Port port = alice(callouts, server.url());
            assertThat(port.updateStatus("1", "x")).isEqualTo("CN=Alice");
            assertThat(port.updateStatus("1", "x")).isEqualTo("CN=Alice");
            assertThat(proxy.heads).hasSize(1);
            assertThat(proxy.heads.get(0))
                    .startsWith("CONNECT localhost:" + server.port() + " HTTP/1.1\r\n")
                    .doesNotContain("/service");
        }
    }

    @Test
    void itsCredentialsAreSentOnlyToTheProxy() {
        try (LoopbackServer server = server();
                LoopbackProxy proxy = LoopbackProxy.tunnelling();
                Callouts callouts = Pki.callouts()
                        .proxy(HttpProxy.at("127.0.0.1", proxy.port())
                                .withCredentials("erp", "geheim\u00fc".toCharArray()))
                        .build()) {
            alice(callouts, server.url()).updateStatus("1", "x");
            String basic = Base64.getEncoder().encodeToString("erp:geheim\u00fc".getBytes(StandardCharsets.UTF_8));
            assertThat(proxy.heads.get(0)).contains("Proxy-Authorization: Basic " + basic + "\r\n");
            assertThat(server.requests.get(0).header("Proxy-Authorization")).isNull();
        }
    }

    @Test
    void plainHttpIsForwardedWithTheCompleteUrl() {
        String answer = StatusService.ok("forwarded").replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n");
        try (LoopbackProxy proxy = new LoopbackProxy(answer);
                Callouts callouts = Pki.callouts()
                        .proxy(HttpProxy.at("127.0.0.1", proxy.port()).withCredentials("u", "p".toCharArray()))
                        .build()) {
            String result = new StatusService.Port(callouts, "http://erp.invalid/service").updateStatus("1", "x");
            assertThat(result).isEqualTo("forwarded");
            assertThat(proxy.heads.get(0))
                    .startsWith("POST http://erp.invalid/service HTTP/1.1\r\n")
                    .contains("Host: erp.invalid\r\n")
                    .contains("Proxy-Authorization: Basic ");
        }
    }

    @Test
    void aForwardingProxyThatRejectsTheCallerIsReportedAsTheProxy() {
        try (LoopbackProxy proxy =
                        new LoopbackProxy("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
                Callouts callouts = through(proxy.port())) {
            CalloutConnectException thrown = catchThrowableOfType(
                    CalloutConnectException.class,
                    () -> new StatusService.Port(callouts, "http://erp.invalid/").updateStatus("1", "x"));
            assertThat(thrown.findings().get(0).code()).isEqualTo("proxy-refused");
        }
    }

    @Test
    void bytesFromTheServerDirectlyAfterTheProxysResponseAreRead() {
        try (LoopbackProxy proxy = new LoopbackProxy("HTTP/1.1 200 Tunnel open\r\n\r\nSSH-2.0-OpenSSH_9.9\r\n");
                Callouts callouts = through(proxy.port())) {
            CalloutException thrown =
                    catchThrowableOfType(CalloutException.class, () -> alice(callouts, "https://erp.invalid/")
                            .updateStatus("1", "x"));
            assertThat(thrown.findings().get(0).code()).isEqualTo("not-tls");
            assertThat(thrown.findings().get(0).evidence()).contains("it began with \"SSH-2.0-OpenSSH_9.9\"");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.1 403 Forbidden~~ | Proxy returns \"HTTP/1.1 403 Forbidden\"",
                "HTTP/1.0 407 Proxy Authentication Required~Proxy-Authenticate: Basic realm=\"x\"~~ | and requires"
                        + " Basic authentication",
                "HTTP/1.1 503 Service Unavailable~Content-Length: 3~~abc | 503",
                "SSH-2.0-OpenSSH_9.2~~ | its response is not HTTP",
                "'' | closed the connection without a response"
            })
    void aProxyThatRefusesTheTunnelIsReported(String answer, String shown) {
        try (LoopbackProxy proxy = new LoopbackProxy(answer.replace("~", "\r\n"));
                Callouts callouts = through(proxy.port())) {
            CalloutConnectException thrown = catchThrowableOfType(
                    CalloutConnectException.class,
                    () -> alice(callouts, "https://erp.invalid/service").updateStatus("1", "x"));
            assertThat(thrown)
                    .hasMessageContaining("Unable to tunnel through proxy")
                    .hasMessageContaining(shown);
            assertThat(thrown.getMessage().split("Unable to tunnel", -1))
                    .as("said once")
                    .hasSize(2);
            assertThat(thrown.findings().get(0).code()).isEqualTo("proxy-refused");
        }
    }

    @Test
    void aProxyThatNeverRespondsTimesOutInTheProxyPhase() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Callouts callouts = through(silent.getLocalPort())) {
            StatusService.Port port = alice(callouts, "https://erp.invalid/service");
            port.timeout_x = 2_000;
            CalloutTimeoutException thrown =
                    catchThrowableOfType(CalloutTimeoutException.class, () -> port.updateStatus("1", "x"));
            assertThat(thrown.phase()).isEqualTo(CalloutPhase.PROXY);
        }
    }

    @Test
    void anUnreachableProxyIsReported() throws Exception {
        int gone;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            gone = taken.getLocalPort();
        }
        try (Callouts callouts = through(gone)) {
            CalloutException thrown = catchThrowableOfType(
                    CalloutConnectException.class,
                    () -> alice(callouts, "https://erp.invalid/service").updateStatus("1", "x"));
            assertThat(thrown).hasMessageContaining("the proxy 127.0.0.1:" + gone);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "local*", "*host", "LOCALHOST"})
    void someHostsAreCalledWithoutTheProxy(String pattern) {
        try (LoopbackServer server = server();
                Callouts callouts = Pki.callouts()
                        .proxy(HttpProxy.at("proxy.invalid", 3128).except("*.example.com", pattern))
                        .build()) {
            assertThat(alice(callouts, server.url()).updateStatus("1", "x")).isEqualTo("CN=Alice");
        }
    }

    @Test
    void aPasswordIsNeverShown() {
        HttpProxy proxy = HttpProxy.at("proxy.example.com", 3128).withCredentials("erp", "geheim".toCharArray());
        assertThat(proxy.toString()).contains("proxy.example.com:3128").doesNotContain("geheim", "erp", "Basic");
    }

    @Test
    void anInvalidProxyIsRejected() {
        assertThatThrownBy(() -> HttpProxy.at("", 3128)).isInstanceOf(CalloutConfigurationException.class);
        assertThatThrownBy(() -> HttpProxy.at("proxy", 0)).isInstanceOf(CalloutConfigurationException.class);
        assertThatThrownBy(() -> HttpProxy.at("u:geheim@proxy", 3128))
                .isInstanceOf(CalloutConfigurationException.class)
                .hasMessageNotContaining("geheim");
        assertThatThrownBy(() -> HttpProxy.at("proxy", 1).withCredentials("a:b", new char[0]))
                .isInstanceOf(CalloutConfigurationException.class);
    }
}
