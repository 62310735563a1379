package io.callout4j.cxf;

import static io.callout4j.cxf.StatusService.envelope;
import static io.callout4j.cxf.StatusService.http;
import static io.callout4j.cxf.StatusService.okBody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callout4j.error.CalloutFaultException;
import io.callout4j.error.CalloutHttpException;
import io.callout4j.error.CalloutResponseException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How responses are handled that are too large, not SOAP, or malicious. */
class UnwantedResponsesTest extends OneResponse {

    @Nested
    class AResponseThatExceedsTheLimits {

        @Test
        void isNotReadBeyondTheLimit() {
            assertThatThrownBy(() -> call(http(200, "text/xml", envelope(okBody("x".repeat(100_000))))))
                    .isInstanceOf(CalloutResponseException.class)
                    .hasMessageStartingWith("Exceeded max size limit of 100000 with response size ")
                    .hasMessageEndingWith(", so the server may have acted on the request.");
        }

        @Test
        void keepsTheStatusOfAnErrorPage() {
            CalloutHttpException thrown =
                    failed(CalloutHttpException.class, http(500, "text/html", "<html>" + "x".repeat(200_000)));
            assertThat(thrown.status()).isEqualTo(500);
        }

        @Test
        void isMeasuredAfterDecompression() throws IOException {
            byte[] bomb = gzip(new byte[50_000_000]);
            assertThat(bomb.length).isLessThan(100_000);
            ByteArrayOutputStream response = new ByteArrayOutputStream();
            response.writeBytes(
                    ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + bomb.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            response.writeBytes(bomb);
            assertThatThrownBy(() -> call(response.toByteArray()))
                    .isInstanceOf(CalloutResponseException.class)
                    .hasMessageStartingWith("Exceeded max size limit");
        }

        @Test
        void isRejectedIfItConsistsOfManyEmptyGzipMembers() throws IOException {
            byte[] member = gzip(new byte[0]);
            ByteArrayOutputStream response = new ByteArrayOutputStream();
            response.writeBytes(("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
                            + 60_000 * member.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 60_000; i++) {
                response.writeBytes(member);
            }
            assertThatThrownBy(() -> call(response.toByteArray())).isInstanceOf(CalloutResponseException.class);
        }

        @Test
        void isRejectedIfItsTrailersAreTooLarge() {
            String body = envelope(okBody("fine"));
            assertThatThrownBy(() -> call("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n"
                            + "X-Many: 1\r\n".repeat(100)
                            + "\r\n"))
                    .isInstanceOf(CalloutResponseException.class);
        }

        @Test
        void isRejectedIfItsHeadersAreTooLarge() {
            assertThatThrownBy(() -> call("HTTP/1.1 200 OK\r\nX-Long: " + "x".repeat(20_000) + "\r\n\r\n"))
                    .isInstanceOf(CalloutResponseException.class);
            assertThatThrownBy(() -> call("HTTP/1.1 200 OK\r\n" + "X-Many: 1\r\n".repeat(2_000) + "\r\n"))
                    .isInstanceOf(CalloutResponseException.class);
        }

        @Test
        void isRejectedIfItHasTooManyHeaders() {
            // Less than the limit in bytes.
            assertThatThrownBy(() -> call("HTTP/1.1 200 OK\r\n" + "A: 1\r\n".repeat(1_001) + "\r\n"))
                    .isInstanceOf(CalloutResponseException.class);
        }

        @Test
        void isRejectedAfterTooManyInterimResponses() {
            assertThatThrownBy(() -> call("HTTP/1.1 100 Continue\r\n\r\n".repeat(11) + StatusService.ok("fine")))
                    .isInstanceOf(CalloutResponseException.class)
                    .hasMessageContaining("more than 10 interim responses");
        }
    }

    @Nested
    class SomethingOtherThanSoap {

        @Test
        void anHtmlPageIsReportedWithStatusTypeAndBeginning() {
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
            assertThat(e).hasMessageContaining("\"Not Found\"").hasMessageContaining("callout help finding wrong-path");
        }

        @Test
        void anEmptyBodyWithAnErrorStatusIsNotAVoidResponse() {
            assertThat(failed(CalloutHttpException.class, http(500, "text/xml", envelope("")))
                            .status())
                    .isEqualTo(500);
        }

        @Test
        void theTextOfTheServerIsOneLineOfTheMessage() {
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
        void aRedirectIsReportedButNotFollowed() {
            CalloutHttpException e = failed(
                    CalloutHttpException.class,
                    "HTTP/1.1 302 Found\r\nLocation: https://login.example.com/?token=abc\r\nContent-Length: 0\r\n\r\n");
            assertThat(e).hasMessageContaining("https://login.example.com/?…");
            assertThat(e.getMessage()).doesNotContain("abc");
        }

        @Test
        void anUnexpectedElementIsReportedLikeSalesforceDoes() {
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
        void aDoctypeIsRejected() {
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
        void deepNestingIsRejected() {
            assertThatThrownBy(() -> call(http(200, "text/xml", envelope("<a>".repeat(5_000) + "</a>".repeat(5_000)))))
                    .isInstanceOf(CalloutResponseException.class);
        }
    }
}
