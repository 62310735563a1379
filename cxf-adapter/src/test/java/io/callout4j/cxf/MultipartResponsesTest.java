package io.callout4j.cxf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.callout4j.CalloutResponse;
import io.callout4j.Callouts;
import io.callout4j.error.CalloutResponseException;
import io.callout4j.request.CalloutRequest;
import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlElement;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Responses with attachments: MTOM (XOP) and SOAP with attachments. */
class MultipartResponsesTest {

    private static final String XOP_BODY = "<s:updateStatusResponse xmlns:s=\"urn:example:status\"><s:content>"
            + "<xop:Include xmlns:xop=\"http://www.w3.org/2004/08/xop/include\" href=\"cid:data@x\"/>"
            + "</s:content></s:updateStatusResponse>";

    @XmlAccessorType(XmlAccessType.FIELD)
    static class Download {
        @XmlElement(namespace = StatusService.NS)
        public byte[] content;
    }

    private static String multipart(String type, String root, String attachment) {
        String rest = attachment == null
                ? ""
                : "--b\r\nContent-Type: application/octet-stream\r\nContent-ID: <data@x>\r\n\r\n" + attachment + "\r\n";
        String body = "--b\r\nContent-Type: " + type + "; charset=UTF-8\r\nContent-ID: <root@x>\r\n\r\n" + root + "\r\n"
                + rest + "--b--\r\n";
        return "HTTP/1.1 200 OK\r\nContent-Type: multipart/related; boundary=b; start=\"<root@x>\"; type=\"" + type
                + "\"\r\nContent-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    private static CalloutResponse receive(String response, Class<?> type) {
        try (LoopbackServer server = LoopbackServer.plain(StatusService.always(response));
                Callouts callouts = Callouts.builder().build()) {
            return callouts.send(CalloutRequest.builder(server.url(), StatusService.UPDATE, "<a/>")
                    .responseType(type)
                    .build());
        }
    }

    @Nested
    class WithXop {

        @Test
        void aBeanContainsTheBytes() {
            String response = multipart("application/xop+xml", StatusService.envelope(XOP_BODY), "binary \u0001 data");
            Download download = receive(response, Download.class).value(Download.class);
            assertThat(download.content).asString(StandardCharsets.UTF_8).isEqualTo("binary \u0001 data");
        }

        @Test
        void aMissingAttachmentIsNotTreatedAsEmpty() {
            String response = multipart("application/xop+xml", StatusService.envelope(XOP_BODY), null);
            assertThatThrownBy(() -> receive(response, Download.class)).isInstanceOf(CalloutResponseException.class);
        }
    }

    @Nested
    class WithXopAsXml {

        @Test
        void theXmlContainsTheBytes() {
            String response = multipart("application/xop+xml", StatusService.envelope(XOP_BODY), "binary");
            assertThat(receive(response, String.class).value(String.class))
                    .startsWith("<s:updateStatusResponse")
                    .contains(">YmluYXJ5<")
                    .doesNotContain("Include");
        }

        @Test
        void aMissingAttachmentIsReported() {
            String response = multipart("application/xop+xml", StatusService.envelope(XOP_BODY), null);
            assertThatThrownBy(() -> receive(response, String.class))
                    .isInstanceOf(CalloutResponseException.class)
                    .hasMessageContaining("cid:data@x");
        }
    }

    @Test
    void aResponseWithoutTheFinalBoundaryIsRejected() {
        String whole = multipart("text/xml", StatusService.envelope(StatusService.okBody("fine")), "a,b,c");
        String cut = whole.replaceFirst("\r\n--b--\r\n$", "").replaceFirst("Content-Length: \\d+\r\n", "");
        LoopbackServer.Script once = peer -> {
            peer.next();
            peer.send(cut);
        };
        try (LoopbackServer server = LoopbackServer.plain(once);
                Callouts callouts = Callouts.builder().build()) {
            CalloutRequest request = CalloutRequest.builder(server.url(), StatusService.UPDATE, "<a/>")
                    .build();
            assertThatThrownBy(() -> callouts.send(request))
                    .isInstanceOf(CalloutResponseException.class)
                    .hasMessageContaining("may have been truncated");
        }
    }

    @Nested
    class WithAttachments {

        @Test
        void theEnvelopeIsReadFromTheRootPart() {
            String response = multipart("text/xml", StatusService.envelope(StatusService.okBody("fine")), "a,b,c");
            assertThat(receive(response, String.class).value(String.class)).contains("fine");
            assertThat(receive(response, StatusService.UpdateStatusResponse.class)
                            .value(StatusService.UpdateStatusResponse.class)
                            .result)
                    .isEqualTo("fine");
        }

        @Test
        void aDoctypeInTheRootPartIsRejected() {
            String response = multipart(
                    "text/xml",
                    "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>" + StatusService.envelope("<a>&e;</a>"),
                    "x");
            CalloutResponseException thrown =
                    catchThrowableOfType(CalloutResponseException.class, () -> receive(response, String.class));
            assertThat(thrown).hasMessageContaining("DTD");
        }

        @Test
        void htmlLabeledAsMultipartIsNotSoap() {
            String response = multipart("text/xml", "<html><body>Sign in</body></html>", "x");
            assertThatThrownBy(() -> receive(response, String.class)).isInstanceOf(CalloutResponseException.class);
        }
    }
}
