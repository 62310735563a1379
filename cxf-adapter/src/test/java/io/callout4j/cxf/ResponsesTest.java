package io.callout4j.cxf;

import static io.callout4j.cxf.StatusService.envelope;
import static io.callout4j.cxf.StatusService.http;
import static io.callout4j.cxf.StatusService.ok;
import static io.callout4j.cxf.StatusService.okBody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callout4j.Callouts;
import io.callout4j.error.CalloutFaultException;
import io.callout4j.error.CalloutResponseException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How valid and damaged responses are handled. */
class ResponsesTest extends OneResponse {

    @Nested
    class CompleteSoap {

        @Test
        void isReadFromAChunkedBody() {
            String body = envelope(okBody("fine"));
            int half = body.length() / 2;
            assertThat(call("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + Integer.toHexString(half) + "\r\n" + body.substring(0, half) + "\r\n"
                            + Integer.toHexString(body.length() - half) + "\r\n" + body.substring(half)
                            + "\r\n0\r\n\r\n"))
                    .isEqualTo("fine");
        }

        @Test
        void isReadFromABodyThatEndsWithTheConnection() {
            assertThat(call("HTTP/1.0 200 OK\r\nContent-Type: text/xml\r\n\r\n" + envelope(okBody("fine"))))
                    .isEqualTo("fine");
        }

        @Test
        void isReadAfterInterimResponses() {
            assertThat(call("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n" + ok("fine")))
                    .isEqualTo("fine");
        }

        @Test
        void isReadFromGzip() throws IOException {
            ByteArrayOutputStream response = new ByteArrayOutputStream();
            byte[] packed = gzip(envelope(okBody("fine")).getBytes(StandardCharsets.UTF_8));
            response.writeBytes(
                    ("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Encoding: gzip\r\nContent-Length: "
                                    + packed.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            response.writeBytes(packed);
            assertThat(call(response.toByteArray())).isEqualTo("fine");
        }

        @ParameterizedTest
        @ValueSource(strings = {"ISO-8859-1", "UTF-16", "UTF-16LE", "UTF-8", "windows-1252"})
        void isReadInTheCharsetOfTheContentType(String charset) {
            assertThat(call(encoded(charset, "; charset=" + charset, ""))).isEqualTo("Zürich");
        }

        @ParameterizedTest
        @ValueSource(strings = {"ISO-8859-1", "UTF-16", "UTF-8"})
        void isReadInTheDeclaredCharsetIfTheContentTypeHasNone(String charset) {
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
            ByteArrayOutputStream response = new ByteArrayOutputStream();
            response.writeBytes(("HTTP/1.1 200 OK\r\nContent-Type: text/xml" + parameter + "\r\nContent-Length: "
                            + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            response.writeBytes(body);
            return response.toByteArray();
        }
    }

    @Nested
    class AFault {

        private static final String FAULT = "<soap:Fault><faultcode>soap:Server</faultcode>"
                + "<faultstring>No such user</faultstring><faultactor>urn:erp</faultactor>"
                + "<detail><e:code xmlns:e=\"urn:e\">42</e:code></detail></soap:Fault>";

        @ParameterizedTest
        @ValueSource(ints = {200, 400, 403, 500, 503})
        void isReadWhateverTheStatus(int status) {
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
        void mayHaveNeitherActorNorDetail() {
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
        void comesWithTheHeadersOfTheResponse() {
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
    class AVoidResponse {

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
        void isAcceptedIfItIsExplicitlyEmpty(String response) {
            assertThat(call(response)).isNull();
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
        void isRejectedIfOnlyTheConnectionEnds(String response) {
            assertThatThrownBy(() -> call(response)).isInstanceOf(CalloutResponseException.class);
        }

        @Test
        void mayBeAnEnvelopeWithAnEmptyBody() {
            assertThat(call(http(200, "text/xml", envelope("")))).isNull();
        }
    }

    @Nested
    class ATruncatedOrInconsistentResponse {

        @Test
        void isRejectedIfContentLengthIsLarger() {
            String body = envelope(okBody("fine"));
            assertThatThrownBy(() -> call("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: "
                            + (body.length() + 1) + "\r\n\r\n" + body))
                    .isInstanceOf(CalloutResponseException.class)
                    .hasMessageContaining("the server may have processed it")
                    .hasMessageContaining("not sent again");
        }

        @Test
        void isRejectedIfTheLastChunkIsMissing() {
            String body = envelope(okBody("fine"));
            assertThatThrownBy(
                            () -> call("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\n"
                                    + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n"))
                    .isInstanceOf(CalloutResponseException.class);
        }

        @Test
        void isRejectedIfADocumentThatEndsWithTheConnectionIsIncomplete() {
            String body = envelope(okBody("fine"));
            for (int cut : new int[] {1, 10, 30, 100}) {
                assertThatThrownBy(() -> call("HTTP/1.0 200 OK\r\nContent-Type: text/xml\r\n\r\n"
                                + body.substring(0, body.length() - cut)))
                        .isInstanceOf(CalloutResponseException.class);
            }
        }

        @Test
        void isRejectedIfAFaultThatEndsWithTheConnectionIsIncomplete() {
            String fault = envelope(
                    "<soap:Fault><faultcode>soap:Server</faultcode><faultstring>no</faultstring></soap:Fault>");
            String cut = "HTTP/1.0 500 No\r\nContent-Type: text/xml\r\n\r\n" + fault.substring(0, fault.length() - 5);
            assertThat(failed(CalloutResponseException.class, cut)).hasMessageContaining("could not be read");
        }

        @Test
        void isRejectedIfTheServerSendsNothing() {
            assertThatThrownBy(() -> call(""))
                    .isInstanceOf(CalloutResponseException.class)
                    .hasMessageContaining("the connection was closed without a response");
        }

        @Test
        void isRejectedIfItIsNotHttp() {
            assertThatThrownBy(() -> call("SSH-2.0-OpenSSH_9.2\r\n")).isInstanceOf(CalloutResponseException.class);
        }

        @Test
        void isRejectedIfTheLineAfterTheLastChunkIsMissing() {
            String body = envelope(okBody("fine"));
            assertThat(failed(
                            CalloutResponseException.class,
                            "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\n"
                                    + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n"))
                    .hasMessageContaining("chunked");
        }

        @Test
        void isRejectedIfDataFollowsTheGzipData() throws IOException {
            for (int extra : new int[] {1, 20, 5_000}) {
                java.io.ByteArrayOutputStream packed = new java.io.ByteArrayOutputStream();
                packed.write(gzip(envelope(okBody("fine")).getBytes(StandardCharsets.UTF_8)));
                packed.write(new byte[extra]);
                java.io.ByteArrayOutputStream response = new java.io.ByteArrayOutputStream();
                response.writeBytes(
                        ("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Encoding: gzip\r\nContent-Length: "
                                        + packed.size() + "\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                response.writeBytes(packed.toByteArray());
                assertThatThrownBy(() -> call(response.toByteArray()))
                        .as("%s more bytes", extra)
                        .isInstanceOf(CalloutResponseException.class)
                        .hasMessageContaining("gzip");
            }
        }

        @Test
        void isRejectedIfGzipIsTruncated() throws IOException {
            byte[] packed = gzip(envelope(okBody("fine")).getBytes(StandardCharsets.UTF_8));
            ByteArrayOutputStream response = new ByteArrayOutputStream();
            response.writeBytes("HTTP/1.0 200 OK\r\nContent-Type: text/xml\r\nContent-Encoding: gzip\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            response.write(packed, 0, packed.length - 9);
            assertThatThrownBy(() -> call(response.toByteArray())).isInstanceOf(CalloutResponseException.class);
        }
    }

    /** JSSE reports an end without close_notify like a normal end of the stream. */
    @Nested
    class ATlsResponseWithoutCloseNotify {

        private String call(String response) {
            try (LoopbackServer server = LoopbackServer.tls(Pki.SERVER, peer -> {
                        peer.next();
                        peer.send(response);
                        peer.cut();
                    });
                    Callouts secure = Pki.callouts().build()) {
                return new StatusService.Port(secure, server.url()).updateStatus("1", "x");
            }
        }

        @Test
        void isAcceptedIfItsLengthIsKnown() {
            assertThat(call(ok("fine"))).isEqualTo("fine");
        }

        @Test
        void isAcceptedIfTheDocumentIsComplete() {
            assertThat(call("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n" + envelope(okBody("fine"))))
                    .isEqualTo("fine");
        }

        @Test
        void isRejectedIfItIsTruncated() {
            String body = envelope(okBody("fine"));
            String cut = body.substring(0, body.length() - 10);
            assertThatThrownBy(() -> call("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n" + cut))
                    .isInstanceOf(CalloutResponseException.class);
            assertThatThrownBy(() -> call("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + cut))
                    .isInstanceOf(CalloutResponseException.class);
        }

        @Test
        void isNotVoidUnlessItIsExplicitlyEmpty() {
            assertThatThrownBy(() -> call("HTTP/1.1 200 OK\r\n\r\n")).isInstanceOf(CalloutResponseException.class);
        }
    }
}
