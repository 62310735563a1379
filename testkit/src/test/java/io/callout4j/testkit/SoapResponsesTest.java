package io.callout4j.testkit;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static io.callout4j.testkit.TestClients.request;
import static io.callout4j.testkit.TestClients.responseBody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.callout4j.CalloutResponse;
import io.callout4j.Callouts;
import io.callout4j.error.CalloutFaultException;
import io.callout4j.error.CalloutHttpException;
import io.callout4j.error.CalloutResponseException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SoapResponsesTest {

    private static MutualTlsServer server;
    private static Callouts callouts;

    @BeforeAll
    static void start() {
        server = MutualTlsServer.builder()
                .clientCertificates(ClientCertificates.NONE)
                .start();
        callouts = Callouts.builder().trust(server.trust()).build();
    }

    @AfterAll
    static void stop() {
        callouts.close();
        server.close();
    }

    private CalloutResponse receive(ResponseDefinitionBuilder definition) {
        server.reset();
        server.wireMock().stubFor(any(anyUrl()).willReturn(definition));
        return callouts.send(request(server).build());
    }

    @Test
    void returnsAnEnvelope() {
        CalloutResponse response = receive(SoapResponses.envelope(responseBody("grüezi")));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.value(String.class)).contains("grüezi");
    }

    @Test
    void returnsAFaultWithCodeAndText() {
        CalloutFaultException fault = catchThrowableOfType(
                CalloutFaultException.class, () -> receive(SoapResponses.fault("soap:Server", "a < b & c")));

        assertThat(fault.code()).isEqualTo("soap:Server");
        assertThat(fault.string()).isEqualTo("a < b & c");
        assertThat(fault.detail()).isNull();
    }

    @Test
    void returnsAFaultWithDetail() {
        CalloutFaultException fault = catchThrowableOfType(
                CalloutFaultException.class,
                () -> receive(SoapResponses.fault("soap:Client", "no", "<reason xmlns='urn:r'>unknown</reason>")));

        assertThat(fault.detail()).contains("unknown");
    }

    @Test
    void returnsHtmlWithAnyStatus() {
        CalloutHttpException refused = catchThrowableOfType(
                CalloutHttpException.class, () -> receive(SoapResponses.html(503, "Back soon & better")));
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.bodyStart()).contains("Back soon &amp; better");

        assertThat(catchThrowableOfType(
                        CalloutResponseException.class, () -> receive(SoapResponses.html(200, "Please log in"))))
                .hasMessageContaining("text/html");
    }
}
