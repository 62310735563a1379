package io.callout4j.cxf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.callout4j.CalloutResponse;
import io.callout4j.Callouts;
import io.callout4j.certificates.CertificateProfile;
import io.callout4j.certificates.HeldCertificate;
import io.callout4j.certificates.KeyKind;
import io.callout4j.error.CalloutTlsException;
import io.callout4j.error.Finding.Severity;
import io.callout4j.request.CalloutRequest;
import io.callout4j.trust.CertificateOffer;
import io.callout4j.trust.Revocation;
import io.callout4j.trust.ServerTrust;
import io.callout4j.trust.TlsVersion;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** TLS settings in real handshakes. */
class TlsOptionsTest {

    private static CalloutRequest request(String url) {
        return CalloutRequest.builder(url, StatusService.UPDATE, "<a/>")
                .certificate(Pki.text(Pki.MALLORY), Pki.PASSWORD)
                .build();
    }

    private static HeldCertificate serverFor(String name) {
        return Pki.ROOT.issue(CertificateProfile.server(name).withKey(KeyKind.EC_P256));
    }

    private static List<String> codes(CalloutResponse response) {
        return response.findings().stream().map(each -> each.code()).toList();
    }

    @Nested
    class Versions {

        @ParameterizedTest
        @EnumSource(TlsVersion.class)
        void areRestrictedToTheConfiguredOnes(TlsVersion version) {
            try (LoopbackServer server =
                            LoopbackServer.tls(Pki.SERVER, StatusService.always(StatusService.ok("fine")));
                    Callouts callouts = Pki.callouts().tlsVersions(version).build()) {
                CalloutResponse response = callouts.send(request(server.url()));
                assertThat(Objects.requireNonNull(Objects.requireNonNull(response.handshake())
                                        .session())
                                .protocol())
                        .isEqualTo("TLSv" + version.number());
            }
        }

        @Test
        void thatTheServerDoesNotSupportAreReported() {
            try (LoopbackServer server = LoopbackServer.tls(
                            Pki.SERVER, null, StatusService.always(StatusService.ok("fine")), "TLSv1.3");
                    Callouts callouts =
                            Pki.callouts().tlsVersions(TlsVersion.V1_2).build()) {
                CalloutTlsException thrown =
                        catchThrowableOfType(CalloutTlsException.class, () -> callouts.send(request(server.url())));
                assertThat(thrown.findings().get(0).code()).isEqualTo("tls-version-mismatch");
            }
        }
    }

    /** The server lists the test's root as the accepted issuer, but also accepts Mallory's certificate from another CA. */
    @Nested
    class TheOffer {

        private LoopbackServer lenient() {
            return LoopbackServer.lenient(Pki.SERVER, Pki.clients(), StatusService.nameOfClient());
        }

        @Test
        void alwaysSendsTheCertificateWithAWarning() {
            try (LoopbackServer server = lenient();
                    Callouts callouts = Pki.callouts().build()) {
                CalloutResponse response = callouts.send(request(server.url()));
                assertThat(response.value(String.class)).contains("CN=Mallory");
                assertThat(codes(response)).containsExactly("certificate-withheld-issuers");
                assertThat(response.findings().get(0).severity()).isEqualTo(Severity.WARNING);
            }
        }

        @Test
        void matchingWithholdsTheCertificate() {
            try (LoopbackServer server = lenient();
                    Callouts callouts =
                            Pki.callouts().offer(CertificateOffer.MATCHING).build()) {
                CalloutResponse response = callouts.send(request(server.url()));
                assertThat(response.value(String.class)).contains("nobody");
                assertThat(codes(response)).containsExactly("certificate-withheld-issuers");
            }
        }

        @Test
        void matchingSendsAMatchingCertificate() {
            try (LoopbackServer server = lenient();
                    Callouts callouts =
                            Pki.callouts().offer(CertificateOffer.MATCHING).build()) {
                CalloutResponse response =
                        callouts.send(CalloutRequest.builder(server.url(), StatusService.UPDATE, "<a/>")
                                .certificate(Pki.text(Pki.BOB), Pki.PASSWORD)
                                .build());
                assertThat(response.value(String.class)).contains("CN=Bob");
                assertThat(response.findings()).isEmpty();
            }
        }

        @Test
        void isReportedIfTheServerThenRejectsTheCallout() {
            try (LoopbackServer server = LoopbackServer.tls(Pki.SERVER, Pki.clients(), StatusService.nameOfClient());
                    Callouts callouts =
                            Pki.callouts().offer(CertificateOffer.MATCHING).build()) {
                CalloutTlsException thrown =
                        catchThrowableOfType(CalloutTlsException.class, () -> callouts.send(request(server.url())));
                assertThat(thrown.findings().get(0).code()).isEqualTo("certificate-withheld-issuers");
                assertThat(thrown.findings().get(0).severity()).isEqualTo(Severity.ERROR);
            }
        }

        @Test
        void isReportedIfTheServerRequestsNoCertificate() {
            try (LoopbackServer server = LoopbackServer.tls(Pki.SERVER, StatusService.nameOfClient());
                    Callouts callouts = Pki.callouts().build()) {
                assertThat(codes(callouts.send(request(server.url())))).containsExactly("no-certificate-requested");
            }
        }
    }

    @Nested
    class AnotherServerName {

        @Test
        void isSentAndVerified() {
            try (LoopbackServer server = LoopbackServer.tls(
                            serverFor("erp.example.com"), StatusService.always(StatusService.ok("fine")));
                    Callouts callouts = Pki.callouts()
                            .serverName("127.0.0.1", "erp.example.com")
                            .build()) {
                assertThat(callouts.send(request(server.url("127.0.0.1")))
                                .handshake()
                                .serverName())
                        .isEqualTo("erp.example.com");
            }
        }

        @Test
        void replacesTheNameOfTheHost() {
            try (LoopbackServer server =
                            LoopbackServer.tls(Pki.SERVER, StatusService.always(StatusService.ok("fine")));
                    Callouts callouts = Pki.callouts()
                            .serverName("localhost", "erp.example.com")
                            .build()) {
                CalloutTlsException thrown =
                        catchThrowableOfType(CalloutTlsException.class, () -> callouts.send(request(server.url())));
                assertThat(thrown.findings().get(0).code()).isEqualTo("server-name-mismatch");
                assertThat(thrown).hasMessageContaining("erp.example.com");
            }
        }
    }

    /** Servers based on the JDK abort the handshake for such a name; other servers accept it, and all other clients send it. */
    @Test
    void canHaveAnUnderscore() throws Exception {
        CompletableFuture<String> hello = new CompletableFuture<>();
        LoopbackServer.Script listen = peer -> {
            byte[] record = new byte[5];
            peer.in.readNBytes(record, 0, 5);
            int length = (record[3] & 0xff) << 8 | record[4] & 0xff;
            hello.complete(new String(peer.in.readNBytes(length), StandardCharsets.ISO_8859_1));
        };
        try (LoopbackServer server = LoopbackServer.plain(listen);
                Callouts callouts = Pki.callouts()
                        .serverName("localhost", "my_erp.example.com")
                        .build()) {
            callouts.attempt(request(server.url().replace("http:", "https:")));
            assertThat(hello.get(30, TimeUnit.SECONDS)).contains("my_erp.example.com");
        }
    }

    @Nested
    class TrustBeyondAnchors {

        private void call(ServerTrust trust) {
            try (LoopbackServer server =
                            LoopbackServer.tls(Pki.SERVER, StatusService.always(StatusService.ok("fine")));
                    Callouts callouts = Callouts.builder().trust(trust).build()) {
                callouts.send(request(server.url()));
                assertThat(server.requests).hasSize(1);
            }
        }

        private final ServerTrust root = ServerTrust.certificates(Pki.ROOT.certificate());

        @Test
        void aWrongPinIsReportedWithTheRightOnes() {
            String other = "sha256/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
            CalloutTlsException thrown =
                    catchThrowableOfType(CalloutTlsException.class, () -> call(root.withPins(other)));
            assertThat(thrown.findings().get(0).code()).isEqualTo("server-not-pinned");
            String evidence = thrown.findings().get(0).evidence();
            call(root.withPins(other, evidence.replaceFirst("(?s).*?(sha256/[A-Za-z0-9+/=]+).*", "$1")));
        }

        @Test
        void anUnknownRevocationStatusIsRejectedIfProofIsRequired() {
            CalloutTlsException thrown = catchThrowableOfType(
                    CalloutTlsException.class, () -> call(root.withRevocation(Revocation.REQUIRED)));
            assertThat(thrown.findings().get(0).code()).isEqualTo("server-revocation-unknown");
            call(root.withRevocation(Revocation.SOFT));
        }
    }
}
