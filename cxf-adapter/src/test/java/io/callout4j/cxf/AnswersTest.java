package io.callout4j.cxf;

import static io.callout4j.cxf.StatusService.envelope;
import static io.callout4j.cxf.StatusService.http;
import static io.callout4j.cxf.StatusService.ok;
import static io.callout4j.cxf.StatusService.okBody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.callout4j.CalloutException;
import io.callout4j.CalloutFaultException;
import io.callout4j.CalloutHttpException;
import io.callout4j.CalloutLimits;
import io.callout4j.CalloutResponseException;
import io.callout4j.Callouts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of an answer, be it honest, broken or hostile. Plain HTTP: TLS changes nothing above it. */
class AnswersTest {

    private final Callouts callouts = Callouts.builder()
            .limits(CalloutLimits.standard().withResponseBytes(100_000).withHeaderBytes(10_000))
            .build();

    @AfterEach
    void close() {
        callouts.close();
    }

    private String call(byte[] answer) {
        LoopbackServer.Script once = peer -> {
            peer.next();
            peer.out.write(answer);
            peer.out.flush();
        };
        try (LoopbackServer server = LoopbackServer.plain(once)) {
            StatusService.Port port = new StatusService.Port(callouts, server.url());
            String result = port.updateStatus("1", "x");
            assertThat(server.requests).hasSize(1);
            return result;
        }
    }

    private String call(String answer) {
        return call(answer.getBytes(StandardCharsets.UTF_8));
    }

    private <E extends CalloutException> E failed(Class<E> type, String answer) {
        return catchThrowableOfType(type, () -> call(answer));
    }

    @Nested
    class SoapThatIsWhole {

        @Test
        void comesBackFromAChunkedBody() {
            String body = envelope(okBody("fine"));
            int half = body.length() / 2;
            assertThat(call("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + Integer.toHexString(half) + "\r\n" + body.substring(0, half) + "\r\n"
                            + Integer.toHexString(body.length() - half) + "\r\n" + body.substring(half)
                            + "\r\n0\r\n\r\n"))
                    .isEqualTo("fine");
        }

        @Test
        void comesBackFromABodyThatEndsWithTheConnection() {
            assertThat(call("HTTP/1.0 200 OK\r\nContent-Type: text/xml\r\n\r\n" + envelope(okBody("fine"))))
                    .isEqualTo("fine");
        }

        @Test
        void comesBackAfterInterimAnswers() {
            assertThat(call("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n" + ok("fine")))
                    .isEqualTo("fine");
        }

        @Test
        void comesBackFromGzip() throws IOException {
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            byte[] packed = gzip(envelope(okBody("fine")).getBytes(StandardCharsets.UTF_8));
            answer.writeBytes(("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Encoding: gzip\r\nContent-Length: "
                            + packed.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            answer.writeBytes(packed);
            assertThat(call(answer.toByteArray())).isEqualTo("fine");
        }

        @ParameterizedTest
        @ValueSource(strings = {"ISO-8859-1", "UTF-16", "UTF-16LE", "UTF-8", "windows-1252"})
        void isReadInTheCharsetOfTheContentType(String charset) {
            assertThat(call(encoded(charset, "; charset=" + charset, ""))).isEqualTo("Zürich");
        }

        @ParameterizedTest
        @ValueSource(strings = {"ISO-8859-1", "UTF-16", "UTF-8"})
        void isReadInTheCharsetOfItsOwnDeclarationWhereTheContentTypeTellsNone(String charset) {
            assertThat(call(encoded(charset, "", "<?xml version=\"1.0\" encoding=\"" + charset + "\"?>")))
                    .isEqualTo("Zürich");
        }

        @Test
        void mayBeginWithAByteOrderMark() {
            assertThat(call(http(200, "text/xml; charset=utf-8", "\ufeff" + envelope(okBody("fine")))))
                    .isEqualTo("fine");
        }

        private byte[] encoded(String charset, String parameter, String declaration) {
            byte[] body = (declaration + envelope(okBody("Zürich"))).getBytes(Charset.forName(charset));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            answer.writeBytes(("HTTP/1.1 200 OK\r\nContent-Type: text/xml" + parameter + "\r\nContent-Length: "
                            + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            answer.writeBytes(body);
            return answer.toByteArray();
        }
    }

    @Nested
    class ServerAnswersWithAFault {

        private static final String FAULT = "<soap:Fault><faultcode>soap:Server</faultcode>"
                + "<faultstring>No such user</faultstring><faultactor>urn:erp</faultactor>"
                + "<detail><e:code xmlns:e=\"urn:e\">42</e:code></detail></soap:Fault>";

        @ParameterizedTest
        @ValueSource(ints = {200, 400, 403, 500, 503})
        void whateverTheStatus(int status) {
            CalloutFaultException fault =
                    failed(CalloutFaultException.class, http(status, "text/xml", envelope(FAULT)));
            assertThat(fault)
                    .hasMessage("Web service callout failed: WebService returned a SOAP Fault: No such user"
                            + " faultcode=soap:Server faultactor=urn:erp");
            assertThat(fault.code()).isEqualTo("soap:Server");
            assertThat(fault.string()).isEqualTo("No such user");
            assertThat(fault.actor()).isEqualTo("urn:erp");
            assertThat(fault.detail()).contains("<e:code xmlns:e=\"urn:e\">42</e:code>");
        }

        @Test
        void withoutActorAndDetail() {
            CalloutFaultException fault = failed(
                    CalloutFaultException.class,
                    http(
                            500,
                            "text/xml",
                            envelope("<soap:Fault><faultcode>soap:Client</faultcode><faultstring>Bad</faultstring>"
                                    + "</soap:Fault>")));
            assertThat(fault.actor()).isNull();
            assertThat(fault.detail()).isNull();
        }

        @Test
        void andTheHeadersOfTheAnswerComeAlong() {
            try (LoopbackServer server = LoopbackServer.plain(StatusService.always(
                    "HTTP/1.1 500 Bad\r\nX-Trace: 7\r\nX-Trace: 8\r\nContent-Type: text/xml\r\nContent-Length: "
                            + envelope(FAULT).length() + "\r\n\r\n" + envelope(FAULT)))) {
                StatusService.Port port = new StatusService.Port(callouts, server.url());
                assertThatThrownBy(() -> port.updateStatus("1", "x")).isInstanceOf(CalloutFaultException.class);
                assertThat(port.outputHttpHeaders_x).containsEntry("X-Trace", "7, 8");
                assertThat(port.outputHttpHeaders_x.get("x-trace")).isEqualTo("7, 8");
            }
        }
    }

    @Nested
    class AVoidAnswer {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                    "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n",
                    "HTTP/1.1 202 Accepted\r\n\r\n",
                    "HTTP/1.1 204 No Content\r\n\r\n"
                })
        void isTakenWhereItSaysThatItIsEmpty(String answer) {
            assertThat(call(answer)).isNull();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "HTTP/1.1 200 OK\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                    "HTTP/1.1 200 OK\r\nContent-Le",
                    "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n",
                    ""
                })
        void isNotTakenWhereTheConnectionJustEnds(String answer) {
            assertThatThrownBy(() -> call(answer)).isInstanceOf(CalloutResponseException.class);
        }

        @Test
        void mayBeAnEnvelopeWithNothingInItsBody() {
            assertThat(call(http(200, "text/xml", envelope("")))).isNull();
        }
    }

    @Nested
    class AnAnswerThatWasCutOrLies {

        @Test
        void isRefusedWhereContentLengthPromisesMore() {
            String body = envelope(okBody("fine"));
            assertThatThrownBy(() -> call("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: "
                            + (body.length() + 1) + "\r\n\r\n" + body))
                    .isInstanceOf(CalloutResponseException.class)
                    .hasMessageContaining("may have acted")
                    .hasMessageContaining("not sent again");
        }

        @Test
        void isRefusedWhereTheLastChunkIsMissing() {
            String body = envelope(okBody("fine"));
            assertThatThrownBy(
                            () -> call("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\n"
                                    + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n"))
                    .isInstanceOf(CalloutResponseException.class);
        }

        @Test
        void isRefusedWhereADocumentThatEndsWithTheConnectionIsNotComplete() {
            String body = envelope(okBody("fine"));
            for (int cut : new int[] {1, 10, 30, 100}) {
                assertThatThrownBy(() -> call("HTTP/1.0 200 OK\r\nContent-Type: text/xml\r\n\r\n"
                                + body.substring(0, body.length() - cut)))
                        .isInstanceOf(CalloutResponseException.class);
            }
        }

        @Test
        void isRefusedWhereThereIsNoneAtAll() {
            assertThatThrownBy(() -> call(""))
                    .isInstanceOf(CalloutResponseException.class)
                    .hasMessageContaining("the connection ended without an answer");
        }

        @Test
        void isRefusedWhereItIsNoHttp() {
            assertThatThrownBy(() -> call("SSH-2.0-OpenSSH_9.2\r\n")).isInstanceOf(CalloutResponseException.class);
        }

        @Test
        void isRefusedWhereGzipIsCut() throws IOException {
            byte[] packed = gzip(envelope(okBody("fine")).getBytes(StandardCharsets.UTF_8));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            answer.writeBytes("HTTP/1.0 200 OK\r\nContent-Type: text/xml\r\nContent-Encoding: gzip\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            answer.write(packed, 0, packed.length - 9);
            assertThatThrownBy(() -> call(answer.toByteArray())).isInstanceOf(CalloutResponseException.class);
        }
    }

    /** JSSE reports an end without close_notify like any other end of the stream. */
    @Nested
    class AnAnswerOverTlsThatEndsWithoutCloseNotify {

        private String call(String answer) {
            try (LoopbackServer server = LoopbackServer.tls(Pki.SERVER, peer -> {
                        peer.next();
                        peer.send(answer);
                        peer.cut();
                    });
                    Callouts secure = Pki.callouts().build()) {
                return new StatusService.Port(secure, server.url()).updateStatus("1", "x");
            }
        }

        @Test
        void isTakenWhereItsLengthIsKnown() {
            assertThat(call(ok("fine"))).isEqualTo("fine");
        }

        @Test
        void isTakenWhereTheDocumentIsComplete() {
            assertThat(call("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n" + envelope(okBody("fine"))))
                    .isEqualTo("fine");
        }

        @Test
        void isRefusedWhereItIsCut() {
            String body = envelope(okBody("fine"));
            String cut = body.substring(0, body.length() - 10);
            assertThatThrownBy(() -> call("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n" + cut))
                    .isInstanceOf(CalloutResponseException.class);
            assertThatThrownBy(() -> call("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + cut))
                    .isInstanceOf(CalloutResponseException.class);
        }

        @Test
        void isNotVoidWhereNothingSaysSo() {
            assertThatThrownBy(() -> call("HTTP/1.1 200 OK\r\n\r\n")).isInstanceOf(CalloutResponseException.class);
        }
    }

    @Nested
    class AnAnswerBeyondTheLimits {

        @Test
        void isNotReadPastTheLimit() {
            assertThatThrownBy(() -> call(http(200, "text/xml", envelope(okBody("x".repeat(100_000))))))
                    .isInstanceOf(CalloutResponseException.class)
                    .hasMessageStartingWith("Exceeded max size limit of 100000 with response size ");
        }

        @Test
        void isMeasuredAfterDecompression() throws IOException {
            byte[] bomb = gzip(new byte[50_000_000]);
            assertThat(bomb.length).isLessThan(100_000);
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            answer.writeBytes(
                    ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + bomb.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            answer.writeBytes(bomb);
            assertThatThrownBy(() -> call(answer.toByteArray()))
                    .isInstanceOf(CalloutResponseException.class)
                    .hasMessageStartingWith("Exceeded max size limit");
        }

        @Test
        void isRefusedWhereItIsManyEmptyGzipMembersInARow() throws IOException {
            byte[] member = gzip(new byte[0]);
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            answer.writeBytes(("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + 60_000 * member.length
                            + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 60_000; i++) {
                answer.writeBytes(member);
            }
            assertThatThrownBy(() -> call(answer.toByteArray())).isInstanceOf(CalloutResponseException.class);
        }

        @Test
        void isRefusedForItsTrailersToo() {
            String body = envelope(okBody("fine"));
            assertThatThrownBy(() -> call("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n"
                            + "X-Many: 1\r\n".repeat(100)
                            + "\r\n"))
                    .isInstanceOf(CalloutResponseException.class);
        }

        @Test
        void isRefusedForItsHeadersToo() {
            assertThatThrownBy(() -> call("HTTP/1.1 200 OK\r\nX-Long: " + "x".repeat(20_000) + "\r\n\r\n"))
                    .isInstanceOf(CalloutResponseException.class);
            assertThatThrownBy(() -> call("HTTP/1.1 200 OK\r\n" + "X-Many: 1\r\n".repeat(2_000) + "\r\n"))
                    .isInstanceOf(CalloutResponseException.class);
        }
    }

    @Nested
    class SomethingElseThanSoap {

        @Test
        void anHtmlPageIsToldByStatusTypeAndFirstWords() {
            assertThatThrownBy(() -> call(http(
                            200,
                            "text/html; charset=utf-8",
                            "<!DOCTYPE html><html><head><style>p{}</style><title>Sign in</title></head>"
                                    + "<body><p>Please   log in</p></body></html>")))
                    .isInstanceOf(CalloutResponseException.class)
                    .hasMessageStartingWith("Web service callout failed: Unexpected element.")
                    .hasMessageContaining("HTTP 200")
                    .hasMessageContaining("text/html")
                    .hasMessageContaining("\"Sign in Please log in\"")
                    .hasMessageContaining("login page");
        }

        @Test
        void anErrorPageIsAnHttpFailure() {
            CalloutHttpException e =
                    failed(CalloutHttpException.class, http(404, "text/html", "<html><h1>Not Found</h1></html>"));
            assertThat(e.status()).isEqualTo(404);
            assertThat(e.contentType()).isEqualTo("text/html");
            assertThat(e.bodyStart()).startsWith("<html>");
            assertThat(e).hasMessageContaining("\"Not Found\"").hasMessageContaining("Check the path in endpoint_x");
        }

        @Test
        void anEmptyBodyWithAnErrorStatusIsNoVoidAnswer() {
            assertThat(failed(CalloutHttpException.class, http(500, "text/xml", envelope("")))
                            .status())
                    .isEqualTo(500);
        }

        @Test
        void theServersWordsStayOnOneLineOfTheMessage() {
            CalloutFaultException fault = failed(
                    CalloutFaultException.class,
                    http(
                            500,
                            "text/xml",
                            envelope("<soap:Fault><faultcode>soap:Server</faultcode><faultstring>one\ntwo "
                                    + "x".repeat(5_000) + "</faultstring></soap:Fault>")));
            assertThat(fault.getMessage())
                    .contains("one two")
                    .doesNotContain("\n")
                    .hasSizeLessThan(3_000);
            assertThat(fault.string()).startsWith("one\ntwo ").hasSizeGreaterThan(5_000);
        }

        @Test
        void aRedirectIsNotFollowedAndItsTargetTold() {
            CalloutHttpException e = failed(
                    CalloutHttpException.class,
                    "HTTP/1.1 302 Found\r\nLocation: https://login.example.com/?token=abc\r\nContent-Length: 0\r\n\r\n");
            assertThat(e).hasMessageContaining("https://login.example.com/?…");
            assertThat(e.getMessage()).doesNotContain("abc");
        }

        @Test
        void anotherElementIsToldInSalesforcesWords() {
            assertThatThrownBy(() -> call(http(200, "text/xml", envelope("<x:other xmlns:x=\"urn:x\"/>"))))
                    .isInstanceOf(CalloutResponseException.class)
                    .hasMessageStartingWith(
                            "Web service callout failed: Unexpected element. Parser was expecting element"
                                    + " 'urn:example:status:updateStatusResponse' but found 'urn:x:other'");
        }

        @Test
        void aSecondElementInTheBodyIsAmbiguous() {
            assertThatThrownBy(() -> call(http(200, "text/xml", envelope(okBody("a") + okBody("b")))))
                    .isInstanceOf(CalloutResponseException.class)
                    .hasMessageContaining("second element");
        }

        @Test
        void whatFollowsTheEnvelopeIsNotIgnored() {
            assertThatThrownBy(() -> call(http(200, "text/xml", envelope(okBody("a")) + "<more/>")))
                    .isInstanceOf(CalloutResponseException.class);
        }
    }

    @Nested
    class ForbiddenXml {

        @Test
        void aDoctypeIsRefused() {
            assertThatThrownBy(() ->
                            call(http(200, "text/xml", "<!DOCTYPE x [<!ENTITY a \"b\">]>" + envelope(okBody("&a;")))))
                    .isInstanceOf(CalloutResponseException.class)
                    .hasMessageContaining("DTD");
        }

        @Test
        void anExternalEntityIsNotFetched() {
            try (LoopbackServer fetched = LoopbackServer.plain(peer -> {})) {
                String xxe = "<!DOCTYPE x [<!ENTITY a SYSTEM \"" + fetched.url() + "\">]>";
                assertThatThrownBy(() -> call(http(200, "text/xml", xxe + envelope(okBody("&a;")))))
                        .isInstanceOf(CalloutResponseException.class);
                assertThat(fetched.connections).hasValue(0);
            }
        }

        @Test
        void endlessNestingIsRefused() {
            assertThatThrownBy(() -> call(http(200, "text/xml", envelope("<a>".repeat(5_000) + "</a>".repeat(5_000)))))
                    .isInstanceOf(CalloutResponseException.class);
        }
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        }
        return packed.toByteArray();
    }
}
