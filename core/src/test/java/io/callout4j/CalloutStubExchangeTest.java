package io.callout4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.error.CalloutFaultException;
import io.callout4j.error.CalloutPhase;
import io.callout4j.error.CalloutTimeoutException;
import io.callout4j.request.CalloutRequest;
import io.callout4j.request.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.namespace.QName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the fields of a stub mean, up to the transport: endpoint, headers, and Apex's signature. */
class CalloutStubExchangeTest extends StubOverRecording {

    @Nested
    class HeadersToSend {

        @Test
        void areSentAsGiven() {
            port.inputHttpHeaders_x = new LinkedHashMap<>(Map.of("Authorization", "Basic eA==", "SOAPAction", "x"));
            port.ping();
            assertThat(transport.last().request().headers()).isEqualTo(port.inputHttpHeaders_x);
        }

        @ParameterizedTest
        @ValueSource(strings = {"Host", "content-length", "Transfer-Encoding", "CONNECTION"})
        void areRejectedIfTheCalloutSetsThem(String name) {
            port.inputHttpHeaders_x = Map.of(name, "x");
            assertRejected("\"" + name + "\"", "the callout sets it");
        }

        @ParameterizedTest
        @ValueSource(strings = {"a\r\nX-Evil: 1", "a\nb", "a\rb", "a\u0000b"})
        void areRejectedIfTheyInjectOthers(String value) {
            port.inputHttpHeaders_x = Map.of("X-Note", value);
            assertRejected("\"X-Note\"", "at character 2");
            assertThatThrownBy(port::ping).message().doesNotContain("Evil");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "a b", "a:b", "ä"})
        void areRejectedIfTheNameIsInvalid(String name) {
            port.inputHttpHeaders_x = Map.of(name, "x");
            assertRejected("does not allow in names");
        }

        @Test
        void areRejectedIfTheyAreSetTwice() {
            port.inputHttpHeaders_x = Map.of("X-One", "1", "x-one", "2");
            assertRejected("twice");
        }

        @Test
        void areRejectedIfHttpDoesNotAllowThem() {
            port.inputHttpHeaders_x = Map.of("X-City", "Łódź");
            assertRejected("U+0141");
        }
    }

    @Nested
    class HeadersReceived {

        @Test
        void fillTheMapThatTheCallerSet() {
            transport.headers.put("X-Trace", "1");
            Map<String, String> mine = new HashMap<>(Map.of("Stale", "yes"));
            port.outputHttpHeaders_x = mine;
            port.ping();
            assertThat(port.outputHttpHeaders_x).isSameAs(mine).containsExactlyEntriesOf(Map.of("X-Trace", "1"));
        }

        @Test
        void createAMapThatIgnoresCaseIfThereIsNone() {
            transport.headers.put("X-Trace", "1");
            port.ping();
            assertThat(port.outputHttpHeaders_x.get("x-tRACE")).isEqualTo("1");
        }

        @Test
        void replaceAnUnmodifiableMap() {
            transport.headers.put("X-Trace", "1");
            port.outputHttpHeaders_x = Map.of();
            port.ping();
            assertThat(port.outputHttpHeaders_x).containsEntry("X-Trace", "1");
        }

        @Test
        void areClearedAfterACalloutWithoutAResponse() {
            port.outputHttpHeaders_x = new HashMap<>(Map.of("X-Trace", "of the callout before"));
            transport.thrown = new CalloutTimeoutException("slow", CalloutPhase.WAIT, Duration.ofSeconds(1));
            assertThatThrownBy(port::ping).isSameAs(transport.thrown);
            assertThat(port.outputHttpHeaders_x).isEmpty();
        }

        @Test
        void areSetAfterAFaultToo() {
            transport.headers.put("X-Trace", "1");
            transport.failure = new CalloutFaultException("soap:Server", "no", null, null);
            assertThatThrownBy(port::ping).isSameAs(transport.failure);
            assertThat(port.outputHttpHeaders_x).containsEntry("X-Trace", "1");
        }
    }

    @Nested
    class TheSignatureOfApex {

        private final String[] info = {
            "https://erp.example.com/other", "urn:a", "urn:s", "ping", "urn:s", "pong", "java.lang.String"
        };

        @Test
        void callsTheEndpointOfInfoAndFillsTheMap() {
            Map<String, String> response_map_x = new HashMap<>();
            WebServiceCallout.invoke(port, "<ping/>", response_map_x, info);
            assertThat(response_map_x).containsEntry("response_x", "<ok/>");
            assertThat(transport.last().endpoint()).hasToString("https://erp.example.com/other");
            assertThat(transport.last().request().operation())
                    .isEqualTo(Operation.of("urn:a", new QName("urn:s", "ping"), new QName("urn:s", "pong")));
        }

        @Test
        void usesTheStubsEndpointIfInfoHasNone() {
            info[0] = null;
            WebServiceCallout.invoke(port, "<ping/>", new HashMap<>(), info);
            assertThat(transport.last().endpoint()).hasToString("https://erp.example.com/status");
        }

        @Test
        void putsNullForAVoidResponse() {
            transport.value = null;
            Map<String, String> response_map_x = new HashMap<>(Map.of("response_x", "old"));
            WebServiceCallout.invoke(port, "<ping/>", response_map_x, info);
            assertThat(response_map_x).containsEntry("response_x", null);
        }

        @Test
        void rejectsAnUnmodifiableMapBeforeAnythingIsSent() {
            for (Map<String, String> map : new ArrayList<Map<String, String>>(Arrays.asList(null, Map.of()))) {
                assertThatThrownBy(() -> WebServiceCallout.invoke(port, "<a/>", map, info))
                        .isInstanceOf(CalloutConfigurationException.class)
                        .hasMessageContaining("Nothing was sent");
            }
            assertThat(transport.exchanges).isEmpty();
        }

        @Test
        void rejectsANullRequest() {
            assertThatThrownBy(() -> WebServiceCallout.invoke(port, null, new HashMap<>(), info))
                    .isInstanceOf(CalloutConfigurationException.class)
                    .hasMessageContaining("The request for ping is null");
        }

        @ParameterizedTest
        @ValueSource(strings = {"\"urn:a\"", "urn:a\r\nX-Evil: 1", "urn:ä"})
        void rejectsAnActionThatIsNotAValidHeader(String action) {
            info[1] = action;
            assertThatThrownBy(() -> WebServiceCallout.invoke(port, "<a/>", new HashMap<>(), info))
                    .isInstanceOf(CalloutConfigurationException.class)
                    .hasMessageContaining("SOAPAction");
        }

        @ParameterizedTest
        @ValueSource(strings = {"javax.xml.transform.dom.DOMSource", "org.w3c.dom.Attr"})
        void rejectsAnUnsupportedResponseType(String type) {
            info[6] = type;
            assertThatThrownBy(() -> WebServiceCallout.invoke(port, "<a/>", new HashMap<>(), info))
                    .isInstanceOf(CalloutConfigurationException.class)
                    .hasMessageContaining(type);
        }

        @Test
        void rejectsAnotherNumberOfElements() {
            assertThatThrownBy(() -> WebServiceCallout.invoke(port, "<a/>", new HashMap<>(), new String[] {"a", "b"}))
                    .isInstanceOf(CalloutConfigurationException.class)
                    .hasMessageContaining("info has 2 elements");
        }

        @Test
        void rejectsAResponseTypeThatCannotBeLoaded() {
            info[6] = "partnerService.Response";
            assertThatThrownBy(() -> WebServiceCallout.invoke(port, "<a/>", new HashMap<>(), info))
                    .isInstanceOf(CalloutConfigurationException.class)
                    .hasMessageContaining("\"partnerService.Response\"");
        }
    }

    @Nested
    class TheEndpoint {

        @Test
        void mustBeSet() {
            port.endpoint_x = null;
            assertRejected("endpoint_x", Port.class.getName(), "is not set");
        }

        @ParameterizedTest
        @CsvSource({
            "erp.example.com/status, no scheme",
            "ftp://erp.example.com/, its scheme is ftp",
            "https:///status, it has no host",
            "https://erp.example.com:99999/, its port is 99999",
            "https://exa mple.com/, not a URL"
        })
        void mustBeAUrl(String url, String why) {
            port.endpoint_x = url;
            assertRejected(url, why);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://me:hunter2%@erp.example.com/",
                    "https://me:hun ter2@erp.example.com/",
                    "htps://me:hunter2@erp.example.com/",
                    "https://me:hun/ter2@erp.example.com/",
                    "https://me:hunter2?@erp.example.com/",
                    "me:hunter2@erp.example.com"
                })
        void showsNoPasswordEvenIfItIsMalformed(String url) {
            port.endpoint_x = url;
            assertThatThrownBy(port::ping)
                    .isInstanceOf(CalloutConfigurationException.class)
                    .message()
                    .doesNotContain("hun")
                    .contains("erp.example.com");
            assertThat(CalloutRequest.builder(url, PING, "<ping/>").build().toString())
                    .doesNotContain("hun");
        }

        @Test
        void mustNotContainAUserAndHidesItsPassword() {
            port.endpoint_x = "https://me:hunter2@erp.example.com/";
            assertRejected("@erp.example.com", "Authorization");
            assertThatThrownBy(port::ping).message().doesNotContain("hunter2");
        }
    }
}
