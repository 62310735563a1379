package io.callout4j.cxf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callout4j.CalloutResponse;
import io.callout4j.Callouts;
import io.callout4j.certificates.CertificateAuthority;
import io.callout4j.certificates.CertificateProfile;
import io.callout4j.certificates.HeldCertificate;
import io.callout4j.certificates.KeyKind;
import io.callout4j.error.CalloutTlsException;
import io.callout4j.error.Finding;
import io.callout4j.error.Finding.Severity;
import io.callout4j.error.HandshakeRecord;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.request.CalloutRequest;
import io.callout4j.trust.ServerTrust;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which certificate the server receives, and what is reported if one side rejects the other. */
class IdentityOnTheWireTest {

    private static LoopbackServer demanding(String... versions) {
        return LoopbackServer.tls(Pki.SERVER, Pki.clients(), StatusService.nameOfClient(), versions);
    }

    @Nested
    class IfTheServerRequiresACertificate {

        @ParameterizedTest
        @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
        void anInlineCertificateIsSent(String version) {
            try (LoopbackServer server = demanding(version);
                    Callouts callouts = Pki.callouts().build()) {
                StatusService.Port port = new StatusService.Port(callouts, server.url());
                port.clientCert_x = Pki.text(Pki.ALICE);
                port.clientCertPasswd_x = Pki.PASSWORD;
                assertThat(port.updateStatus("1", "away")).isEqualTo("CN=Alice");
            }
        }

        @Test
        void aNamedCertificateIsSentWithItsIntermediate() {
            try (LoopbackServer server = demanding();
                    Callouts callouts = Pki.callouts()
                            .certificate("Bob", Pki.entry(Pki.BOB))
                            .build()) {
                StatusService.Port port = new StatusService.Port(callouts, server.url());
                port.clientCertName_x = "Bob";
                assertThat(port.updateStatus("1", "away")).isEqualTo("CN=Bob");
            }
        }

        @Test
        void aSelfSignedCertificateIsSentAlthoughItsIssuerIsNotListed() {
            try (LoopbackServer server = LoopbackServer.tls(Pki.SERVER, Pki.clients(), StatusService.nameOfClient());
                    Callouts callouts = Pki.callouts()
                            .certificate("Contoso_SF", Pki.entry(Pki.SELF_SIGNED))
                            .build()) {
                StatusService.Port port = new StatusService.Port(callouts, server.url());
                port.clientCertName_x = "Contoso_SF";
                assertThat(port.updateStatus("1", "away")).isEqualTo("CN=Contoso_SF");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
        void aMissingCertificateIsReportedWithTheAcceptedIssuers(String version) {
            try (LoopbackServer server = demanding(version);
                    Callouts callouts = Pki.callouts().build()) {
                StatusService.Port port = new StatusService.Port(callouts, server.url());
                assertThatThrownBy(() -> port.updateStatus("1", "away"))
                        .isInstanceOfSatisfying(CalloutTlsException.class, e -> assertThat(e.findings())
                                .extracting(Finding::code)
                                .containsExactly("certificate-required-none-sent"))
                        .hasMessageStartingWith("IO Exception: ")
                        .hasMessageContaining("Received fatal alert")
                        .hasMessageContaining("requires a client certificate, but none was sent")
                        .hasMessageContaining("CN=Test Root")
                        .hasMessageContaining("Set clientCert_x");
                assertThat(server.requests).isEmpty();
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
        void aCertificateFromAnUnknownCaIsReportedWithWhatWasSent(String version) {
            try (LoopbackServer server = demanding(version);
                    Callouts callouts = Pki.callouts().build()) {
                assertThatThrownBy(() -> callouts.send(request(server, Pki.MALLORY)))
                        .isInstanceOfSatisfying(CalloutTlsException.class, e -> assertThat(
                                        e.findings().get(0).code())
                                .isIn("certificate-unknown-ca", "certificate-refused-unspecified"))
                        .hasMessageContaining("CN=Mallory")
                        .hasMessageContaining("CN=Stranger Root");
            }
        }

        @Test
        void anAlertIsNotLostBehindARequestTooLargeForTheSocketBuffers() {
            try (LoopbackServer server = demanding("TLSv1.3");
                    Callouts callouts = Pki.callouts().build()) {
                CalloutRequest large = CalloutRequest.builder(
                                server.url(), StatusService.UPDATE, "<a>" + "x".repeat(5_000_000) + "</a>")
                        .identity(Pki.MALLORY.toIdentity())
                        .build();
                assertThatThrownBy(() -> callouts.send(large)).isInstanceOf(CalloutTlsException.class);
            }
        }

        @Test
        void theReportContainsWhatWasNegotiated() {
            try (LoopbackServer server = demanding("TLSv1.3");
                    Callouts callouts = Pki.callouts().build()) {
                CalloutResponse response = callouts.send(request(server, Pki.ALICE));
                HandshakeRecord seen = Objects.requireNonNull(response.handshake());
                assertThat(Objects.requireNonNull(seen.session()).protocol()).isEqualTo("TLSv1.3");
                assertThat(seen.certificateSent()).isTrue();
                assertThat(seen.clientChain()).containsExactly(Pki.ALICE.certificate());
                assertThat(seen.serverChain()).first().isEqualTo(Pki.SERVER.certificate());
                assertThat(Objects.requireNonNull(seen.certificateRequest()).issuers())
                        .contains(Pki.ROOT.certificate().getSubjectX500Principal());
            }
        }
    }

    @Nested
    class IfIdentitiesChange {

        @Test
        void theNextCalloutUsesTheNewIdentityAndANewConnection() {
            try (LoopbackServer server = demanding();
                    Callouts callouts = Pki.callouts()
                            .certificate("Bob", Pki.entry(Pki.BOB))
                            .build()) {
                StatusService.Port port = new StatusService.Port(callouts, server.url());
                port.clientCert_x = Pki.text(Pki.ALICE);
                port.clientCertPasswd_x = Pki.PASSWORD;
                assertThat(port.updateStatus("1", "a")).isEqualTo("CN=Alice");
                port.clientCert_x = null;
                port.clientCertName_x = "Bob";
                assertThat(port.updateStatus("1", "b")).isEqualTo("CN=Bob");
                port.clientCertName_x = null;
                port.clientCert_x = Pki.text(Pki.SELF_SIGNED);
                assertThat(port.updateStatus("1", "c")).isEqualTo("CN=Contoso_SF");
            }
        }

        @Test
        void aThousandCalloutsOnEightThreadsUseTheirOwnIdentities() throws Exception {
            int each = 125;
            try (LoopbackServer server = demanding();
                    Callouts callouts = Pki.callouts()
                            .certificate("Alice", Pki.entry(Pki.ALICE))
                            .certificate("Bob", Pki.entry(Pki.BOB))
                            .build()) {
                ExecutorService threads = Executors.newFixedThreadPool(8);
                List<Future<Integer>> wrong = new ArrayList<>();
                for (int t = 0; t < 8; t++) {
                    wrong.add(threads.submit(() -> alternate(callouts, server.url(), each)));
                }
                for (Future<Integer> count : wrong) {
                    assertThat(count.get()).isZero();
                }
                threads.shutdown();
                assertThat(server.requests).hasSize(8 * each);
                // At most one connection for each thread and identity; a handshake per call would be 1,000.
                assertThat(server.connections.get()).isLessThanOrEqualTo(16);
            }
        }

        private static int alternate(Callouts callouts, String url, int count) {
            StatusService.Port port = new StatusService.Port(callouts, url);
            int wrong = 0;
            for (int i = 0; i < count; i++) {
                String name = i % 2 == 0 ? "Alice" : "Bob";
                port.clientCertName_x = name;
                if (!("CN=" + name).equals(port.updateStatus("1", "x"))) {
                    wrong++;
                }
            }
            return wrong;
        }

        @Test
        void anInlineCertificateIsOpenedOnceAndItsConnectionReused() {
            try (LoopbackServer server = demanding();
                    Callouts callouts = Pki.callouts().build()) {
                String text = Pki.text(Pki.ALICE);
                for (int i = 0; i < 5; i++) {
                    StatusService.Port port = new StatusService.Port(callouts, server.url());
                    port.clientCert_x = text;
                    port.clientCertPasswd_x = Pki.PASSWORD;
                    port.updateStatus("1", "x");
                }
                assertThat(server.connections).hasValue(1);
            }
        }

        @Test
        void somebodyElsesCertificateWithAnotherKeyIsAnotherIdentity() {
            try (LoopbackServer server = demanding();
                    Callouts callouts = Pki.callouts().build()) {
                assertThat(callouts.send(request(server, Pki.ALICE.toIdentity()))
                                .status())
                        .isEqualTo(200);
                // Alice's certificate is public; the key is Mallory's.
                ClientIdentity pretender = ClientIdentity.of(Pki.MALLORY.privateKey(), Pki.ALICE.chain());
                assertThatThrownBy(() -> callouts.send(request(server, pretender)))
                        .isInstanceOf(CalloutTlsException.class);
                assertThat(server.requests).hasSize(1);
            }
        }

        @Test
        void aWrongPasswordIsRejectedAfterARightOne() {
            try (LoopbackServer server = demanding();
                    Callouts callouts = Pki.callouts().build()) {
                StatusService.Port port = new StatusService.Port(callouts, server.url());
                port.clientCert_x = Pki.text(Pki.ALICE);
                port.clientCertPasswd_x = Pki.PASSWORD;
                port.updateStatus("1", "x");
                port.clientCertPasswd_x = "something else";
                assertThatThrownBy(() -> port.updateStatus("1", "x"))
                        .isInstanceOf(io.callout4j.error.ClientCertificateException.class);
            }
        }
    }

    @Nested
    class IfTheServerIsNotTrusted {

        private String codeOf(HeldCertificate serverCertificate, String host, ServerTrust trust) {
            try (LoopbackServer server = LoopbackServer.tls(serverCertificate, StatusService.nameOfClient());
                    Callouts callouts = Callouts.builder().trust(trust).build()) {
                StatusService.Port port = new StatusService.Port(callouts, server.url(host));
                CalloutTlsException thrown = org.assertj.core.api.Assertions.catchThrowableOfType(
                        CalloutTlsException.class, () -> port.updateStatus("1", "x"));
                assertThat(server.requests).isEmpty();
                message = thrown.getMessage();
                return thrown.findings().get(0).code();
            }
        }

        private String message = "";

        private final ServerTrust trust = ServerTrust.certificates(Pki.ROOT.certificate());

        @Test
        void anUnknownIssuerIsReportedWithTheTrustAnchors() {
            HeldCertificate strange =
                    Pki.STRANGER.issue(CertificateProfile.server("localhost").withKey(KeyKind.EC_P256));
            assertThat(codeOf(strange, "localhost", trust)).isEqualTo("server-unknown-ca");
            assertThat(message)
                    .startsWith("IO Exception: ")
                    .contains("PKIX path building failed")
                    .contains("CN=Stranger Root")
                    .contains("1 anchor from the program")
                    .contains("ServerTrust.pem");
        }

        @Test
        void aSelfSignedCertificateIsReported() {
            HeldCertificate own = HeldCertificate.selfSigned(
                    CertificateProfile.server("localhost").withKey(KeyKind.EC_P256));
            assertThat(codeOf(own, "localhost", trust)).isEqualTo("server-self-signed");
        }

        @Test
        void aTrustedCertificateForOtherNamesIsRejectedWithItsNames() {
            HeldCertificate other = Pki.ROOT.issue(
                    CertificateProfile.server("erp.example.com", "10.0.0.1").withKey(KeyKind.EC_P256));
            assertThat(codeOf(other, "localhost", trust)).isEqualTo("server-name-mismatch");
            assertThat(message).contains("erp.example.com, 10.0.0.1").contains("not for localhost");
        }

        @Test
        void anAddressIsVerifiedLikeAName() {
            HeldCertificate named =
                    Pki.ROOT.issue(CertificateProfile.server("localhost").withKey(KeyKind.EC_P256));
            assertThat(codeOf(named, "127.0.0.1", trust)).isEqualTo("server-name-mismatch");
        }

        @Test
        void anExpiredCertificateIsRejectedWithItsDate() {
            HeldCertificate old = Pki.ROOT.issue(CertificateProfile.server("localhost")
                    .withKey(KeyKind.EC_P256)
                    .validBetween(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2021-01-01T00:00:00Z")));
            assertThat(codeOf(old, "localhost", trust)).isEqualTo("server-expired");
            assertThat(message).contains("2021-01-01T00:00:00Z");
        }

        @Test
        void anExpiredCertificateIsRejectedEvenIfItIsATrustAnchor() {
            HeldCertificate old = HeldCertificate.selfSigned(CertificateProfile.server("localhost")
                    .withKey(KeyKind.EC_P256)
                    .validBetween(Instant.parse("2020-01-01T00:00:00Z"), Instant.parse("2021-01-01T00:00:00Z")));
            assertThat(codeOf(old, "localhost", ServerTrust.certificates(old.certificate())))
                    .isEqualTo("trust-anchor-expired");
        }

        @Test
        void anExpiredTrustAnchorIsRejectedUnlessTheTrustSettingsAcceptIt() {
            CertificateAuthority root = CertificateAuthority.root(CertificateProfile.client("CN=Old Root")
                    .withKey(KeyKind.EC_P256)
                    .validBetween(Instant.parse("2010-01-01T00:00:00Z"), Instant.parse("2020-01-01T00:00:00Z")));
            HeldCertificate leaf = root.issue(CertificateProfile.server("localhost")
                    .withKey(KeyKind.EC_P256)
                    .validBetween(
                            Instant.parse("2019-01-01T00:00:00Z"), Instant.now().plus(Duration.ofDays(90))));
            ServerTrust old = ServerTrust.certificates(root.certificate());
            assertThat(codeOf(leaf, "localhost", old)).isEqualTo("trust-anchor-expired");
            assertThat(message).contains("The trust anchor \"CN=Old Root\" expired on 2020-01-01T00:00:00Z");
            try (LoopbackServer server = LoopbackServer.tls(leaf, StatusService.nameOfClient());
                    Callouts callouts = Callouts.builder()
                            .trust(ServerTrust.system().and(old.acceptingExpiredAnchors()))
                            .build()) {
                assertThat(callouts.send(request(server, ClientIdentity.none())).findings())
                        .extracting(finding -> finding.severity() + " " + finding.code())
                        .containsExactly(Severity.WARNING + " trust-anchor-expired");
            }
        }

        @Test
        void aSelfSignedCertificateThatIsATrustAnchorIsAccepted() {
            HeldCertificate own = HeldCertificate.selfSigned(
                    CertificateProfile.server("localhost").withKey(KeyKind.EC_P256));
            try (LoopbackServer server = LoopbackServer.tls(own, StatusService.nameOfClient());
                    Callouts callouts = Callouts.builder()
                            .trust(ServerTrust.system().and(ServerTrust.pem(own.toCertificatePem())))
                            .build()) {
                assertThat(new StatusService.Port(callouts, server.url()).updateStatus("1", "x"))
                        .isEqualTo("nobody");
            }
        }
    }

    private static CalloutRequest request(LoopbackServer server, HeldCertificate client) {
        return request(server, client.toIdentity());
    }

    private static CalloutRequest request(LoopbackServer server, ClientIdentity identity) {
        return CalloutRequest.builder(server.url(), StatusService.UPDATE, StatusService.UpdateStatus.of("1", "x"))
                .responseType(StatusService.UpdateStatusResponse.class)
                .identity(identity)
                .build();
    }
}
