package io.callout4j.samples;

import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToXml;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.callout4j.Callouts;
import io.callout4j.certificates.CertificateProfile;
import io.callout4j.certificates.HeldCertificate;
import io.callout4j.error.CalloutFaultException;
import io.callout4j.error.CalloutHttpException;
import io.callout4j.error.CalloutPhase;
import io.callout4j.error.CalloutResponseException;
import io.callout4j.error.CalloutTimeoutException;
import io.callout4j.error.CalloutTlsException;
import io.callout4j.identity.KeyStoreEntry;
import io.callout4j.samples.UserStatusClient.UserStatusPort;
import io.callout4j.testkit.MutualTlsServer;
import io.callout4j.testkit.SoapResponses;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * The contract between the stub and the service. Copy it, and replace {@code UserStatusPort} with your stub and the envelopes with those of
 * your service. It needs neither network nor files.
 */
class UserStatusContractTest {

    private static final String PATH = "/services/UserStatus";

    private static final HeldCertificate CONTOSO =
            HeldCertificate.selfSigned(CertificateProfile.client("CN=Contoso_SF,O=Contoso"));
    private static final HeldCertificate STRANGER =
            HeldCertificate.selfSigned(CertificateProfile.client("CN=Stranger"));

    private static MutualTlsServer server;
    private static Callouts callouts;

    private UserStatusPort port;

    @BeforeAll
    static void start() {
        server = MutualTlsServer.builder().trustClients(CONTOSO.certificate()).start();
        char[] password = "store".toCharArray();
        callouts = Callouts.builder()
                .trust(server.trust())
                .certificate("Contoso_SF", KeyStoreEntry.ofBytes(CONTOSO.toPkcs12(password), "contoso.p12", password))
                .build();
    }

    @AfterAll
    static void stop() {
        callouts.close();
        server.close();
    }

    @BeforeEach
    void freshPort() {
        server.reset();
        port = new UserStatusPort(callouts);
        port.endpoint_x = server.url(PATH);
        port.clientCertName_x = "Contoso_SF";
    }

    private static void response(ResponseDefinitionBuilder response) {
        server.wireMock().stubFor(post(PATH).willReturn(response));
    }

    private static void answerOk() {
        response(SoapResponses.envelope("""
                        <updateStatusResponse xmlns="urn:example:user-status"><result>OK</result></updateStatusResponse>"""));
    }

    private String updateStatus() {
        return port.updateStatus("005x0000001", "On holiday");
    }

    @Nested
    class WhatTheServiceReceives {

        @Test
        void theNamedCertificate() {
            answerOk();

            updateStatus();

            assertThat(server.requests()).hasSize(1);
            assertThat(server.clientSubject(server.requests().get(0))).isEqualTo("CN=Contoso_SF,O=Contoso");
        }

        @Test
        void theInlineCertificate() {
            answerOk();
            port.clientCertName_x = null;
            port.clientCert_x = CONTOSO.toClientCertText("inline".toCharArray());
            port.clientCertPasswd_x = "inline";

            updateStatus();

            assertThat(server.clientCertificate(server.requests().get(0))).isEqualTo(CONTOSO.certificate());
        }

        @Test
        void theEnvelopeAndTheSoapActionOfTheWsdl() {
            answerOk();

            updateStatus();

            server.wireMock()
                    .verify(
                            1,
                            postRequestedFor(urlEqualTo(PATH))
                                    .withHeader("SOAPAction", equalTo("\"urn:updateStatus\""))
                                    .withHeader("Content-Type", containing("text/xml"))
                                    .withRequestBody(equalToXml("""
                                                    <e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/">
                                                      <e:Body>
                                                        <u:updateStatus xmlns:u="urn:example:user-status">
                                                          <u:userId>005x0000001</u:userId>
                                                          <u:status>On holiday</u:status>
                                                        </u:updateStatus>
                                                      </e:Body>
                                                    </e:Envelope>""")));
        }
    }

    @Nested
    class WhatTheCallerReceives {

        @Test
        void theResult() {
            answerOk();

            assertThat(updateStatus()).isEqualTo("OK");
        }

        @Test
        void aFaultWithItsDetail() {
            response(SoapResponses.fault(
                    "soap:Client", "No such user", "<userId xmlns=\"urn:example:user-status\">005x0000001</userId>"));

            CalloutFaultException fault =
                    catchThrowableOfType(CalloutFaultException.class, UserStatusContractTest.this::updateStatus);

            assertThat(fault.code()).isEqualTo("soap:Client");
            assertThat(fault.string()).isEqualTo("No such user");
            assertThat(fault.detail()).contains("005x0000001");
        }

        @Test
        void aTimeoutIfTheServiceIsTooSlow() {
            response(SoapResponses.envelope("").withFixedDelay(2000));
            port.timeout_x = 200;

            CalloutTimeoutException timeout =
                    catchThrowableOfType(CalloutTimeoutException.class, UserStatusContractTest.this::updateStatus);

            assertThat(timeout.phase()).isEqualTo(CalloutPhase.WAIT);
        }

        @Test
        void theBeginningOfAResponseThatIsNotSoap() {
            response(SoapResponses.html(200, "Please log in"));

            assertThatExceptionOfType(CalloutResponseException.class)
                    .isThrownBy(UserStatusContractTest.this::updateStatus)
                    .withMessageContaining("text/html")
                    .withMessageContaining("Please log in");
        }

        @Test
        void theStatusOfAnErrorPage() {
            response(SoapResponses.html(503, "Down for maintenance"));

            CalloutHttpException error =
                    catchThrowableOfType(CalloutHttpException.class, UserStatusContractTest.this::updateStatus);

            assertThat(error.status()).isEqualTo(503);
            assertThat(error.bodyStart()).contains("Down for maintenance");
        }
    }

    @Nested
    class WithAWrongCertificate {

        @Test
        void theServiceReceivesNothingFromAnUnknownCaller() {
            answerOk();
            port.clientCertName_x = null;
            port.clientCert_x = STRANGER.toClientCertText("inline".toCharArray());
            port.clientCertPasswd_x = "inline";

            assertThatExceptionOfType(CalloutTlsException.class)
                    .isThrownBy(UserStatusContractTest.this::updateStatus)
                    .withMessageContaining("CN=Stranger");

            assertThat(server.requests()).isEmpty();
        }

        @Test
        void theServiceReceivesNothingFromACallerWithoutACertificate() {
            answerOk();
            port.clientCertName_x = null;

            assertThatExceptionOfType(CalloutTlsException.class)
                    .isThrownBy(UserStatusContractTest.this::updateStatus)
                    .withMessageContaining("clientCert_x");

            assertThat(server.requests()).isEmpty();
        }
    }
}
