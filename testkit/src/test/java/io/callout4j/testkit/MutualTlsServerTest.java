package io.callout4j.testkit;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static io.callout4j.testkit.TestClients.CHAINED;
import static io.callout4j.testkit.TestClients.ISSUING;
import static io.callout4j.testkit.TestClients.ROOT;
import static io.callout4j.testkit.TestClients.SELF_SIGNED;
import static io.callout4j.testkit.TestClients.STRANGER;
import static io.callout4j.testkit.TestClients.request;
import static io.callout4j.testkit.TestClients.responseBody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callout4j.CalloutResponse;
import io.callout4j.Callouts;
import io.callout4j.certificates.CertificateProfile;
import io.callout4j.certificates.HeldCertificate;
import io.callout4j.certificates.KeyKind;
import io.callout4j.error.CalloutConnectException;
import io.callout4j.error.CalloutTlsException;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.identity.KeyStoreEntry;
import io.callout4j.request.CalloutRequest;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MutualTlsServerTest {

    private MutualTlsServer server;
    private Callouts callouts;

    private void start(MutualTlsServer.Builder builder) {
        server = builder.start();
        callouts = Callouts.builder()
                .trust(server.trust())
                .certificate(
                        "Contoso_SF",
                        KeyStoreEntry.ofBytes(
                                SELF_SIGNED.toPkcs12("store".toCharArray()), "contoso.p12", "store".toCharArray()))
                .build();
        server.wireMock().stubFor(any(anyUrl()).willReturn(SoapResponses.envelope(responseBody("hello"))));
    }

    @AfterEach
    void stop() {
        if (callouts != null) {
            callouts.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private CalloutResponse send(CalloutRequest.Builder request) {
        return callouts.send(request.build());
    }

    private String onlySubject() {
        assertThat(server.requests()).hasSize(1);
        return server.clientSubject(server.requests().get(0));
    }

    @Nested
    class WhenItRequiresACertificate {

        private void startRequiring(String... versions) {
            MutualTlsServer.Builder builder =
                    MutualTlsServer.builder().trustClients(SELF_SIGNED.certificate(), ROOT.certificate());
            start(versions.length == 0 ? builder : builder.tlsVersions(versions));
        }

        @ParameterizedTest
        @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
        void itReportsAnInlineCertificate(String version) {
            startRequiring(version);

            CalloutResponse response =
                    send(request(server).certificate(SELF_SIGNED.toClientCertText("inline".toCharArray()), "inline"));

            assertThat(response.handshake().session().protocol()).isEqualTo(version);
            assertThat(onlySubject()).isEqualTo("CN=Contoso_SF,O=Contoso");
        }

        @Test
        void itReportsANamedCertificate() {
            startRequiring();

            send(request(server).certificateName("Contoso_SF"));

            assertThat(server.clientCertificate(server.requests().get(0))).isEqualTo(SELF_SIGNED.certificate());
        }

        @Test
        void itReportsTheIntermediatesOfACertificate() {
            startRequiring();

            send(request(server).identity(CHAINED.toIdentity()));

            assertThat(server.clientChain(server.requests().get(0)))
                    .containsExactly(CHAINED.certificate(), ISSUING.certificate());
            assertThat(onlySubject()).isEqualTo("CN=Contoso_SF_PCA");
        }

        @Test
        void itRejectsAChainWithoutItsIntermediate() {
            startRequiring();
            ClientIdentity leafAlone = ClientIdentity.of(CHAINED.privateKey(), List.of(CHAINED.certificate()));

            assertThatThrownBy(() -> send(request(server).identity(leafAlone))).isInstanceOf(CalloutTlsException.class);

            assertThat(server.requests()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
        void itRejectsAClientWithoutACertificate(String version) {
            startRequiring(version);

            assertThatThrownBy(() -> send(request(server))).isInstanceOf(CalloutTlsException.class);

            assertThat(server.requests()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
        void itRejectsAnUnknownClient(String version) {
            startRequiring(version);

            assertThatThrownBy(() -> send(request(server).identity(STRANGER.toIdentity())))
                    .isInstanceOf(CalloutTlsException.class);

            assertThat(server.requests()).isEmpty();
        }

        @Test
        void itIgnoresAForgedHeader() {
            startRequiring();
            Map<String, String> forged = Map.of(
                    ClientCertHeader.NAME.toLowerCase(Locale.ROOT),
                    ClientCertHeader.of(STRANGER.certificate()),
                    ClientCertHeader.CHAIN_NAME,
                    ClientCertHeader.of(STRANGER.certificate()),
                    "X-Other",
                    "kept");

            send(request(server).identity(SELF_SIGNED.toIdentity()).headers(forged));

            assertThat(server.clientChain(server.requests().get(0))).containsExactly(SELF_SIGNED.certificate());
            assertThat(server.requests().get(0).getHeader("X-Other")).isEqualTo("kept");
        }

        @Test
        void itDistinguishesTwoClientsOnKeptAliveConnections() {
            startRequiring();

            CalloutResponse first = send(request(server).identity(SELF_SIGNED.toIdentity()));
            CalloutResponse second = send(request(server).identity(CHAINED.toIdentity()));
            CalloutResponse third = send(request(server).identity(SELF_SIGNED.toIdentity()));
            CalloutResponse fourth = send(request(server).identity(CHAINED.toIdentity()));

            assertThat(server.requests().stream().map(server::clientSubject))
                    .containsExactly(
                            "CN=Contoso_SF,O=Contoso",
                            "CN=Contoso_SF_PCA",
                            "CN=Contoso_SF,O=Contoso",
                            "CN=Contoso_SF_PCA");
            // The record describes how a connection was opened, so the same record means the same connection.
            assertThat(third.handshake()).isSameAs(first.handshake());
            assertThat(fourth.handshake()).isSameAs(second.handshake());
        }

        @Test
        void aStubCanMatchOneClient() {
            startRequiring();
            server.wireMock()
                    .stubFor(any(anyUrl())
                            .withHeader(ClientCertHeader.NAME, equalTo(ClientCertHeader.of(CHAINED.certificate())))
                            .willReturn(SoapResponses.envelope(responseBody("for the chained one"))));

            assertThat(send(request(server).identity(CHAINED.toIdentity())).value(String.class))
                    .contains("for the chained one");
            assertThat(send(request(server).identity(SELF_SIGNED.toIdentity())).value(String.class))
                    .contains("hello");
        }
    }

    @Nested
    class WhenItRequestsACertificate {

        private void startRequesting() {
            start(MutualTlsServer.builder()
                    .trustClients(SELF_SIGNED.certificate())
                    .clientCertificates(ClientCertificates.OPTIONAL));
        }

        @Test
        void aClientMayHaveNone() {
            startRequesting();

            send(request(server));

            assertThat(onlySubject()).isNull();
        }

        @Test
        void aClientWithoutOneCannotForgeOne() {
            startRequesting();

            send(request(server)
                    .headers(Map.of(ClientCertHeader.NAME, ClientCertHeader.of(SELF_SIGNED.certificate()))));

            assertThat(server.clientCertificate(server.requests().get(0))).isNull();
        }

        @Test
        void itReportsTheCertificate() {
            startRequesting();

            send(request(server).certificateName("Contoso_SF"));

            assertThat(onlySubject()).isEqualTo("CN=Contoso_SF,O=Contoso");
        }
    }

    @Nested
    class WhenItRequestsNone {

        @Test
        void aClientDoesNotSendOne() {
            start(MutualTlsServer.builder().clientCertificates(ClientCertificates.NONE));

            send(request(server).certificateName("Contoso_SF"));

            assertThat(onlySubject()).isNull();
        }
    }

    @Nested
    class Setup {

        @Test
        void itDoesNotStartIfNoClientIsTrusted() {
            assertThatIllegalStateException()
                    .isThrownBy(() -> MutualTlsServer.builder().start())
                    .withMessageContaining("trustClients(…)");
        }

        @Test
        void itCanUseACertificateOfTheTest() {
            HeldCertificate own =
                    ISSUING.issue(CertificateProfile.server("localhost").withKey(KeyKind.EC_P256));
            start(MutualTlsServer.builder().identity(own).clientCertificates(ClientCertificates.NONE));

            CalloutResponse response = send(request(server));

            assertThat(response.handshake().serverChain()).first().isEqualTo(own.certificate());
            assertThat(server.trust().anchors()).containsExactly(ISSUING.certificate());
        }

        @Test
        void itListensOnLoopbackOnly() throws Exception {
            start(MutualTlsServer.builder().clientCertificates(ClientCertificates.NONE));
            int port = URI.create(server.baseUrl()).getPort();

            List<InetAddress> others = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress())
                    .collect(Collectors.toList());

            new Socket(InetAddress.getByName("127.0.0.1"), port).close();
            for (InetAddress other : others) {
                assertThatThrownBy(() -> new Socket(other, port).close()).isInstanceOf(SocketException.class);
            }
        }

        @Test
        void resetRemovesStubsAndRequests() {
            start(MutualTlsServer.builder().clientCertificates(ClientCertificates.NONE));
            send(request(server));

            server.reset();

            assertThat(server.requests()).isEmpty();
            assertThat(server.wireMock().getStubMappings()).isEmpty();
        }

        @Test
        void closeStopsItAndCanBeRepeated() {
            start(MutualTlsServer.builder().clientCertificates(ClientCertificates.NONE));
            CalloutRequest request = request(server).build();

            server.close();
            server.close();

            assertThatThrownBy(() -> callouts.send(request)).isInstanceOf(CalloutConnectException.class);
        }

        @Test
        void itDoesNotChangeTheXmlFactoriesOfTheJvm() {
            start(MutualTlsServer.builder().clientCertificates(ClientCertificates.NONE));

            assertThat(System.getProperty("javax.xml.transform.TransformerFactory"))
                    .isNull();
        }
    }
}
