package io.callout4j.cxf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callout4j.CalloutResponse;
import io.callout4j.Callouts;
import io.callout4j.error.CalloutFaultException;
import io.callout4j.error.CalloutResponseException;
import io.callout4j.request.CalloutRequest;
import io.callout4j.request.Operation;
import io.callout4j.request.Operation.SoapVersion;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The first message of an operation goes through CXF's interceptors, later ones bypass them; the result is the same. */
class FastPathTest {

    private static final String SPECIAL = "<&>\"' \r\n\t äöü € \uD83D\uDE00 ]]>";
    private static final String SOAP_12 = "http://www.w3.org/2003/05/soap-envelope";

    private static CalloutRequest request(LoopbackServer server, SoapVersion version, String text) {
        Operation operation = StatusService.UPDATE.withSoapVersion(version);
        return CalloutRequest.builder(server.url(), operation, StatusService.UpdateStatus.of("1", text))
                .responseType(StatusService.UpdateStatusResponse.class)
                .build();
    }

    @ParameterizedTest
    @EnumSource(SoapVersion.class)
    void sendsTheSameBytesEachTime(SoapVersion version) {
        try (LoopbackServer server = LoopbackServer.plain(StatusService.always(StatusService.ok("fine")));
                Callouts callouts = Callouts.builder().build()) {
            CalloutRequest request = request(server, version, SPECIAL);
            for (int i = 0; i < 3; i++) {
                callouts.send(request);
            }
            LoopbackServer.Request first = server.requests.get(0);
            assertThat(first.body()).contains("&lt;&amp;").contains("\uD83D\uDE00");
            assertThat(server.requests).allSatisfy(each -> {
                assertThat(each.body()).isEqualTo(first.body());
                assertThat(each.head()).isEqualTo(first.head());
            });
        }
    }

    @Test
    void usesTheInterceptorsIfThereIsASoapHeader() {
        try (LoopbackServer server = LoopbackServer.plain(StatusService.always(StatusService.ok("fine")));
                Callouts callouts = Callouts.builder().build()) {
            StatusService.Port port = new StatusService.Port(callouts, server.url());
            port.updateStatus("1", "x");
            port.updateStatus("1", "x");
            port.session = new StatusService.SessionHeader();
            port.session.sessionId = "s1";
            port.updateStatus("1", "x");
            port.session = null;
            port.updateStatus("1", "x");
            List<LoopbackServer.Request> sent = server.requests;
            assertThat(sent.get(2).body()).contains("SessionHeader");
            assertThat(sent.get(3).body())
                    .isEqualTo(sent.get(1).body())
                    .isEqualTo(sent.get(0).body());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<e:Envelope xmlns:e='%s'><e:Body>%s</e:Body></e:Envelope>",
                "<?xml version='1.0'?>\n<!-- a --><e:Envelope xmlns:e='%s'> <!-- b --> <e:Body> %s <!-- c --></e:Body> </e:Envelope>\n",
                "<e:Envelope xmlns:e='%s'><e:Header/><e:Body>%s</e:Body></e:Envelope>",
                "<Envelope xmlns='%s'><Body>%s</Body></Envelope>",
            })
    void readsEnvelopesWithAndWithoutAHeaderInBothVersions(String envelope) {
        for (String namespace : List.of("http://schemas.xmlsoap.org/soap/envelope/", SOAP_12)) {
            String body = envelope.formatted(namespace, StatusService.okBody("fine"));
            try (LoopbackServer server =
                            LoopbackServer.plain(StatusService.always(StatusService.http(200, "text/xml", body)));
                    Callouts callouts = Callouts.builder().build()) {
                CalloutResponse response = callouts.send(request(server, SoapVersion.V1_1, "x"));
                assertThat(((StatusService.UpdateStatusResponse) response.value()).result)
                        .isEqualTo("fine");
            }
        }
    }

    @Test
    void readsAFaultInTheOtherVersion() {
        String fault =
                "<e:Envelope xmlns:e='" + SOAP_12 + "'><e:Body><e:Fault><e:Code><e:Value>e:Receiver</e:Value></e:Code>"
                        + "<e:Reason><e:Text xml:lang='en'>no</e:Text></e:Reason></e:Fault></e:Body></e:Envelope>";
        try (LoopbackServer server = LoopbackServer.plain(
                        StatusService.always(StatusService.http(500, "application/soap+xml", fault)));
                Callouts callouts = Callouts.builder().build()) {
            assertThatThrownBy(() -> callouts.send(request(server, SoapVersion.V1_1, "x")))
                    .isInstanceOfSatisfying(CalloutFaultException.class, e -> assertThat(e.string())
                            .isEqualTo("no"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'>text<e:Body/></e:Envelope>",
                "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'><Body/></e:Envelope>",
                "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'><e:Body><a/></e:Body>",
                "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'><e:Bo",
            })
    void rejectsWhatIsNotAnEnvelope(String envelope) {
        try (LoopbackServer server =
                        LoopbackServer.plain(StatusService.always(StatusService.http(200, "text/xml", envelope)));
                Callouts callouts = Callouts.builder().build()) {
            assertThatThrownBy(() -> callouts.send(request(server, SoapVersion.V1_1, "x")))
                    .isInstanceOf(CalloutResponseException.class)
                    .hasMessageStartingWith("Web service callout failed:");
        }
    }
}
