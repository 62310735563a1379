package io.callout4j.cxf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callout4j.Callouts;
import io.callout4j.WebServiceCallout;
import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.request.CalloutLimits;
import io.callout4j.request.CalloutRequest;
import io.callout4j.request.Operation.SoapVersion;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.Source;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** Beans, strings, nodes and sources in both directions, and the headers around them. */
class PayloadTest {

    private static final String XML = "<updateStatus xmlns=\"urn:example:status\"><userId>1</userId></updateStatus>";

    private final LoopbackServer server = LoopbackServer.plain(StatusService.always(StatusService.ok("fine")));
    private final Callouts callouts = Callouts.builder().build();

    @AfterEach
    void close() {
        callouts.close();
        server.close();
    }

    private LoopbackServer.Request sent(Object payload) {
        callouts.send(CalloutRequest.builder(server.url(), StatusService.UPDATE, payload)
                .build());
        return server.requests.get(server.requests.size() - 1);
    }

    private <T> T received(Class<T> type) {
        return callouts.send(CalloutRequest.builder(server.url(), StatusService.UPDATE, XML)
                        .responseType(type)
                        .build())
                .value(type);
    }

    @Nested
    class ARequest {

        @Test
        void isTheSameFromABeanTextANodeAndASource() throws Exception {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            Document document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(XML)));
            StatusService.UpdateStatus bean = new StatusService.UpdateStatus();
            bean.userId = "1";
            assertThat(sent(bean).body())
                    .isEqualTo(StatusService.envelope(XML))
                    .isEqualTo(sent(XML).body())
                    .isEqualTo(sent(document).body())
                    .isEqualTo(sent(document.getDocumentElement()).body())
                    .isEqualTo(sent(new StreamSource(new StringReader(XML))).body());
        }

        @Test
        void carriesTheQuotedSoapActionAndTheCharset() {
            LoopbackServer.Request request = sent(XML);
            assertThat(request.header("SOAPAction")).isEqualTo("\"urn:updateStatus\"");
            assertThat(request.header("Content-Type")).isEqualTo("text/xml; charset=UTF-8");
            assertThat(request.header("Host")).isEqualTo("localhost:" + server.port());
            assertThat(request.head()).startsWith("POST /service HTTP/1.1\r\n");
        }

        @Test
        void carriesTheActionInTheContentTypeOverSoap12() {
            LoopbackServer.Request[] seen = new LoopbackServer.Request[1];
            String body = StatusService.envelope(StatusService.okBody("twelve"))
                    .replace("http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope");
            try (LoopbackServer soap12 = LoopbackServer.plain(peer -> {
                seen[0] = peer.next();
                peer.send(StatusService.http(200, "application/soap+xml", body));
            })) {
                var response = callouts.send(CalloutRequest.builder(
                                soap12.url(), StatusService.UPDATE.withSoapVersion(SoapVersion.V1_2), XML)
                        .responseType(StatusService.UpdateStatusResponse.class)
                        .build());
                assertThat(response.value(StatusService.UpdateStatusResponse.class).result)
                        .isEqualTo("twelve");
            }
            assertThat(seen[0].header("Content-Type"))
                    .isEqualTo("application/soap+xml; charset=UTF-8; action=\"urn:updateStatus\"");
            assertThat(seen[0].header("SOAPAction")).isNull();
            assertThat(seen[0].body()).contains("http://www.w3.org/2003/05/soap-envelope");
        }

        @Test
        void usesThePathUnchangedEvenIfItBeginsWithTwoSlashes() {
            String url = server.url().replace("/service", "//services/X//y?a=b//c");
            callouts.send(CalloutRequest.builder(url, StatusService.UPDATE, XML).build());
            assertThat(server.requests.get(0).head()).startsWith("POST //services/X//y?a=b//c HTTP/1.1\r\n");
        }

        @Test
        void escapesText() {
            StatusService.UpdateStatus bean = StatusService.UpdateStatus.of("<&>\"'", "Zürich 😀");
            assertThat(sent(bean).body()).contains("<userId>&lt;&amp;&gt;").contains("<status>Zürich 😀</status>");
        }

        @Test
        void isRejectedAndNotSentIfItIsNotXml() {
            assertThatThrownBy(() -> sent("<a><b></a>"))
                    .isInstanceOf(CalloutConfigurationException.class)
                    .hasMessageContaining("updateStatus could not be written as XML")
                    .hasMessageContaining("Nothing was sent");
            assertThat(server.connections).hasValue(0);
        }

        @Test
        void isRejectedAndNotSentIfJaxbCannotWriteIt() {
            assertThatThrownBy(() -> sent(new Object() {
                        @SuppressWarnings("unused")
                        public final Map<String, Thread> threads = new HashMap<>();
                    }))
                    .isInstanceOf(CalloutConfigurationException.class);
            assertThat(server.connections).hasValue(0);
        }

        @Test
        void isRejectedAndNotSentIfItExceedsTheLimit() {
            try (Callouts narrow = Callouts.builder()
                    .limits(CalloutLimits.standard().withRequestBytes(1_000))
                    .build()) {
                CalloutRequest large = CalloutRequest.builder(
                                server.url(), StatusService.UPDATE, "<a>" + "x".repeat(1_000) + "</a>")
                        .build();
                assertThatThrownBy(() -> narrow.send(large))
                        .isInstanceOf(CalloutConfigurationException.class)
                        .hasMessageStartingWith("Exceeded max size limit of 1000 with request size");
            }
            assertThat(server.connections).hasValue(0);
        }
    }

    @jakarta.xml.bind.annotation.XmlAccessorType(jakarta.xml.bind.annotation.XmlAccessType.FIELD)
    static class Upload {
        @jakarta.xml.bind.annotation.XmlElement(namespace = StatusService.NS)
        public byte[] content;
    }

    @Nested
    class BinaryData {

        private final Upload upload = new Upload();

        private LoopbackServer.Request sent(boolean mtom) {
            // Larger than the size below which CXF keeps binary data in the XML.
            upload.content = "binary ".repeat(1_000).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            callouts.send(CalloutRequest.builder(server.url(), StatusService.UPDATE.withMtom(mtom), upload)
                    .build());
            return server.requests.get(0);
        }

        @Test
        void isSentAsAnAttachmentWithMtom() {
            LoopbackServer.Request request = sent(true);
            assertThat(request.header("Content-Type"))
                    .startsWith("multipart/related;")
                    .contains("application/xop+xml");
            assertThat(request.body()).contains("Include").contains("binary binary binary");
        }

        @Test
        void isSentInTheXmlWithoutMtom() {
            LoopbackServer.Request request = sent(false);
            assertThat(request.header("Content-Type")).isEqualTo("text/xml; charset=UTF-8");
            assertThat(request.body()).contains("YmluYXJ5IGJpbmFyeS").doesNotContain("Include");
        }
    }

    @Nested
    class SoapHeaders {

        @Test
        void areSentFromAnAnnotatedFieldAndFromApexsForm() {
            StatusService.Port port = new StatusService.Port(callouts, server.url());
            port.session = new StatusService.SessionHeader();
            port.session.sessionId = "abc";
            port.Tenant = "seven & eight";
            port.updateStatus("1", "x");
            assertThat(server.requests.get(0).body())
                    .contains("<SessionHeader xmlns=\"urn:example:status\"><sessionId>abc</sessionId></SessionHeader>")
                    .contains("<Tenant xmlns=\"urn:example:status\">seven &amp; eight</Tenant>");
        }

        @Test
        void areNotSentIfTheFieldsAreNull() {
            new StatusService.Port(callouts, server.url()).updateStatus("1", "x");
            assertThat(server.requests.get(0).body()).doesNotContain("Header");
        }
    }

    @Nested
    class AResponse {

        private static final String TYPED =
                "<s:updateStatusResponse xmlns:s=\"urn:example:status\" xsi:type=\"xsd:string\">x</s:updateStatusResponse>";

        @Test
        void isReturnedAsABean() {
            assertThat(received(StatusService.UpdateStatusResponse.class).result)
                    .isEqualTo("fine");
        }

        @Test
        void isReturnedAsText() {
            assertThat(received(String.class)).isEqualTo(StatusService.okBody("fine"));
        }

        @Test
        void isReturnedAsANode() {
            assertThat(received(Document.class).getDocumentElement().getLocalName())
                    .isEqualTo("updateStatusResponse");
            assertThat(received(Element.class).getTextContent()).isEqualTo("fine");
        }

        @Test
        void isReturnedAsASource() throws Exception {
            StringWriter text = new StringWriter();
            TransformerFactory.newInstance().newTransformer().transform(received(Source.class), new StreamResult(text));
            assertThat(text.toString()).contains("<s:result>fine</s:result>");
        }

        @Test
        void isReturnedAsASourceThatJaxbCanRead() throws Exception {
            var unmarshaller = jakarta.xml.bind.JAXBContext.newInstance(StatusService.UpdateStatusResponse.class)
                    .createUnmarshaller();
            assertThat(unmarshaller
                            .unmarshal(received(Source.class), StatusService.UpdateStatusResponse.class)
                            .getValue()
                            .result)
                    .isEqualTo("fine");
        }

        @Test
        void isRejectedBeforeASourceIsReturnedIfItIsTruncated() {
            String whole = StatusService.envelope(StatusService.okBody("fine"));
            try (LoopbackServer cut = LoopbackServer.plain(peer -> {
                peer.next();
                peer.send(
                        "HTTP/1.0 200 OK\r\nContent-Type: text/xml\r\n\r\n" + whole.substring(0, whole.length() - 20));
            })) {
                CalloutRequest request = CalloutRequest.builder(cut.url(), StatusService.UPDATE, XML)
                        .responseType(Source.class)
                        .build();
                assertThatThrownBy(() -> callouts.send(request))
                        .isInstanceOf(io.callout4j.error.CalloutResponseException.class);
            }
        }

        @Test
        void keepsThePrefixesThatTheEnvelopeDeclares() {
            String envelope = "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\""
                    + " xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\""
                    + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><soap:Body>" + TYPED
                    + "</soap:Body></soap:Envelope>";
            try (LoopbackServer typed =
                    LoopbackServer.plain(StatusService.always(StatusService.http(200, "text/xml", envelope)))) {
                CalloutRequest.Builder request = CalloutRequest.builder(typed.url(), StatusService.UPDATE, XML);
                assertThat(callouts.send(request.build()).value(String.class))
                        .contains("xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"");
                Element element = callouts.send(
                                request.responseType(Element.class).build())
                        .value(Element.class);
                assertThat(element.lookupNamespaceURI("xsd")).isEqualTo("http://www.w3.org/2001/XMLSchema");
            }
        }

        @Test
        void isReturnedByTheTypedFormToo() {
            StatusService.Port port = new StatusService.Port(callouts, server.url());
            StatusService.UpdateStatusResponse response = WebServiceCallout.invoke(
                    port,
                    StatusService.UPDATE,
                    StatusService.UpdateStatus.of("1", "x"),
                    StatusService.UpdateStatusResponse.class);
            assertThat(response.result).isEqualTo("fine");
        }
    }
}
