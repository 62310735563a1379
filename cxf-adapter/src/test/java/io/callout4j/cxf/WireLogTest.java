package io.callout4j.cxf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.callout4j.Callouts;
import io.callout4j.request.CalloutRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the logger io.callout4j.wire shows and what it hides. */
class WireLogTest {

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger logger = (Logger) org.slf4j.LoggerFactory.getLogger("io.callout4j.wire");

    @BeforeEach
    void listen() {
        logger.setLevel(Level.DEBUG);
        logged.start();
        logger.addAppender(logged);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(logged);
        logger.setLevel(null);
    }

    /** The log of one callout with the given response. */
    private List<String> exchange(String response, String target, Map<String, String> headers) {
        try (LoopbackServer server = LoopbackServer.plain(peer -> {
                    peer.next();
                    peer.send(response);
                });
                Callouts callouts = Callouts.builder().redact("userId").build()) {
            callouts.attempt(CalloutRequest.builder(
                            server.url() + target,
                            StatusService.UPDATE,
                            "<a xmlns='urn:a'><userId>hush</userId><status>fine</status></a>")
                    .headers(headers)
                    .build());
            assertThat(server.requests).hasSize(1);
        }
        return logged.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private List<String> exchange(String response) {
        return exchange(response, "", Map.of());
    }

    @Nested
    class AnExchange {

        @Test
        void isLoggedAsRequestAndResponseWithTheSameNumber() {
            List<String> events = exchange(StatusService.ok("done"));
            assertThat(events).hasSize(2);
            assertThat(events.get(0)).startsWith("#1 to localhost:");
            assertThat(events.get(0).lines())
                    .contains(
                            "> POST /service HTTP/1.1",
                            "> Content-Type: text/xml; charset=UTF-8",
                            "> SOAPAction: \"urn:updateStatus\"",
                            "> ")
                    .anyMatch(line -> line.contains("<status>fine</status>"));
            assertThat(events.get(1)).startsWith("#1 from the server");
            assertThat(events.get(1).lines())
                    .contains("< HTTP/1.1 200 Reason", "< Content-Type: text/xml; charset=UTF-8", "< ")
                    .anyMatch(line -> line.contains(">done</"));
        }

        @Test
        void hidesTheElementsSetInTheBuilder() {
            assertThat(exchange(StatusService.ok("done")).get(0))
                    .contains("<userId>***</userId>")
                    .doesNotContain("hush");
        }

        @Test
        void isLoggedBeforeCompression() {
            assertThat(exchange(StatusService.ok("done"), "", Map.of("Content-Encoding", "gzip"))
                            .get(0))
                    .contains("> Content-Encoding: gzip", "<status>fine</status>");
        }

        @Test
        void hidesTheValuesOfQueriesAndOfUnknownHeaders() {
            List<String> events = exchange(
                    StatusService.ok("done")
                            .replace(
                                    "\r\n\r\n",
                                    "\r\nSet-Cookie: a=hush\r\nLocation: /x?token=hush\r\nServer: Nginx\r\n\r\n"),
                    ";jsessionid=hush/more?token=hush&hush&b=hush",
                    Map.of("Authorization", "Basic hush", "X-Api-Key", "hush", "traceparent", "00-shown"));
            assertThat(String.join("\n", events)).doesNotContain("hush");
            assertThat(events.get(0).lines())
                    .contains(
                            "> POST /service;***/more?token=***&***&b=*** HTTP/1.1",
                            "> Authorization: ***",
                            "> X-Api-Key: ***",
                            "> traceparent: 00-shown");
            assertThat(events.get(1).lines()).contains("< Set-Cookie: ***", "< Location: ***", "< Server: Nginx");
        }
    }

    @Nested
    class ABody {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "hush",
                    "{\"password\":\"hush\"}",
                    "<html><br>hush</html>",
                    "<soap:Envelope xmlns:soap='http://schemas.xmlsoap.org/soap/envelope/'>hush"
                })
        void isOnlyDescribedIfItIsNotXml(String body) {
            String response =
                    exchange(StatusService.http(200, "text/odd", body)).get(1);
            assertThat(response)
                    .endsWith("< [" + body.length() + " bytes of text/odd]")
                    .doesNotContain("hush");
        }

        @Test
        void isOnlyDescribedIfItIsMultipart() {
            String parts = "--b\r\nContent-Type: text/xml\r\n\r\n<hush/>\r\n--b--\r\n";
            assertThat(exchange(StatusService.http(200, "multipart/related; boundary=b", parts))
                            .get(1))
                    .endsWith("< [" + parts.length() + " bytes of multipart/related; boundary=b]");
        }

        @Test
        void isOnlyDescribedIfItIsLarge() {
            String large = StatusService.envelope(StatusService.okBody("hush".repeat(20_000)));
            assertThat(exchange(StatusService.http(200, "text/xml", large)).get(1))
                    .endsWith("< [" + large.length() + " bytes of text/xml]");
        }

        @Test
        void isNotMentionedIfItIsEmpty() {
            assertThat(exchange("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n")
                            .get(1))
                    .endsWith("< Content-Length: 0");
        }

        @Test
        void isNotLoggedIfItIsTruncated() {
            assertThat(exchange("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<hush/>")
                            .get(1))
                    .contains("< HTTP/1.1 200", "< [lost: not-soap]")
                    .doesNotContain("hush");
        }

        @Test
        void isReportedAsMissing() {
            assertThat(exchange("").get(1)).isEqualTo("#1 from the server\n< no response (not-soap)");
        }
    }

    @Nested
    class WhatAServerSends {

        @Test
        void cannotForgeLogLines() {
            List<String> events =
                    exchange("HTTP/1.1 200 O\u0085K\r\nServer: a\u000bINFO forged\u009b2J\r\nContent-Length: "
                            + StatusService.envelope("<f>a\nINFO forged&#13;INFO forged&#x2028;INFO forged</f>")
                                    .length()
                            + "\r\n\r\n"
                            + StatusService.envelope("<f>a\nINFO forged&#13;INFO forged&#x2028;INFO forged</f>"));
            assertThat(events).hasSize(2);
            assertThat(events.get(1).lines().skip(1)).isNotEmpty().allMatch(line -> line.startsWith("< "));
            assertThat(events.get(1)).contains("INFO forged").doesNotContain("\r", "\u0085", "\u2028", "\u009b");
        }
    }

    @Nested
    class AboveDebug {

        @Test
        void nothingIsLogged() {
            logger.setLevel(Level.INFO);
            assertThat(exchange(StatusService.ok("done"))).isEmpty();
        }
    }

    @Nested
    class AFailingConnection {

        @Test
        void isNotAnExchange() {
            try (LoopbackServer server = LoopbackServer.tls(Pki.SERVER, StatusService.always(StatusService.ok("x")));
                    Callouts callouts = Callouts.builder().build()) {
                StatusService.Port port = new StatusService.Port(callouts, server.url());
                assertThat(catchThrowable(() -> port.updateStatus("1", "x"))).isNotNull();
            }
            assertThat(logged.list).isEmpty();
        }
    }
}
