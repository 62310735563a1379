package io.callout4j.cxf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callout4j.error.CalloutFaultException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands where in an envelope. */
class EnvelopeStructureTest {

    private static final String BODY = "<s:Body>" + StatusService.okBody("fine") + "</s:Body>";
    private static final String HEADER = "<s:Header><h xmlns='urn:h' s:mustUnderstand='1'/></s:Header>";

    private static String envelope(String namespace, String content) {
        return "<s:Envelope xmlns:s='" + namespace + "'>" + content + "</s:Envelope>";
    }

    private static Stream<String> namespaces() {
        return Stream.of(Decoding.SOAP_11, Decoding.SOAP_12);
    }

    private static Object read(Class<?> type, String envelope) {
        return Decoding.value(Decoding.codec(), type, "text/xml; charset=UTF-8", envelope);
    }

    @ParameterizedTest
    @MethodSource("namespaces")
    void mayHaveOneHeaderAndHasOneBody(String namespace) {
        for (String content : new String[] {BODY, HEADER + BODY}) {
            for (Class<?> type : new Class<?>[] {String.class, StatusService.UpdateStatusResponse.class}) {
                assertThat(read(type, envelope(namespace, content))).isNotNull();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("namespaces")
    void isNotSoapOtherwise(String namespace) {
        String fault = "<s:Body><s:Fault><faultcode>s:Server</faultcode></s:Fault></s:Body>";
        for (String content : new String[] {
            BODY + BODY,
            HEADER + BODY + BODY,
            BODY + HEADER,
            HEADER + HEADER + BODY,
            BODY + "<x xmlns='urn:x'/>",
            "<x xmlns='urn:x'/>" + BODY,
            fault + BODY,
            "<s:Header/>" + fault + HEADER,
            BODY + "<x/>"
        }) {
            for (Class<?> type : new Class<?>[] {String.class, StatusService.UpdateStatusResponse.class}) {
                assertThatThrownBy(() -> read(type, envelope(namespace, content)))
                        .as(content)
                        .isInstanceOf(Decoding.NotSoap.class)
                        .hasMessageStartingWith("its Envelope contains ");
            }
        }
    }

    @Test
    void saysWhatItContains() {
        assertThatThrownBy(() -> read(String.class, envelope(Decoding.SOAP_11, BODY + BODY)))
                .hasMessage("its Envelope contains the element Body after the Body");
        assertThatThrownBy(() -> read(String.class, envelope(Decoding.SOAP_11, HEADER + HEADER + BODY)))
                .hasMessage("its Envelope contains a second Header where a Body was expected");
    }

    @Nested
    class TheCharset {

        private final byte[] latin1 =
                envelope(Decoding.SOAP_11, "<s:Body><a>ü</a></s:Body>").getBytes(StandardCharsets.ISO_8859_1);

        private Object read(String contentType) {
            var decoded = Decoding.codec()
                    .decode(Decoding.request(String.class), Decoding.response(contentType, latin1), () -> {});
            return decoded instanceof io.callout4j.spi.SoapCodec.Decoded.Value value ? value.value() : decoded;
        }

        @Test
        void isTheParameterAndNotPartOfAnother() {
            assertThat(read("application/soap+xml; action=\"urn:a?charset=UTF-8\"; charset=ISO-8859-1"))
                    .isEqualTo("<a>ü</a>");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"text/xml; x-charset=ISO-8859-1", "application/soap+xml; action=\"urn:a?charset=ISO-8859-1\""
                })
        void isUtf8WithoutTheParameter(String contentType) {
            assertThat(read(contentType)).isNotEqualTo("<a>ü</a>");
        }
    }

    @Nested
    class AFault {

        private CalloutFaultException fault(String namespace, String content) {
            try {
                read(String.class, envelope(namespace, "<s:Body><s:Fault>" + content + "</s:Fault></s:Body>"));
            } catch (CalloutFaultException e) {
                return e;
            }
            throw new AssertionError("no fault");
        }

        @ParameterizedTest
        @CsvSource({"s:Server,s:Server", "Server,Server", "ns:E.42,E.42", " s:Client ,s:Client", "'',''"})
        void hasACodeWithoutAPrefixThatIsNotDeclared(String sent, String code) {
            assertThat(fault(Decoding.SOAP_11, "<faultcode>" + sent + "</faultcode><faultstring>no</faultstring>")
                            .code())
                    .isEqualTo(code);
        }

        @Test
        void mayHaveItsElementsInAnyOrderAndOthers() {
            CalloutFaultException fault = fault(
                    Decoding.SOAP_11,
                    "text<detail><e xmlns='urn:e' a='1'>x</e></detail><other><faultstring>wrong</faultstring></other>"
                            + "<faultstring xml:lang='en'>n<b>o</b></faultstring><faultactor>urn:erp</faultactor>");
            assertThat(fault.code()).isEqualTo("Server");
            assertThat(fault.string()).isEqualTo("no");
            assertThat(fault.actor()).isEqualTo("urn:erp");
            assertThat(fault.detail()).startsWith("<detail").contains("<e xmlns=\"urn:e\" a=\"1\">x</e>");
        }

        @Test
        void hasTheFirstReasonAndCodeOfSoap12() {
            CalloutFaultException fault = fault(
                    Decoding.SOAP_12,
                    "<s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>x:Sub</s:Value></s:Subcode></s:Code>"
                            + "<s:Reason><s:Text xml:lang='en'>first</s:Text><s:Text xml:lang='de'>second</s:Text></s:Reason>"
                            + "<s:Node>urn:node</s:Node><s:Role>urn:role</s:Role><s:Detail><e/></s:Detail>");
            assertThat(fault.code()).isEqualTo("s:Sender");
            assertThat(fault.string()).isEqualTo("first");
            assertThat(fault.actor()).isEqualTo("urn:role");
            assertThat(fault.detail()).contains("<e");
        }

        @Test
        void keepsThePrefixesThatItsDetailUses() {
            String xml = "<s:Envelope xmlns:s='" + Decoding.SOAP_11 + "' xmlns:o='urn:outer'><s:Body><s:Fault>"
                    + "<faultcode>s:Server</faultcode><detail><o:e/></detail></s:Fault></s:Body></s:Envelope>";
            assertThatThrownBy(() -> read(StatusService.UpdateStatusResponse.class, xml))
                    .isInstanceOfSatisfying(CalloutFaultException.class, e -> assertThat(e.detail())
                            .contains("xmlns:o=\"urn:outer\""));
        }
    }
}
