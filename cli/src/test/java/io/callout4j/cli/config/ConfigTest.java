package io.callout4j.cli.config;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static io.callout4j.cli.Identities.ISSUED;
import static io.callout4j.cli.Identities.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import io.callout4j.certificates.HeldCertificate;
import io.callout4j.cli.CommandRun;
import io.callout4j.cli.Identities;
import io.callout4j.cli.StatusService;
import io.callout4j.testkit.MutualTlsServer;
import io.callout4j.testkit.SoapResponses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** {@code callout config}, and {@code callout send --config}. */
class ConfigTest {

    private static MutualTlsServer server;

    @TempDir
    private static Path folder;

    private static Path file;

    @BeforeAll
    static void start() throws IOException {
        server = StatusService.start();
        Files.writeString(folder.resolve("root.pem"), StatusService.pem(server.trust()));
        Files.writeString(folder.resolve("contoso.pw"), SECRET + "\n");
        Identities.write(folder, "contoso.p12", ISSUED);
        file = write("callouts.json", """
                {
                  "certificates": {"Contoso_SF": {"path": "contoso.p12", "password": "${file:contoso.pw}"}},
                  "trust": {"system": false, "files": ["root.pem"]},
                  "tlsVersions": ["1.3"],
                  "offer": "matching",
                  "remoteSites": ["https://ERP.example.com:443/soap?token=hush"],
                  "namedCredentials": {
                    "Erp": {"url": "%s", "certificate": "Contoso_SF", "timeout": 20000, "headers": {"X-Tenant": "%s"},
                            "username": "erp", "password": "%s", "mergeFieldsInBody": ["a"]},
                    "Open": {"url": "%s"}
                  },
                  "proxy": {"use": "none", "noProxy": ["*.example.com"]},
                  "limits": {"responseBytes": 1000000},
                  "reload": {"seconds": 2.5}
                }
                """.formatted(server.baseUrl(), SECRET, SECRET, server.baseUrl()));
    }

    private static Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void reset() {
        server.wireMock().resetRequests();
        server.wireMock().stubFor(any(anyUrl()).willReturn(SoapResponses.envelope("<ok xmlns='urn:s'/>")));
    }

    @Nested
    class Check {

        @Test
        void showsTheSettingsButNoSecret() {
            CommandRun.Result result = new CommandRun().run("config", "check", file);
            assertThat(result.err()).isEmpty();
            assertThat(result.code()).isZero();
            assertThat(result.out())
                    .contains(
                            "The configuration is valid.",
                            "Contoso_SF  "
                                    + ISSUED.certificate()
                                            .getSubjectX500Principal()
                                            .getName() + ", valid until ",
                            "1 anchor from ",
                            "1.3; client certificate offered: matching",
                            "https://erp.example.com",
                            "callout:Erp  " + server.baseUrl()
                                    + " with certificate Contoso_SF as erp, 20000 ms, headers"
                                    + " X-Tenant, merge fields in the elements a",
                            "callout:Open  " + server.baseUrl(),
                            "no proxy except for *.example.com",
                            "1000000 per response",
                            "every 2.5 seconds")
                    .doesNotContain(SECRET, "hush");
        }

        @Test
        void showsTheDefaults() throws IOException {
            CommandRun.Result result = new CommandRun().run("config", "check", write("empty.json", "{}"));
            assertThat(result.code()).isZero();
            assertThat(result.out()).contains("none", "the JDK's trust store", "all allowed", "every 5 seconds");
        }

        @Test
        void showsProblemsOfCertificates() throws IOException {
            Identities.write(
                    folder,
                    "old.p12",
                    HeldCertificate.selfSigned(io.callout4j.certificates.CertificateProfile.client("CN=Old")
                            .withKey(io.callout4j.certificates.KeyKind.EC_P256)
                            .validBetween(
                                    Instant.now().minus(Duration.ofDays(9)),
                                    Instant.now().minus(Duration.ofDays(2)))));
            Path weak = write("weak.json", """
                    {"certificates": {"Old": {"path": "old.p12", "password": "${file:contoso.pw}"}},
                     "serverNames": {"10.0.0.7": "erp.example.com"}, "asyncThreads": 7, "wireLog": {"redact": ["Iban"]},
                     "namedCredentials": {"Open": {"url": "http://e.example", "username": "u", "password": "%s",
                                                   "generateAuthorizationHeader": false}}}
                    """.formatted(SECRET));
            CommandRun.Result result = new CommandRun().run("config", "check", weak);
            assertThat(result.code()).isZero();
            assertThat(result.out())
                    .contains(
                            "; error expired",
                            "10.0.0.7 as erp.example.com",
                            "7 threads",
                            "redacts Iban",
                            "http://e.example as u in the clear, no Authorization header")
                    .doesNotContain(SECRET);
        }

        @Test
        void exitsWith3IfTheConfigurationIsInvalid() throws IOException {
            for (String wrong : List.of(
                    "{\"offers\": \"always\"}",
                    "{\"certificates\": {\"A\": {\"path\": \"contoso.p12\", \"password\": \"x" + SECRET + "\"}}}",
                    "{\"namedCredentials\": {\"A\": {\"url\": \"https://a\", \"certificate\": \"B\"}}}")) {
                CommandRun.Result result = new CommandRun().run("config", "check", write("wrong.json", wrong));
                assertThat(result.code()).isEqualTo(3);
                assertThat(result.out().replaceAll("\\s+", " "))
                        .contains("The configuration is invalid.", "wrong.json, line 1, column ")
                        .doesNotContain(SECRET);
            }
        }

        @Test
        void exitsWith2IfTheFileDoesNotExist() {
            CommandRun.Result result = new CommandRun().run("config", "check", folder.resolve("nowhere.json"));
            assertThat(result.code()).isEqualTo(2);
            assertThat(result.err()).contains("nowhere.json cannot be read");
        }
    }

    @Test
    void schemaIsJsonWithTheKeys() {
        CommandRun.Result result = new CommandRun().run("config", "schema");
        assertThat(result.code()).isZero();
        assertThat(JsonMapper.shared().readTree(result.out()).get("properties").propertyNames())
                .contains("certificates", "trust", "namedCredentials", "remoteSites");
    }

    @Nested
    class Send {

        private CommandRun.Result send(String... more) {
            List<Object> words = new ArrayList<>(List.of("send", "--config", file, "--json"));
            words.addAll(List.of(more));
            return new CommandRun()
                    .variable("PW", SECRET)
                    .input("<a xmlns='urn:s'>{!$Credential.Username}</a>")
                    .run(words.toArray());
        }

        @Test
        void callsANamedCredential() {
            CommandRun.Result result = send("--endpoint", "callout:Erp/status?x=1");
            assertThat(result.json().get("outcome").asString()).isEqualTo("response");
            assertThat(result.json().at("/tls/clientSubject").asString())
                    .isEqualTo(ISSUED.certificate().getSubjectX500Principal().getName());
            var sent = server.requests().get(0);
            assertThat(sent.getUrl()).isEqualTo("/status?x=1");
            assertThat(sent.getHeader("X-Tenant")).isEqualTo(SECRET);
            assertThat(sent.getHeader("Authorization")).startsWith("Basic ");
            assertThat(sent.getBodyAsString()).contains(">erp<");
            assertThat(result.out() + result.err()).doesNotContain(SECRET);
        }

        @Test
        void sendsANamedCertificate() {
            CommandRun.Result result = send("--endpoint", "callout:Open", "--cert-name", "Contoso_SF");
            assertThat(result.code()).isZero();
            assertThat(result.json().at("/tls/certificateSent").asBoolean()).isTrue();
        }

        @Test
        void prefersOptionsToTheFile() {
            CommandRun.Result result =
                    send("--endpoint", "callout:Erp", "--tls", "1.2", "--offer", "always", "--header", "X-Tenant: 8");
            assertThat(result.code()).isZero();
            assertThat(result.json().at("/tls/protocol").asString()).isEqualTo("TLSv1.2");
            assertThat(server.requests().get(0).getHeader("X-Tenant")).isEqualTo("8");
        }

        @Test
        void refusesSitesThatTheFileDoesNotList() {
            CommandRun.Result result = send("--endpoint", server.url("/"), "--cert-name", "Contoso_SF");
            assertThat(result.code()).isEqualTo(3);
            assertThat(result.json().get("message").asString()).contains("Unauthorized endpoint");
            assertThat(server.requests()).isEmpty();
        }

        @Test
        void refusesASecondCertificate() {
            CommandRun.Result result = send("--endpoint", "callout:Erp", "--cert-name", "Contoso_SF");
            assertThat(result.code()).isEqualTo(3);
            assertThat(result.json().get("message").asString()).contains("unclear which one");
            assertThat(server.requests()).isEmpty();
        }

        @Test
        void reportsFindingsOfTheNamedCertificatesFile() throws IOException {
            HeldCertificate ca =
                    HeldCertificate.selfSigned(io.callout4j.certificates.CertificateProfile.client("CN=Self")
                            .withKey(io.callout4j.certificates.KeyKind.EC_P256));
            Identities.write(folder, "self.p12", ca);
            Path other = write(
                    "self.json",
                    Files.readString(file).replace("contoso.p12", "self.p12").replace("\"matching\"", "\"always\""));
            CommandRun.Result result = new CommandRun()
                    .input("<a/>")
                    .run("send", "--config", other, "--json", "--endpoint", "callout:Erp");
            assertThat(result.code()).isEqualTo(4);
            assertThat(result.json().get("findings").findValuesAsString("code")).contains("self-signed");
        }

        @Test
        void requiresAConfigurationForNames() {
            for (List<String> words : List.of(
                    List.of("send", "--endpoint", "callout:Erp"),
                    List.of("send", "--endpoint", "https://a", "--cert-name", "x"),
                    List.of(
                            "send",
                            "--endpoint",
                            "https://a",
                            "--cert-name",
                            "x",
                            "--config",
                            file.toString(),
                            "--cert-file",
                            "y"),
                    List.of("send", "--endpoint", "https://a", "--config", "nowhere.json"))) {
                CommandRun.Result result = new CommandRun().input("<a/>").run(words.toArray());
                assertThat(result.code()).as(words.toString()).isEqualTo(2);
            }
        }

        @Test
        void exitsWith3IfTheFileIsInvalid() throws IOException {
            Path wrong = write("wrong-send.json", "{\"offers\": 1}");
            CommandRun.Result result = new CommandRun()
                    .input("<a/>")
                    .run("send", "--config", wrong, "--json", "--endpoint", "callout:Erp");
            assertThat(result.code()).isEqualTo(3);
            assertThat(result.json().get("outcome").asString()).isEqualTo("configuration");
            assertThat(result.json().get("message").asString()).contains("line 1, column 2 (offers)");
        }
    }
}
