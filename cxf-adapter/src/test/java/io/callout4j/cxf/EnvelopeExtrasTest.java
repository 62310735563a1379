package io.callout4j.cxf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.callout4j.CalloutOutcome;
import io.callout4j.CalloutResponse;
import io.callout4j.Callouts;
import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.error.CalloutFaultException;
import io.callout4j.error.CalloutResponseException;
import io.callout4j.request.CalloutLimits;
import io.callout4j.request.CalloutRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** SOAP Headers, compression, XML limits, and outcomes. */
class EnvelopeExtrasTest {

    private static final String WITH_HEADER = "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\">"
            + "<soap:Header><s:LimitInfo xmlns:s=\"urn:example:status\" used=\"7\">of 10</s:LimitInfo></soap:Header>"
            + "<soap:Body>" + StatusService.okBody("fine") + "</soap:Body></soap:Envelope>";

    @Nested
    class TheSoapHeaderOfTheResponse {

        @Test
        void comesWithTheResponse() {
            try (LoopbackServer server = LoopbackServer.plain(
                            StatusService.always(StatusService.http(200, "text/xml", WITH_HEADER)));
                    Callouts callouts = Callouts.builder().build()) {
                CalloutResponse response =
                        callouts.send(CalloutRequest.builder(server.url(), StatusService.UPDATE, "<a/>")
                                .build());
                assertThat(response.soapHeaders()).hasSize(1);
                assertThat(response.soapHeaders().get(0).getAttribute("used")).isEqualTo("7");
            }
        }

        @Test
        void setsTheFieldsOfAStubOrClearsThem() {
            int[] call = {0};
            LoopbackServer.Script first = peer -> {
                while (peer.next() != null) {
                    peer.send(
                            call[0]++ == 0
                                    ? StatusService.http(200, "text/xml", WITH_HEADER)
                                    : StatusService.ok("fine"));
                }
            };
            try (LoopbackServer server = LoopbackServer.plain(first);
                    Callouts callouts = Callouts.builder().build()) {
                StatusService.Port port = new StatusService.Port(callouts, server.url());
                port.updateStatus("1", "x");
                assertThat(port.limitInfo.getTextContent()).isEqualTo("of 10");
                port.updateStatus("1", "x");
                assertThat(port.limitInfo).isNull();
                assertThat(server.requests.get(1).body()).doesNotContain("LimitInfo");
            }
        }
    }

    @Nested
    class ASentSoapHeader {

        @Test
        void keepsTheAttributesThatSoapDefines() throws Exception {
            javax.xml.parsers.DocumentBuilderFactory factory =
                    javax.xml.parsers.DocumentBuilderFactory.newDefaultNSInstance();
            org.w3c.dom.Element block = factory.newDocumentBuilder()
                    .parse(new ByteArrayInputStream(
                            ("<h:a xmlns:h='urn:h' xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'"
                                            + " s:mustUnderstand='1' s:actor='urn:next' k='v'/>")
                                    .getBytes(StandardCharsets.UTF_8)))
                    .getDocumentElement();
            try (LoopbackServer server = LoopbackServer.plain(StatusService.always(StatusService.ok("fine")));
                    Callouts callouts = Callouts.builder().build()) {
                callouts.send(CalloutRequest.builder(server.url(), StatusService.UPDATE, "<a/>")
                        .soapHeader(new javax.xml.namespace.QName("urn:h", "a"), block)
                        .build());
                assertThat(server.requests.get(0).body())
                        .containsPattern("\\w+:mustUnderstand=\"1\"")
                        .containsPattern("\\w+:actor=\"urn:next\"")
                        .contains("k=\"v\"");
            }
        }
    }

    @Nested
    class ARequestWithContentEncoding {

        @Test
        void isCompressedWithGzip() throws Exception {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            LoopbackServer.Script unpack = peer -> {
                StringBuilder head = new StringBuilder();
                while (head.indexOf("\r\n\r\n") < 0) {
                    head.append((char) peer.in.read());
                }
                assertThat(head).containsIgnoringCase("content-encoding: gzip");
                int length = Integer.parseInt(head.toString().replaceAll("(?is).*content-length: (\\d+).*", "$1"));
                body.write(peer.in.readNBytes(length));
                peer.send(StatusService.ok("fine"));
            };
            try (LoopbackServer server = LoopbackServer.plain(unpack);
                    Callouts callouts = Callouts.builder().build()) {
                StatusService.Port port = new StatusService.Port(callouts, server.url());
                port.inputHttpHeaders_x = Map.of("content-encoding", "gzip");
                assertThat(port.updateStatus("1", "x".repeat(10_000))).isEqualTo("fine");
            }
            assertThat(body.size()).isLessThan(2_000);
            assertThat(new String(
                            new GZIPInputStream(new ByteArrayInputStream(body.toByteArray())).readAllBytes(),
                            StandardCharsets.UTF_8))
                    .contains("x".repeat(10_000));
        }

        @Test
        void isRejectedIfItIsNotGzip() {
            try (Callouts callouts = Callouts.builder().build()) {
                StatusService.Port port = new StatusService.Port(callouts, "https://erp.invalid/");
                port.inputHttpHeaders_x = Map.of("Content-Encoding", "br");
                assertThatThrownBy(() -> port.updateStatus("1", "x"))
                        .isInstanceOf(CalloutConfigurationException.class)
                        .hasMessageContaining("gzip");
            }
        }
    }

    @Nested
    class XmlLimits {

        private void call(CalloutLimits limits, String body) {
            try (LoopbackServer server = LoopbackServer.plain(
                            StatusService.always(StatusService.http(200, "text/xml", StatusService.envelope(body))));
                    Callouts callouts = Callouts.builder().limits(limits).build()) {
                new StatusService.Port(callouts, server.url()).updateStatus("1", "x");
            }
        }

        @Test
        void canBeChanged() {
            call(CalloutLimits.standard().withXmlDepth(4), StatusService.okBody("fine"));
            assertThatThrownBy(() -> call(CalloutLimits.standard().withXmlDepth(3), StatusService.okBody("fine")))
                    .isInstanceOf(CalloutResponseException.class);
            String attributes = StatusService.okBody("fine").replace("<s:result>", "<s:result a='1' b='2' c='3'>");
            call(CalloutLimits.standard().withXmlAttributes(3), attributes);
            assertThat(catchThrowableOfType(
                            CalloutResponseException.class,
                            () -> call(CalloutLimits.standard().withXmlAttributes(2), attributes)))
                    .isNotNull();
        }
    }

    @Nested
    class AnAttempt {

        @Test
        void describesTheResponseAfterAFailure() {
            String fault = StatusService.http(
                            500,
                            "text/xml",
                            StatusService.envelope(
                                    "<soap:Fault><faultcode>soap:Server</faultcode><faultstring>no</faultstring></soap:Fault>"))
                    .replace("\r\n\r\n<", "\r\nX-Trace: 7\r\n\r\n<");
            try (LoopbackServer server = LoopbackServer.tls(Pki.SERVER, StatusService.always(fault));
                    Callouts callouts = Pki.callouts().build()) {
                CalloutOutcome outcome =
                        callouts.attempt(CalloutRequest.builder(server.url(), StatusService.UPDATE, "<a/>")
                                .build());
                assertThat(outcome.failure()).isInstanceOf(CalloutFaultException.class);
                assertThat(outcome.name()).isEqualTo("fault");
                assertThat(outcome.status()).isEqualTo(500);
                assertThat(outcome.headers()).containsEntry("x-trace", "7");
                assertThat(outcome.handshake()).isNotNull();
            }
        }

        @Test
        void describesTheConnectionIfTheResponseWasLost() {
            try (LoopbackServer server = LoopbackServer.tls(Pki.SERVER, peer -> peer.next());
                    Callouts callouts = Pki.callouts().build()) {
                CalloutOutcome outcome =
                        callouts.attempt(CalloutRequest.builder(server.url(), StatusService.UPDATE, "<a/>")
                                .build());
                assertThat(outcome.name()).isEqualTo("not-soap");
                assertThat(outcome.status()).isNull();
                assertThat(outcome.headers()).isEmpty();
                assertThat(outcome.handshake()).isNotNull();
            }
        }

        @Test
        void isEmptyForAVoidResponse() {
            try (LoopbackServer server = LoopbackServer.plain(
                            StatusService.always("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"));
                    Callouts callouts = Callouts.builder().build()) {
                CalloutOutcome outcome =
                        callouts.attempt(CalloutRequest.builder(server.url(), StatusService.UPDATE, "<a/>")
                                .build());
                assertThat(outcome.name()).isEqualTo("empty");
                assertThat(outcome.responseOrThrow().value()).isNull();
            }
        }
    }
}
