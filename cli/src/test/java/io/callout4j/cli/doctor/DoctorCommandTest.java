package io.callout4j.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.callout4j.certificates.CertificateAuthority;
import io.callout4j.certificates.CertificateProfile;
import io.callout4j.certificates.HeldCertificate;
import io.callout4j.cli.CommandRun;
import io.callout4j.cli.FixedResponseServer;
import io.callout4j.cli.Identities;
import io.callout4j.cli.StatusService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code callout doctor}. */
@Timeout(60)
class DoctorCommandTest {

    private static final String SECRET = "correct horse battery";
    private static final CertificateAuthority ROOT = CertificateAuthority.root("CN=Partner Root");
    private static final HeldCertificate SERVER = ROOT.issue(CertificateProfile.server("localhost"));
    private static final HeldCertificate CONTOSO = ROOT.issue(CertificateProfile.client("CN=Contoso_SF"));

    @TempDir
    private Path folder;

    private Path trust;
    private Path contoso;
    private FixedResponseServer server;

    @BeforeEach
    void start() throws IOException {
        trust = Files.writeString(
                folder.resolve("root.pem"),
                StatusService.pem(io.callout4j.trust.ServerTrust.certificates(ROOT.certificate())));
        contoso = Identities.write(folder, "contoso.p12", CONTOSO.toPkcs12(SECRET.toCharArray()));
        server = new FixedResponseServer(
                SERVER,
                SERVER.chain(),
                List.of(ROOT.certificate()),
                "HTTP/1.1 405 No\r\nSet-Cookie: SESSION=do-not-show\r\nAllow: POST\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private CommandRun.Result doctor(Object... more) {
        Object[] all = new Object[more.length + 4];
        all[0] = "doctor";
        all[1] = server.url();
        all[2] = "--trust";
        all[3] = trust;
        System.arraycopy(more, 0, all, 4, more.length);
        return new CommandRun().variable("PW", SECRET).run(all);
    }

    @Test
    void isHealthyWithTheRightCertificate() {
        CommandRun.Result result = doctor("--cert-file", contoso, "--cert-password-env", "PW");
        assertThat(result.code()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .startsWith("healthy: " + server.url())
                .contains("sent CN=Contoso_SF", "sent CN=localhost", "requests a certificate issued by")
                .contains("as in the callout: GET returned HTTP 405", "without the certificate: failed, alert");
    }

    @Test
    void namesTheProblemWithoutACertificate() {
        CommandRun.Result result = doctor();
        assertThat(result.code()).isEqualTo(8);
        assertThat(result.out())
                .startsWith("problems: ")
                .contains("error certificate-required-none-sent")
                .contains("callout help finding certificate-required-none-sent");
    }

    @Test
    void printsJsonForPrograms() {
        JsonNode json = doctor("--cert-file", contoso, "--cert-password-env", "PW", "--json")
                .json();
        assertThat(json.propertyNames()).containsExactly("outcome", "facts", "findings");
        assertThat(json.get("outcome").asString()).isEqualTo("healthy");
        JsonNode facts = json.get("facts");
        assertThat(facts.get("protocol").asString()).isEqualTo("TLSv1.3");
        assertThat(facts.get("certificateRequested").asBoolean()).isTrue();
        assertThat(facts.get("certificateSent").asBoolean()).isTrue();
        assertThat(facts.get("acceptedIssuers").get(0).asString()).isEqualTo("CN=Partner Root");
        assertThat(facts.get("trustPath")).hasSize(2);
        assertThat(facts.get("http").get("headers").get("Set-Cookie").asString())
                .isEqualTo("…");
        assertThat(facts.get("probes").findValuesAsString("kind"))
                .containsExactly("as-called", "without-certificate", "tls-1-2", "tls-1-3");
        assertThat(json.toString()).doesNotContain("do-not-show", SECRET);
    }

    @Test
    void printsOnlyFactsThatTheContractDocuments() throws IOException {
        String contract = Files.readString(Path.of(System.getProperty("callout4j.project"), "docs/contract.md"));
        String section = contract.substring(contract.indexOf("`callout doctor --json`"));
        JsonNode facts = doctor("--json").json().get("facts");
        assertThat(facts.propertyNames()).allSatisfy(key -> assertThat(section).contains("`" + key + "`"));
        assertThat(facts.get("serverChain").get(0).propertyNames())
                .allSatisfy(key -> assertThat(section).contains("`" + key + "`"));
        assertThat(facts.get("probes").get(0).propertyNames())
                .allSatisfy(key -> assertThat(section).contains("`" + key + "`"));
    }

    @Test
    void exitsWith3IfCertificateOrTrustIsRefused() throws IOException {
        CommandRun.Result wrong = new CommandRun()
                .variable("PW", "no")
                .run("doctor", server.url(), "--cert-file", contoso, "--cert-password-env", "PW", "--json");
        assertThat(wrong.code()).isEqualTo(3);
        assertThat(wrong.json().get("findings").get(0).get("code").asString()).isEqualTo("wrong-password");
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        CommandRun.Result noTrust = new CommandRun().run("doctor", server.url(), "--trust", empty, "--json");
        assertThat(noTrust.code()).isEqualTo(3);
        assertThat(noTrust.json().get("outcome").asString()).isEqualTo("problems");
        assertThat(noTrust.json().get("findings").get(0).get("code").asString()).isEqualTo("trust-store-empty");
        CommandRun.Result plain = new CommandRun()
                .variable("PW", SECRET)
                .run("doctor", "http://localhost:1/", "--cert-file", contoso, "--cert-password-env", "PW", "--json");
        assertThat(plain.code()).isEqualTo(3);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void rejectsInvalidOptions() {
        assertThat(doctor("--timeout", "0").code()).isEqualTo(2);
        assertThat(doctor("--html", folder.resolve("no/such/folder/page.html")).code())
                .isEqualTo(2);
        assertThat(doctor("--cert-name", "Contoso_SF").code()).isEqualTo(2);
        assertThat(new CommandRun().run("doctor", "no url").code()).isEqualTo(2);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void writesTheHtmlReport() throws IOException {
        Path page = folder.resolve("report.html");
        CommandRun.Result result = doctor("--html", page);
        assertThat(result.code()).isEqualTo(8);
        assertThat(Files.readString(page))
                .startsWith("<!doctype html>")
                .contains(
                        "problems",
                        server.url(),
                        "certificate-required-none-sent",
                        "CN=localhost",
                        "trusted on your side",
                        "CN=Partner Root",
                        "Has no certificate to send",
                        "as in the callout")
                .endsWith("</html>\n");
        assertThat(result.err()).contains("report.html");
    }

    @Test
    void showsChainsButNoSecretInTheHtmlReport() throws IOException {
        Path page = folder.resolve("report.html");
        doctor("--html", page, "--cert-file", contoso, "--cert-password-env", "PW");
        assertThat(Files.readString(page))
                .contains("healthy", "Sent this certificate", "CN=Contoso_SF", "It requests a certificate issued by")
                .contains("No problem was found")
                .doesNotContain("do-not-show", SECRET, "PRIVATE");
    }

    @Test
    void escapesUntrustedTextInTheHtmlReport() throws IOException {
        HeldCertificate hostile =
                ROOT.issue(CertificateProfile.client("CN=\"<script>alert(1)</script>\u202e\",O=\"A & B\""));
        Path file = Identities.write(folder, "hostile.p12", hostile.toPkcs12(SECRET.toCharArray()));
        Path page = folder.resolve("report.html");
        doctor("--html", page, "--cert-file", file, "--cert-password-env", "PW");
        assertThat(Files.readString(page))
                .contains("&lt;script", "\\u202e", "A &amp; B")
                .contains("default-src 'none'")
                .doesNotContain("<script", "\u202e", "src=", "href=", "url(");
    }

    @Test
    void writesTheHtmlReportOfARefusal() throws IOException {
        Path page = folder.resolve("report.html");
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        new CommandRun().run("doctor", server.url(), "--trust", empty, "--html", page);
        assertThat(Files.readString(page)).contains("Rejected on your side", "trust-store-empty");
    }
}
