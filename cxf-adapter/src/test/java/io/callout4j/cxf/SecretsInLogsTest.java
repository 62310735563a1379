package io.callout4j.cxf;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.callout4j.Callouts;
import io.callout4j.CalloutsBuilder;
import io.callout4j.request.CalloutRequest;
import io.callout4j.request.NamedCredential;
import io.callout4j.trust.HttpProxy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** With every logger of the JVM at its lowest level, no log line contains a secret of a callout, however it is transmitted. */
class SecretsInLogsTest {

    private static final String SECRETS =
            "<a xmlns='urn:a'><p:Password xmlns:p='urn:p'>hush</p:Password><b token='hush'>shown</b>"
                    + "<SessionId><![CDATA[hush]]></SessionId><c><![CDATA[<login><pin>hush</pin></login>]]></c></a>";

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private Level before;

    @BeforeEach
    void listen() {
        before = root.getLevel();
        root.setLevel(Level.TRACE);
        logged.start();
        root.addAppender(logged);
    }

    @AfterEach
    void stop() {
        root.detachAppender(logged);
        root.setLevel(before);
    }

    /** All that was logged of one callout that is returned these bytes. */
    private String logOf(byte[] response) {
        try (LoopbackServer server = LoopbackServer.plain(peer -> {
                    peer.next();
                    peer.out.write(response);
                    peer.out.flush();
                });
                Callouts callouts = Callouts.builder().build()) {
            callouts.attempt(CalloutRequest.builder(server.url(), StatusService.UPDATE, "<a xmlns='urn:a'/>")
                    .build());
        }
        return log();
    }

    private String log() {
        List<ILoggingEvent> events = List.copyOf(logged.list);
        StringBuilder all = new StringBuilder();
        events.forEach(event -> all.append(event.getFormattedMessage()).append('\n'));
        return all.toString();
    }

    private static byte[] http(String head, byte[] body) throws IOException {
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        response.writeBytes(("HTTP/1.1 " + head + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        response.writeBytes(body);
        return response.toByteArray();
    }

    private static void assertShownWithout(String log, String... shown) {
        assertThat(log).contains("#1 from the server").contains(shown);
        assertThat(log.toLowerCase(Locale.ROOT)).doesNotContain("hush");
    }

    @Nested
    class AResponse {

        @Test
        void compressed() throws IOException {
            byte[] packed = OneResponse.gzip(StatusService.envelope(SECRETS).getBytes(StandardCharsets.UTF_8));
            assertShownWithout(
                    logOf(http("200 OK\r\nContent-Type: text/xml\r\nContent-Encoding: gzip", packed)), ">shown<");
        }

        @ParameterizedTest
        @CsvSource({
            "UTF-16, ; charset=UTF-16",
            "UTF-16, ''",
            "UTF-16LE, ; charset=UTF-16LE",
            "UTF-16BE, ; charset=utf-16be",
            "ISO-8859-1, ; charset=ISO-8859-1",
        })
        void inAnotherEncoding(String encoding, String parameter) throws IOException {
            byte[] body = StatusService.envelope(SECRETS).getBytes(Charset.forName(encoding));
            assertShownWithout(logOf(http("200 OK\r\nContent-Type: text/xml" + parameter, body)), ">shown<");
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 7, 64})
        void inChunks(int size) {
            byte[] body = StatusService.envelope(SECRETS).getBytes(StandardCharsets.UTF_8);
            ByteArrayOutputStream response = new ByteArrayOutputStream();
            response.writeBytes("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\n"
                    .getBytes(StandardCharsets.ISO_8859_1));
            for (int at = 0; at < body.length; at += size) {
                int length = Math.min(size, body.length - at);
                response.writeBytes((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                response.write(body, at, length);
                response.writeBytes("\r\n".getBytes(StandardCharsets.ISO_8859_1));
            }
            response.writeBytes("0\r\nX-Trailer-Token: hush\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            assertShownWithout(logOf(response.toByteArray()), ">shown<");
        }

        @Test
        void withAFault() throws IOException {
            String fault = StatusService.envelope("<s:Fault xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'>"
                    + "<faultcode>s:Client</faultcode><faultstring>wrong login (password=hush)</faultstring>"
                    + "<detail>" + SECRETS + "</detail></s:Fault>");
            assertShownWithout(
                    logOf(http(
                            "500 Internal Server Error\r\nContent-Type: text/xml",
                            fault.getBytes(StandardCharsets.UTF_8))),
                    ">shown<");
        }

        @Test
        void withSecretsInItsHeaders() throws IOException {
            String headers = "401 Unauthorized\r\nSet-Cookie: sid=hush\r\nSet-Cookie2: hush\r\nWWW-Authenticate: Digest"
                    + " nonce=hush\r\nAuthentication-Info: hush\r\nX-Amz-Security-Token: hush\r\nContent-Type: text/html";
            assertShownWithout(logOf(http(headers, "<p>hush</p".getBytes(StandardCharsets.UTF_8))), "Set-Cookie: ***");
        }
    }

    @Nested
    class ARequest {

        private void call(CalloutsBuilder builder, String endpoint, String body) {
            try (Callouts callouts = builder.build()) {
                callouts.attempt(CalloutRequest.builder(endpoint, StatusService.UPDATE, body)
                        .build());
            }
        }

        @Test
        void withMergeFields() {
            try (LoopbackServer server = LoopbackServer.plain(StatusService.always(StatusService.ok("done")))) {
                call(
                        Callouts.builder()
                                .namedCredential(
                                        "Erp",
                                        NamedCredential.of(server.url())
                                                .withLogin("erp", "hush".toCharArray())
                                                .withHeader("X-Login", "{!$Credential.Password}")
                                                .withMergeFieldsInHeaders()
                                                .withMergeFieldsInBody("door")),
                        "callout:Erp",
                        "<a xmlns='urn:a'><door>{!$Credential.Password}</door></a>");
                assertThat(server.requests.get(0).body()).contains("<door>hush</door>");
                assertThat(server.requests.get(0).header("X-Login")).isEqualTo("hush");
            }
            assertShownWithout(log(), "<door>{!$Credential.Password}</door>", "Authorization: ***");
        }

        @Test
        void throughAProxyWithALogin() {
            String basic = "aHVzaDpodXNo"; // hush:hush in base64
            HttpProxy toForward;
            try (LoopbackServer proxy = LoopbackServer.plain(StatusService.always(StatusService.ok("done")))) {
                int port = java.net.URI.create(proxy.url()).getPort();
                toForward = HttpProxy.at("localhost", port).withCredentials("hush", "hush".toCharArray());
                call(Callouts.builder().proxy(toForward), "http://erp.example.com/", "<a xmlns='urn:a'/>");
                assertThat(proxy.requests.get(0).header("Proxy-Authorization")).endsWith(basic);
            }
            assertShownWithout(log(), "Proxy-Authorization: ***");
            try (LoopbackServer server =
                            LoopbackServer.tls(Pki.SERVER, StatusService.always(StatusService.ok("done")));
                    LoopbackProxy proxy = LoopbackProxy.tunnelling()) {
                HttpProxy toTunnel =
                        HttpProxy.at("localhost", proxy.port()).withCredentials("hush", "hush".toCharArray());
                call(Pki.callouts().proxy(toTunnel), server.url(), "<a xmlns='urn:a'/>");
                assertThat(proxy.heads.get(0)).contains(basic);
            }
            assertShownWithout(log(), "Proxy-Authorization: ***");
            assertThat(log()).doesNotContain(basic);
        }
    }
}
