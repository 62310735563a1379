package io.callout4j.samples;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;

import io.callout4j.certificates.CertificateProfile;
import io.callout4j.certificates.HeldCertificate;
import io.callout4j.testkit.MutualTlsServer;
import io.callout4j.testkit.SoapResponses;
import io.callout4j.trust.ServerTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserStatusTest {

    /** Longer than any word or name that the program prints; base64 of a key store contains such lines. */
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{32,}");

    @Nested
    class TheScenes {

        private static SampleRun run;
        private static List<String> scenes;

        @BeforeAll
        static void play() {
            run = SampleRun.of(Map.of());
            scenes = Arrays.asList(run.out().split("(?m)^(?=\\([a-e]\\))"));
        }

        private static String scene(char letter) {
            return scenes.get(letter - 'a' + 1).replaceAll("\\s+", " ");
        }

        @Test
        void allBehaveAsExpected() {
            assertThat(run.out().lines().reduce((first, second) -> second))
                    .contains("All 5 scenes behaved as expected.");
            assertThat(run.exit()).isZero();
            assertThat(run.err()).isEmpty();
            assertThat(scenes).hasSize(6);
        }

        @Test
        void theServerReceivesNothingWithoutACertificate() {
            assertThat(scene('a'))
                    .contains("server saw no request")
                    .contains("CalloutTlsException")
                    .contains("The server requires a client certificate, but none was sent.");
        }

        @Test
        void theServerReceivesAnInlineCertificate() {
            assertThat(scene('b'))
                    .contains("clientCert_x = (base64 text of ")
                    .contains("clientCertPasswd_x = ********")
                    .contains("client certificate CN=Contoso inline,O=Contoso")
                    .contains("result: OK");
        }

        @Test
        void theServerReceivesANamedSelfSignedCertificate() {
            assertThat(scene('c'))
                    .contains("clientCertName_x = Contoso_SF ")
                    .contains("client certificate CN=Contoso_SF,O=Contoso")
                    .contains("result: OK");
        }

        @Test
        void theServerReceivesACaSignedCertificateWithItsIntermediate() {
            assertThat(scene('d'))
                    .contains("clientCertName_x = Contoso_SF_PCA ")
                    .contains("client certificate CN=Contoso_SF_PCA,O=Contoso and with it CN=Contoso Issuing CA")
                    .contains("result: OK");
        }

        @Test
        void aWrongPasswordIsFoundBeforeAnythingIsSent() {
            assertThat(scene('e'))
                    .contains("server saw nothing; the callout failed before connecting")
                    .contains("ClientCertificateException The password does not open clientCert_x");
        }

        @Test
        void noSecretIsPrinted() {
            assertThat(run.out()).doesNotContainIgnoringCase("s3cret-Contoso").doesNotContainPattern(BASE64);
        }

        @Test
        void noLineIsWiderThanAHundredColumns() {
            assertThat(run.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
        }
    }

    @Nested
    class YourOwnEndpoint {

        @TempDir
        private Path folder;

        private final HeldCertificate mine =
                HeldCertificate.selfSigned(CertificateProfile.client("CN=Mine,O=Elsewhere"));

        private String certificateFile() throws IOException {
            return Files.write(folder.resolve("mine.p12"), mine.toPkcs12("0pen-Sesame".toCharArray()))
                    .toString();
        }

        private String trustFile(ServerTrust trust) throws Exception {
            StringBuilder pem = new StringBuilder();
            for (var anchor : trust.anchors()) {
                pem.append("-----BEGIN CERTIFICATE-----\n")
                        .append(Base64.getMimeEncoder().encodeToString(anchor.getEncoded()))
                        .append("\n-----END CERTIFICATE-----\n");
            }
            return Files.writeString(folder.resolve("trust.pem"), pem).toString();
        }

        @Test
        void isCalledWithTheCertificateOfTheFile() throws Exception {
            try (UserStatusServer server = UserStatusServer.start(mine.certificate())) {
                SampleRun run = SampleRun.of(
                        Map.of("MY_PASSWORD", "0pen-Sesame"),
                        "--endpoint",
                        server.endpoint(),
                        "--cert-file",
                        certificateFile(),
                        "--cert-password-env",
                        "MY_PASSWORD",
                        "--trust",
                        trustFile(server.trust()));

                assertThat(run.exit()).as(run.out()).isZero();
                assertThat(run.flat())
                        .contains("result: OK")
                        .contains("certificate CN=Mine,O=Elsewhere issued by CN=Mine,O=Elsewhere valid until ");
                assertThat(server.seen()).containsExactly(List.of("CN=Mine,O=Elsewhere"));
                assertThat(run.out()).doesNotContain("0pen-Sesame").doesNotContainPattern(BASE64);
            }
        }

        @Test
        void isNotCalledWithAWrongPassword() throws Exception {
            try (UserStatusServer server = UserStatusServer.start(mine.certificate())) {
                SampleRun run = SampleRun.of(
                        Map.of("MY_PASSWORD", "0pen-sesame"),
                        "--endpoint",
                        server.endpoint(),
                        "--cert-file",
                        certificateFile(),
                        "--cert-password-env",
                        "MY_PASSWORD");

                assertThat(run.exit()).isEqualTo(1);
                assertThat(run.flat())
                        .contains("ClientCertificateException")
                        .contains("The password does not open")
                        .endsWith("Nothing was sent. ");
                assertThat(server.seen()).isEmpty();
                assertThat(run.out()).doesNotContain("0pen-sesame");
            }
        }

        @Test
        void mayRejectTheCallWithAnError() throws Exception {
            try (MutualTlsServer server =
                    MutualTlsServer.builder().trustClients(mine.certificate()).start()) {
                server.wireMock().stubFor(any(anyUrl()).willReturn(SoapResponses.html(403, "Forbidden")));
                SampleRun run = SampleRun.of(
                        Map.of("MY_PASSWORD", "0pen-Sesame"),
                        "--endpoint",
                        server.url("/"),
                        "--cert-file",
                        certificateFile(),
                        "--cert-password-env",
                        "MY_PASSWORD",
                        "--trust",
                        trustFile(server.trust()));

                assertThat(run.exit()).isEqualTo(1);
                assertThat(run.flat())
                        .contains("CalloutHttpException")
                        .endsWith("The TLS handshake succeeded, but the service rejected the callout. ");
            }
        }

        @Test
        void receivesNothingIfItIsNotTrusted() throws Exception {
            try (UserStatusServer server = UserStatusServer.start(mine.certificate())) {
                SampleRun run = SampleRun.of(
                        Map.of("MY_PASSWORD", "0pen-Sesame"),
                        "--endpoint",
                        server.endpoint(),
                        "--cert-file",
                        certificateFile(),
                        "--cert-password-env",
                        "MY_PASSWORD");

                assertThat(run.exit()).isEqualTo(1);
                assertThat(run.flat()).contains("CalloutTlsException").contains("callout4j testkit root");
                assertThat(server.seen()).isEmpty();
            }
        }
    }
}
