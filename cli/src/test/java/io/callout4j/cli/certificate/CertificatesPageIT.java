package io.callout4j.cli.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.callout4j.cli.DocumentationPages;
import io.callout4j.cli.RealWebServer;
import io.callout4j.tool.ExternalTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs the commands of the page about certificates one after the other with the packaged command, then checks the resulting
 * files with other tools and servers.
 */
@DisabledOnOs(OS.WINDOWS)
class CertificatesPageIT {

    private static final Path LAUNCHER = Path.of(System.getProperty("callout4j.project"), "cli", "target", "callout");
    private static final Map<String, String> PASSWORDS = Map.of("PW", "store-secret", "CA_PW", "ca-secret");

    @TempDir
    private static Path folder;

    private static final List<String> OUTPUTS = new ArrayList<>();

    /** Passwords come from variables instead of the prompt. Each command must succeed, so expiring finds nothing. */
    @BeforeAll
    static void runAllCommandsOfThePage() throws Exception {
        for (String command : DocumentationPages.commands("certificates.md")) {
            assertThat(command).startsWith("callout ");
            if (!command.startsWith("callout certificate delete")) {
                OUTPUTS.add(callout(command.substring("callout ".length()) + passwords(command)));
            }
        }
        callout("certificate import-signed Test_Server server.crt --password-env PW");
        callout("certificate export Test_Server --as pem --no-password --out server.pem --password-env PW");
        Files.writeString(
                folder.resolve("clients.crt"),
                Files.readString(folder.resolve("root.crt")) + Files.readString(folder.resolve("Contoso_SF.crt")));
    }

    private static String passwords(String command) {
        if (command.startsWith("callout ca sign")) {
            return " --ca-password-env CA_PW";
        }
        if (command.startsWith("callout ca init")) {
            return " --password-env CA_PW" + (command.contains("--ca ") ? " --ca-password-env CA_PW" : "");
        }
        return " --password-env PW"
                + (command.startsWith("callout certificate import ") ? " --file-password-env PW" : "");
    }

    private static String callout(String words) throws Exception {
        return run(0, "sh", "-c", LAUNCHER + " " + words);
    }

    private static String tool(String... command) throws Exception {
        return run(0, command);
    }

    private static String run(int code, String... command) throws Exception {
        Map<String, String> environment = new HashMap<>(PASSWORDS);
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        return ExternalTool.in(folder).withEnvironment(environment).run(code, command);
    }

    @Test
    void showsNoPasswordAndNoKey() {
        assertThat(OUTPUTS)
                .hasSizeGreaterThan(12)
                .noneMatch(output -> output.contains("PRIVATE KEY")
                        || PASSWORDS.values().stream().anyMatch(output::contains));
    }

    @Test
    void opensslAcceptsRequestChainAndKeyStores() throws Exception {
        assertThat(tool("openssl", "req", "-in", "Contoso_SF_PCA.csr", "-verify", "-noout"))
                .contains("OK");
        assertThat(tool(
                        "openssl",
                        "verify",
                        "-x509_strict",
                        "-purpose",
                        "sslclient",
                        "-CAfile",
                        "root.crt",
                        "Contoso_SF_PCA.crt"))
                .contains("Contoso_SF_PCA.crt: OK");
        assertThat(tool(
                        "openssl",
                        "verify",
                        "-x509_strict",
                        "-purpose",
                        "sslserver",
                        "-verify_hostname",
                        "localhost",
                        "-CAfile",
                        "root.crt",
                        "-untrusted",
                        "issuing.crt",
                        "server.crt"))
                .contains("server.crt: OK");
        tool("openssl", "base64", "-d", "-in", "Contoso_SF_PCA.b64", "-out", "decoded.p12");
        assertThat(tool("openssl", "pkcs12", "-in", "decoded.p12", "-passin", "env:PW", "-nokeys"))
                .contains("friendlyName: Contoso_SF_PCA")
                .contains("CN = Contoso Root CA");
    }

    @Test
    void keytoolReadsTheKeyStoreAndTheSalesforceExport() throws Exception {
        assertThat(tool(
                        ExternalTool.keytool(),
                        "-list",
                        "-keystore",
                        "identities.p12",
                        "-storepass",
                        PASSWORDS.get("PW"),
                        "-J-Duser.language=en"))
                .contains("contoso_sf_pca")
                .contains("contoso_copy")
                .contains("PrivateKeyEntry");
        String jks = tool(
                ExternalTool.keytool(),
                "-list",
                "-v",
                "-keystore",
                "Contoso_SF_PCA.jks",
                "-storetype",
                "JKS",
                "-storepass",
                PASSWORDS.get("PW"),
                "-J-Duser.language=en");
        assertThat(jks)
                .contains("Your keystore contains 1 entry")
                .contains("Alias name: contoso_sf_pca")
                .contains("Certificate chain length: 2")
                .contains("Owner: CN=Contoso_SF_PCA, O=Contoso")
                .contains("Owner: CN=Contoso Root CA, O=Contoso");
        // This would fail if the key's password were not that of the store.
        tool(
                ExternalTool.keytool(),
                "-importkeystore",
                "-srckeystore",
                "Contoso_SF_PCA.jks",
                "-srcstorepass",
                PASSWORDS.get("PW"),
                "-srckeypass",
                PASSWORDS.get("PW"),
                "-srcalias",
                "Contoso_SF_PCA",
                "-destkeystore",
                "by-keytool.p12",
                "-deststorepass",
                "another-one");
    }

    @Test
    void gnutlsReadsTheKeyStoreAndTheChain() throws Exception {
        assertThat(tool("certtool", "--verify", "--load-ca-certificate", "root.crt", "--infile", "Contoso_SF_PCA.crt"))
                .contains("Chain verification output: Verified");
        assertThat(tool(
                        "certtool",
                        "--p12-info",
                        "--inder",
                        "--infile",
                        "identities.p12",
                        "--password",
                        PASSWORDS.get("PW")))
                .contains("Contoso_SF_PCA");
    }

    @Nested
    class ACalloutWithTheCertificate {

        @ParameterizedTest
        @ValueSource(strings = {"Contoso_SF_PCA", "Contoso_SF"})
        void succeedsAtNginx(String name) throws Exception {
            try (RealWebServer server = RealWebServer.nginx(folder)) {
                assertAccepted(server, name);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"Contoso_SF_PCA", "Contoso_SF"})
        void succeedsAtApacheHttpd(String name) throws Exception {
            try (RealWebServer server = RealWebServer.httpd(folder)) {
                assertAccepted(server, name);
            }
        }

        private void assertAccepted(RealWebServer server, String name) throws Exception {
            Files.writeString(folder.resolve("request.xml"), "<who xmlns='urn:who'/>");
            String output = callout("send --endpoint " + server.url() + " --cert-file identities.p12#" + name
                    + " --cert-password-env PW --trust root.crt --json request.xml");
            JsonNode report = JsonMapper.shared().readTree(output);

            assertThat(report.get("outcome").asString()).isEqualTo("response");
            assertThat(report.get("body").asString()).contains("CN=" + name);
            assertThat(report.get("tls").get("certificateSent").asBoolean()).isTrue();
        }
    }
}
