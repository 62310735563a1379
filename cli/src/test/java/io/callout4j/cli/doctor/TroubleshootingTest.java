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
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sets up each problem of {@code docs/troubleshooting.md} and compares the output of the doctor with the page. */
@Timeout(60)
class TroubleshootingTest {

    private static final Path PAGE = Path.of(System.getProperty("callout4j.project"), "docs/troubleshooting.md");
    private static final String SECRET = "correct horse battery";
    private static final String OK = FixedResponseServer.http(200, "text/plain", "ok");

    private static final CertificateAuthority PARTNER = CertificateAuthority.root("CN=Partner Root CA, O=Partner");
    private static final CertificateAuthority PARTNER_ISSUING =
            PARTNER.intermediate("CN=Partner Issuing CA, O=Partner");
    private static final HeldCertificate SERVER = PARTNER_ISSUING.issue(CertificateProfile.server("localhost"));
    private static final CertificateAuthority CONTOSO = CertificateAuthority.root("CN=Contoso Root, O=Contoso");
    private static final HeldCertificate CONTOSO_SF =
            CONTOSO.issue(CertificateProfile.client("CN=Contoso_SF, O=Contoso"));

    @TempDir
    private Path folder;

    private Path pem(X509Certificate... certificates) throws IOException {
        StringBuilder text = new StringBuilder();
        for (X509Certificate each : certificates) {
            text.append("-----BEGIN CERTIFICATE-----\n")
                    .append(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded(each)))
                    .append("\n-----END CERTIFICATE-----\n");
        }
        return Files.writeString(folder.resolve("trust.pem"), text);
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private CommandRun.Result doctor(FixedResponseServer server, Object... more) {
        Object[] all = new Object[more.length + 2];
        all[0] = "doctor";
        all[1] = server.url();
        System.arraycopy(more, 0, all, 2, more.length);
        return new CommandRun()
                .variable("PW", SECRET)
                .input(StatusService.REQUEST)
                .run(all);
    }

    private Path contoso() {
        return Identities.write(folder, "contoso.p12", CONTOSO_SF.toPkcs12(SECRET.toCharArray()));
    }

    /** The output must contain the block under the heading, except for line breaks. */
    private static void assertMatchesPage(String heading, CommandRun.Result result) throws IOException {
        Matcher block = Pattern.compile("## " + Pattern.quote(heading) + "\\n.*?```text\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE));
        assertThat(block.find()).as("a block of text under \"%s\"", heading).isTrue();
        assertThat(oneLine(result.out())).contains(oneLine(block.group(1)));
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    @Test
    void theServerDoesNotTrustTheIssuer() throws IOException {
        try (FixedResponseServer server =
                new FixedResponseServer(SERVER, SERVER.chain(), List.of(PARTNER.certificate()), OK)) {
            CommandRun.Result result = doctor(
                    server,
                    "--trust",
                    pem(PARTNER.certificate()),
                    "--cert-file",
                    contoso(),
                    "--cert-password-env",
                    "PW");
            assertThat(result.code()).isEqualTo(8);
            assertMatchesPage("The server does not accept our certificate", result);
        }
    }

    @Test
    void theServerDoesNotTrustTheSelfSignedCertificate() throws IOException {
        HeldCertificate selfSigned = HeldCertificate.selfSigned(CertificateProfile.client("CN=Contoso_SF, O=Contoso"));
        try (FixedResponseServer server =
                new FixedResponseServer(SERVER, SERVER.chain(), List.of(PARTNER.certificate()), OK)) {
            CommandRun.Result result = doctor(
                    server,
                    "--trust",
                    pem(PARTNER.certificate()),
                    "--cert-file",
                    Identities.write(folder, "self.p12", selfSigned.toPkcs12(SECRET.toCharArray())),
                    "--cert-password-env",
                    "PW");
            assertThat(result.code()).isEqualTo(8);
            assertMatchesPage("We use a self-signed certificate, and the server rejects it", result);
        }
    }

    @Test
    void thePasswordIsWrong() throws IOException {
        try (FixedResponseServer server = new FixedResponseServer(SERVER, SERVER.chain(), List.of(), OK)) {
            CommandRun.Result result = new CommandRun()
                    .variable("PW", "another one")
                    .run("doctor", server.url(), "--cert-file", contoso(), "--cert-password-env", "PW");
            assertThat(result.code()).isEqualTo(3);
            assertThat(result.out()).doesNotContain("another one");
            assertMatchesPage("Which password goes into clientCertPasswd_x?", result);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void anOldServerCertificateIsTrusted() throws IOException {
        X509Certificate lastYears = HeldCertificate.selfSigned(CertificateProfile.server("localhost"))
                .certificate();
        try (FixedResponseServer server = new FixedResponseServer(SERVER, SERVER.chain(), List.of(), OK)) {
            CommandRun.Result result = doctor(server, "--trust", pem(lastYears));
            assertThat(result.code()).isEqualTo(8);
            assertMatchesPage("PKIX path building failed, although the certificate was imported", result);
        }
    }

    @Test
    void theServerReturnsHtml() throws IOException {
        String login = FixedResponseServer.http(
                200, "text/html", "<html><title>Sign in</title><form><input type='password'></form></html>");
        try (FixedResponseServer server = new FixedResponseServer(SERVER, SERVER.chain(), List.of(), login)) {
            CommandRun.Result result = doctor(server, "--trust", pem(PARTNER.certificate()), "--send", "-");
            assertThat(result.code()).isEqualTo(8);
            assertMatchesPage("An envelope was expected, but HTML was returned", result);
            assertThat(server.requests())
                    .filteredOn(line -> line.startsWith("POST "))
                    .hasSize(1);
            assertThat(server.requests()).noneMatch(line -> line.startsWith("GET "));
        }
    }

    @Test
    void theServerDoesNotSendTheIntermediate() throws IOException {
        try (FixedResponseServer server =
                new FixedResponseServer(SERVER, List.of(SERVER.certificate()), List.of(), OK)) {
            CommandRun.Result result = doctor(server, "--trust", pem(PARTNER.certificate()));
            assertThat(result.code()).isEqualTo(8);
            assertMatchesPage("It works in the browser but not from Java", result);
        }
    }

    @Test
    void theServerCertificateIsSelfSigned() throws IOException {
        HeldCertificate own = HeldCertificate.selfSigned(CertificateProfile.server("localhost"));
        try (FixedResponseServer server = new FixedResponseServer(own, own.chain(), List.of(), OK)) {
            CommandRun.Result result = doctor(server, "--trust", pem(PARTNER.certificate()));
            assertThat(result.code()).isEqualTo(8);
            assertMatchesPage("The server has a self-signed certificate", result);
        }
    }

    @Test
    void aWildcardMatchesOneLabel() throws IOException {
        HeldCertificate wild = PARTNER.issue(CertificateProfile.server("*.example.com"));
        try (FixedResponseServer server = new FixedResponseServer(wild, wild.chain(), List.of(), OK)) {
            CommandRun.Result result = doctor(server, "--trust", pem(PARTNER.certificate()));
            assertThat(result.code()).isEqualTo(8);
            assertMatchesPage("Wildcards and subjectAltNames", result);
        }
    }

    @Test
    void aP7bFileWorksAsTrust() throws Exception {
        byte[] p7b = CertificateFactory.getInstance("X.509")
                .generateCertPath(List.of(PARTNER_ISSUING.certificate(), PARTNER.certificate()))
                .getEncoded("PKCS7");
        Path file = Files.write(folder.resolve("partner.p7b"), p7b);
        try (FixedResponseServer server = new FixedResponseServer(SERVER, SERVER.chain(), List.of(), OK)) {
            CommandRun.Result result = doctor(server, "--trust", file);
            assertThat(result.code()).isZero();
            assertMatchesPage("The partner sent a .p7b file", result);
        }
        CommandRun.Result asCertificate = new CommandRun().run("certificate", "inspect", file);
        assertThat(asCertificate.code()).isEqualTo(3);
        assertThat(asCertificate.out()).contains("no-private-key");
    }
}
