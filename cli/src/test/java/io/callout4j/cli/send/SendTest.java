package io.callout4j.cli.send;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static io.callout4j.cli.Identities.ISSUED;
import static io.callout4j.cli.Identities.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.callout4j.cli.CommandRun;
import io.callout4j.cli.Identities;
import io.callout4j.cli.StatusService;
import io.callout4j.testkit.MutualTlsServer;
import io.callout4j.testkit.SoapResponses;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code callout send} to a server that requires a client certificate. */
class SendTest {

    private static MutualTlsServer server;

    @TempDir
    private static Path folder;

    private static Path trust;
    private static Path contoso;

    @BeforeAll
    public static void start() throws IOException {
        server = StatusService.start();
        trust = Files.writeString(folder.resolve("root.pem"), StatusService.pem(server.trust()));
        contoso = Identities.write(folder, "contoso.p12", ISSUED);
    }

    @AfterAll
    public static void stop() {
        server.close();
    }

    @BeforeEach
    public void reset() {
        server.wireMock().resetRequests();
        respond(SoapResponses.envelope(StatusService.RESPONSE));
    }

    private static void respond(ResponseDefinitionBuilder response) {
        server.wireMock().stubFor(any(anyUrl()).willReturn(response));
    }

    private static CommandRun.Result send(String request, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "send",
                "--endpoint",
                server.url("/status"),
                "--trust",
                trust.toString(),
                "--cert-file",
                contoso.toString(),
                "--cert-password-env",
                "PW"));
        words.addAll(List.of(more));
        return new CommandRun().variable("PW", SECRET).input(request).run(words.toArray());
    }

    @Nested
    class ARequest {

        private LoggedRequest sent(String request, String... more) {
            CommandRun.Result result = send(request, more);
            assertThat(result.err()).isEmpty();
            assertThat(result.code()).isZero();
            return server.requests().get(0);
        }

        @Test
        void wrapsAnElementInAnEnvelope() {
            LoggedRequest request =
                    sent(StatusService.REQUEST, "--soap-action", "urn:updateStatus", "--header", "X-Tenant: 7");
            assertThat(request.getBodyAsString()).contains("Envelope").contains("<userId>1</userId>");
            assertThat(request.getHeader("SOAPAction")).isEqualTo("\"urn:updateStatus\"");
            assertThat(request.getHeader("X-Tenant")).isEqualTo("7");
            assertThat(server.clientSubject(request)).startsWith("CN=Contoso_SF");
        }

        @Test
        void keepsHeaderAndVersionOfAnEnvelope() {
            LoggedRequest request =
                    sent("<e:Envelope xmlns:e='http://www.w3.org/2003/05/soap-envelope' xmlns:t='urn:types'>"
                            + "<e:Header><s:Session xmlns:s='urn:s'>abc</s:Session></e:Header>"
                            + "<e:Body><b:ping xmlns:b='urn:b' kind='t:loud'/></e:Body></e:Envelope>");
            assertThat(request.getHeader("Content-Type")).startsWith("application/soap+xml");
            assertThat(request.getBodyAsString())
                    .contains(">abc</")
                    .contains("kind=\"t:loud\"")
                    .contains("xmlns:t=\"urn:types\"");
        }
    }

    @Nested
    class AReport {

        @Test
        void isOneJsonObjectOnOneLine() {
            CommandRun.Result result = send(StatusService.REQUEST, "--json");
            assertThat(result.out()).endsWith("}\n").containsOnlyOnce("\n");
            JsonNode json = result.json();
            assertThat(json.get("outcome").asString()).isEqualTo("response");
            assertThat(json.get("httpStatus").asInt()).isEqualTo(200);
            assertThat(json.get("body").asString()).contains("<result>fine</result>");
            assertThat(json.get("tls").get("certificateSent").asBoolean()).isTrue();
            assertThat(json.get("tls").get("clientSubject").asString()).startsWith("CN=Contoso_SF");
            assertThat(json.get("tls").get("protocol").asString()).isEqualTo("TLSv1.3");
            assertThat(json.get("headers").size()).isPositive();
            assertThat(json.get("findings")).isEmpty();
        }

        @Test
        void isOneLinePerCall() {
            CommandRun.Result result = send(StatusService.REQUEST, "--json", "--repeat", "3");
            assertThat(result.out().lines()).hasSize(3).allMatch(line -> line.startsWith("{\"outcome\":\"response\""));
            assertThat(server.requests()).hasSize(3);
        }

        @Test
        void isTextByDefault() {
            assertThat(send(StatusService.REQUEST).out())
                    .startsWith("response (HTTP 200) after ")
                    .contains("TLSv1.3")
                    .contains("Contoso_SF")
                    .contains("<result>fine</result>");
        }

        @Test
        void showsAFault() {
            respond(SoapResponses.fault("soap:Client", "unknown user", "<why>7</why>"));
            CommandRun.Result result = send(StatusService.REQUEST, "--json");
            assertThat(result.code()).isEqualTo(1);
            JsonNode fault = result.json().get("fault");
            assertThat(fault.get("code").asString()).isEqualTo("soap:Client");
            assertThat(fault.get("string").asString()).isEqualTo("unknown user");
            assertThat(fault.get("detail").asString()).contains("<why>7</why>");
            assertThat(result.json().get("body").isNull()).isTrue();
            assertThat(result.json().get("tls").get("certificateSent").asBoolean())
                    .isTrue();
        }

        @Test
        void showsAnEmptyResponse() {
            respond(aResponse().withStatus(202).withHeader("Content-Length", "0"));
            CommandRun.Result result = send(StatusService.REQUEST, "--json");
            assertThat(result.code()).isZero();
            assertThat(result.json().get("outcome").asString()).isEqualTo("empty");
        }

        @Test
        void showsAnHttpError() {
            respond(SoapResponses.html(403, "Forbidden"));
            CommandRun.Result result = send(StatusService.REQUEST, "--json");
            assertThat(result.code()).isEqualTo(7);
            assertThat(result.json().get("outcome").asString()).isEqualTo("http");
            assertThat(result.json().get("httpStatus").asInt()).isEqualTo(403);
        }

        @Test
        void includesFindingsOfTheCertificateFileIfTheServerRefuses() {
            respond(SoapResponses.html(400, "The SSL certificate error"));
            CommandRun.Result result = new CommandRun()
                    .variable("PW", SECRET)
                    .at(ISSUED.chain().get(0).getNotAfter().toInstant().plusSeconds(60))
                    .input(StatusService.REQUEST)
                    .run(
                            "send",
                            "--endpoint",
                            server.url("/status"),
                            "--trust",
                            trust,
                            "--cert-file",
                            contoso,
                            "--cert-password-env",
                            "PW",
                            "--json");
            assertThat(result.json().get("outcome").asString()).isEqualTo("http");
            assertThat(result.json().get("findings").findValuesAsString("code"))
                    .startsWith("certificate-unknown-ca", "expired");
        }

        @Test
        void showsATimeout() {
            respond(SoapResponses.envelope(StatusService.RESPONSE).withFixedDelay(20_000));
            CommandRun.Result result = send(StatusService.REQUEST, "--json", "--timeout", "500");
            assertThat(result.code()).isEqualTo(5);
            assertThat(result.json().get("phase").asString()).isEqualTo("wait");
        }
    }

    @Nested
    class AFailure {

        private void refused(CommandRun.Result result, int code, String outcome) {
            assertThat(result.code()).isEqualTo(code);
            assertThat(result.json().get("outcome").asString()).isEqualTo(outcome);
            assertThat(server.requests()).isEmpty();
            assertThat(result.out() + result.err()).doesNotContain(SECRET);
        }

        @Test
        void isACertificateThatCannotBeOpened() {
            CommandRun.Result result = new CommandRun()
                    .variable("PW", "another " + SECRET)
                    .input(StatusService.REQUEST)
                    .run(
                            "send",
                            "--endpoint",
                            server.url("/"),
                            "--cert-file",
                            contoso,
                            "--cert-password-env",
                            "PW",
                            "--json");
            refused(result, 3, "certificate");
        }

        @Test
        void isACertificateForPlainHttp() {
            refused(
                    new CommandRun()
                            .variable("PW", SECRET)
                            .input(StatusService.REQUEST)
                            .run(
                                    "send",
                                    "--endpoint",
                                    "http://localhost/",
                                    "--cert-file",
                                    contoso,
                                    "--cert-password-env",
                                    "PW",
                                    "--json"),
                    3,
                    "configuration");
        }

        @Test
        void isARequestThatIsNotXml() {
            for (String wrong : List.of(
                    "",
                    "no XML",
                    "<a>",
                    "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>",
                    "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'><e:Body/></e:Envelope>")) {
                refused(send(wrong, "--json"), 3, "configuration");
            }
        }

        @Test
        void isAServerThatIsNotTrusted() {
            CommandRun.Result result = new CommandRun()
                    .variable("PW", SECRET)
                    .input(StatusService.REQUEST)
                    .run(
                            "send",
                            "--endpoint",
                            server.url("/"),
                            "--cert-file",
                            contoso,
                            "--cert-password-env",
                            "PW",
                            "--json");
            refused(result, 4, "tls");
            assertThat(result.json().get("findings").get(0).get("code").asString())
                    .startsWith("server-");
        }

        @Test
        void isACallWithoutACertificate() {
            CommandRun.Result result = new CommandRun()
                    .input(StatusService.REQUEST)
                    .run("send", "--endpoint", server.url("/"), "--trust", trust, "--json");
            refused(result, 4, "tls");
            assertThat(result.json().get("findings").get(0).get("code").asString())
                    .isEqualTo("certificate-required-none-sent");
        }

        @Test
        void isAHostThatDoesNotExist() {
            refused(
                    new CommandRun()
                            .input(StatusService.REQUEST)
                            .run("send", "--endpoint", "https://no-such-host.invalid/", "--json"),
                    6,
                    "connect");
        }
    }

    @Test
    public void readsTheRequestFromAFile() throws IOException {
        Path file = Files.write(folder.resolve("request.xml"), StatusService.REQUEST.getBytes(StandardCharsets.UTF_16));
        assertThat(send("", "--json", file.toString()).code()).isZero();
        assertThat(server.requests().get(0).getBodyAsString()).contains("<userId>1</userId>");
    }
}
