package io.callout4j.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callout4j.certificates.CertificateProfile;
import io.callout4j.certificates.HeldCertificate;
import io.callout4j.certificates.KeyKind;
import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.internal.identity.NamedCertificates;
import io.callout4j.request.ResponseValues;
import io.callout4j.trust.CertificateOffer;
import io.callout4j.trust.HttpProxy;
import io.callout4j.trust.Revocation;
import io.callout4j.trust.ServerTrust;
import io.callout4j.trust.TlsVersion;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.MalformedURLException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The content of valid files. */
class ConfigurationTest {

    private static final char[] PASSWORD = "store password".toCharArray();
    private static final HeldCertificate CONTOSO = HeldCertificate.selfSigned(
            CertificateProfile.client("CN=Contoso_SF").withKey(KeyKind.EC_P256));

    @TempDir
    Path folder;

    private final Map<String, String> variables = new HashMap<>();

    @BeforeEach
    void files() throws IOException {
        byte[] store = CONTOSO.toPkcs12(PASSWORD);
        Files.write(folder.resolve("contoso.p12"), store);
        Files.createDirectories(folder.resolve("more"));
        Files.write(folder.resolve("more/fabrikam.p12"), store);
        Files.writeString(folder.resolve("contoso.pw"), "store password\r\n");
        Files.writeString(folder.resolve("partner-root.pem"), CONTOSO.toCertificatePem());
        variables.put("CONTOSO_P12_BASE64", Base64.getMimeEncoder().encodeToString(store));
        variables.put("CONTOSO_PW", "store password");
        variables.put("HOME_OF_PROXY", "proxy.example.com");
        variables.put("PORT", "3128");
    }

    private Configuration read(String json) {
        return read("callouts.json", json.replace('\'', '"'));
    }

    private Configuration read(String name, String text) {
        return ConfigurationReader.read(
                name, text.getBytes(StandardCharsets.UTF_8), new Locations(folder), new ReadFiles(), variables::get);
    }

    private static final String ALL_KEYS = """
            {
              "$schema": "callouts.schema.json",
              "keyStores": [{"path": "more", "password": "${env:CONTOSO_PW}"}],
              "certificates": {
                "Contoso_SF": {"path": "contoso.p12", "password": "${file:contoso.pw}"},
                "Contoso_SF_ENV": {"inline": "${env:CONTOSO_P12_BASE64}", "password": "${env:CONTOSO_PW}"}
              },
              "trust": {"system": false, "files": ["partner-root.pem"], "revocation": "soft"},
              "tlsVersions": ["1.2"],
              "offer": "matching",
              "serverNames": {"10.0.0.7": "erp.example.com"},
              "remoteSites": ["https://erp.example.com"],
              "namedCredentials": {
                "Erp": {"url": "https://erp.example.com/soap", "certificate": "Contoso_SF", "timeout": 20000,
                        "headers": {"X-Tenant": "7"}, "username": "erp", "password": "secret"}
              },
              "proxy": {"host": "${env:HOME_OF_PROXY}", "port": "${env:PORT}", "username": "u", "password": "p$${",
                        "noProxy": ["*.example.com"]},
              "limits": {"responseBytes": 5, "requestBytes": 6, "headerBytes": 7, "xmlDepth": 8, "xmlAttributes": 9,
                         "xmlNamespaces": 10, "xmlNames": 11, "attachments": 12},
              "responseValues": "lenient",
              "connections": {"maxAgeSeconds": 300, "sessionSeconds": 1800},
              "asyncThreads": 10,
              "wireLog": {"redact": ["CardNumber"]},
              "reload": {"seconds": 0.5}
            }
            """;

    private static void checkAll(Configuration whole) {
        try (NamedCertificates certificates = NamedCertificates.builder()
                .addAll(whole.settings().get(Settings.CERTIFICATES))
                .build()) {
            assertThat(certificates.names()).containsExactly("Contoso_SF", "Contoso_SF_ENV", "fabrikam");
            for (String name : certificates.names()) {
                assertThat(certificates.identity(name).certificate()).isEqualTo(CONTOSO.certificate());
            }
            whole.checkCertificateNames(certificates.names());
        }
        assertThat(whole.settings().find(Settings.TRUST).anchors()).containsExactly(CONTOSO.certificate());
        assertThat(whole.settings().find(Settings.TRUST))
                .hasToString(whole.settings().find(Settings.TRUST).toString())
                .asString()
                .endsWith("revocation " + Revocation.SOFT);
        assertThat(whole.settings().find(Settings.TLS_VERSIONS)).containsExactly(TlsVersion.V1_2);
        assertThat(whole.settings().find(Settings.OFFER)).isEqualTo(CertificateOffer.MATCHING);
        assertThat(whole.settings().find(Settings.SERVER_NAMES)).containsEntry("10.0.0.7", "erp.example.com");
        assertThat(whole.settings().find(Settings.REMOTE_SITES)).containsExactly("https://erp.example.com");
        assertThat(whole.settings().find(Settings.NAMED_CREDENTIALS).get("Erp"))
                .hasToString(
                        "https://erp.example.com/soap with certificate Contoso_SF as erp, 20000 ms, headers X-Tenant");
        assertThat(whole.settings().find(Settings.PROXY))
                .isEqualTo(HttpProxy.at("proxy.example.com", 3128)
                        .withCredentials("u", "p${".toCharArray())
                        .except("*.example.com"));
        assertThat(whole.settings().find(Settings.LIMITS))
                .hasToString(
                        "CalloutLimits[requestBytes=6, responseBytes=5, headerBytes=7, xmlDepth=8, xmlAttributes=9,"
                                + " xmlNamespaces=10, xmlNames=11, attachments=12]");
        assertThat(whole.settings().find(Settings.RESPONSE_VALUES)).isEqualTo(ResponseValues.LENIENT);
        assertThat(whole.settings().find(Settings.CONNECTION_AGE)).isEqualTo(Duration.ofMinutes(5));
        assertThat(whole.settings().find(Settings.SESSION_LIFETIME)).isEqualTo(Duration.ofMinutes(30));
        assertThat(whole.settings().find(Settings.ASYNC_THREADS)).isEqualTo(10);
        assertThat(whole.settings().find(Settings.REDACTED)).containsExactly("CardNumber");
        assertThat(whole.settings().find(Settings.RELOAD_EVERY)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void canSetEverythingThatTheBuilderCan() {
        checkAll(read("callouts.json", ALL_KEYS));
    }

    @Test
    void mayBeginWithAByteOrderMark() {
        checkAll(read("callouts.json", "\ufeff" + ALL_KEYS));
    }

    @Test
    void mayBeYaml() {
        checkAll(read("callouts.yml", """
                # Comments are no trouble here.
                keyStores:
                  - {path: more, password: "${env:CONTOSO_PW}"}
                certificates:
                  Contoso_SF: {path: contoso.p12, password: "${file:contoso.pw}"}
                  Contoso_SF_ENV: {inline: "${env:CONTOSO_P12_BASE64}", password: "${env:CONTOSO_PW}"}
                trust: {system: false, files: [partner-root.pem], revocation: soft}
                tlsVersions: ["1.2"]
                offer: matching
                serverNames: {10.0.0.7: erp.example.com}
                remoteSites: ["https://erp.example.com"]
                namedCredentials:
                  Erp:
                    url: https://erp.example.com/soap
                    certificate: Contoso_SF
                    timeout: 20000
                    headers: {X-Tenant: "7"}
                    username: erp
                    password: secret
                proxy: {host: "${env:HOME_OF_PROXY}", port: "${env:PORT}", username: u, password: "p$${", noProxy: ["*.example.com"]}
                limits: {responseBytes: 5, requestBytes: 6, headerBytes: 7, xmlDepth: 8, xmlAttributes: 9, xmlNamespaces: 10, xmlNames: 11, attachments: 12}
                responseValues: lenient
                connections:
                  maxAgeSeconds: 300
                  sessionSeconds: 1800
                asyncThreads: 10
                wireLog: {redact: [CardNumber]}
                reload: {seconds: 0.5}
                """));
    }

    @Nested
    class AMissingKey {

        @Test
        void isNotSet() {
            Configuration empty = read("{}");
            assertThat(empty.settings().find(Settings.TRUST)).isNull();
            assertThat(empty.settings().find(Settings.PROXY)).isNull();
            assertThat(empty.settings().find(Settings.LIMITS)).isNull();
            assertThat(empty.settings().find(Settings.REMOTE_SITES)).isNull();
            assertThat(empty.settings().get(Settings.CERTIFICATES)).isEmpty();
        }

        @Test
        void mayBeNull() {
            assertThat(read("{'trust': null, 'proxy': {'use': 'none', 'host': null}}")
                            .settings()
                            .find(Settings.PROXY))
                    .isEqualTo(HttpProxy.none());
        }

        @Test
        void acceptsExpiredAnchorsOnlyOfTheFiles() {
            assertThat(read("{'trust': {'files': ['partner-root.pem']}}")
                            .settings()
                            .find(Settings.TRUST)
                            .acceptsExpired(CONTOSO.certificate()))
                    .isFalse();
            ServerTrust trust = read("{'trust': {'files': ['partner-root.pem'], 'acceptExpiredAnchors': true}}")
                    .settings()
                    .find(Settings.TRUST);
            assertThat(trust.anchors().stream().filter(trust::acceptsExpired)).containsExactly(CONTOSO.certificate());
            assertThat(trust.toString()).endsWith(", accepting expired anchors");
        }

        @Test
        void keepsTheTrustOfTheJdk() {
            ServerTrust trust = read("{'trust': {'files': ['partner-root.pem']}}")
                    .settings()
                    .find(Settings.TRUST);
            assertThat(trust.anchors())
                    .containsAll(ServerTrust.system().anchors())
                    .contains(CONTOSO.certificate());
        }
    }

    @Nested
    class Paths {

        @Test
        void areResolvedAgainstTheFolderOfTheFile() throws IOException {
            Path file = Files.writeString(
                    folder.resolve("callouts.json"), "{\"trust\": {\"files\": [\"./more/../partner-root.pem\"]}}");
            assertThat(Configuration.read(file).settings().find(Settings.TRUST).anchors())
                    .contains(CONTOSO.certificate());
        }

        @Test
        void mustBeAbsoluteInAResource() throws IOException {
            Path file = Files.writeString(
                    folder.resolve("callouts.json"), "{\"trust\": {\"files\": [\"partner-root.pem\"]}}");
            assertThatThrownBy(() -> Configuration.read(url(file)))
                    .isInstanceOf(CalloutConfigurationException.class)
                    .hasMessageContainingAll("callouts.json, line 1, column 22 (trust.files[0])", "absolute path");
            Files.writeString(file, "{\"trust\": {\"files\": [\"" + folder.resolve("partner-root.pem") + "\"]}}");
            assertThat(Configuration.read(url(file))
                            .settings()
                            .find(Settings.TRUST)
                            .anchors())
                    .contains(CONTOSO.certificate());
        }

        private java.net.URL url(Path file) throws MalformedURLException {
            return file.toUri().toURL();
        }
    }

    @Nested
    class Changes {

        @Test
        void includeThoseOfReferencedFiles() throws IOException {
            Path file = Files.writeString(
                    folder.resolve("callouts.json"),
                    "{\"trust\": {\"files\": [\"partner-root.pem\"]}, \"keyStores\": [{\"path\": \"contoso.p12\","
                            + " \"password\": \"${file:contoso.pw}\"}]}");
            ConfigurationFile watched = new ConfigurationFile(file);
            watched.read();
            assertThat(watched.hasChanged()).isFalse();
            for (String name : new String[] {"callouts.json", "partner-root.pem", "contoso.pw"}) {
                Files.writeString(folder.resolve(name), Files.readString(folder.resolve(name)) + "\n");
                assertThat(watched.hasChanged()).as(name).isTrue();
                watched.read();
                assertThat(watched.hasChanged()).as(name).isFalse();
            }
            Files.delete(folder.resolve("partner-root.pem"));
            assertThat(watched.hasChanged()).isTrue();
            assertThatThrownBy(watched::read).hasMessageContaining("partner-root.pem");
            assertThat(watched.hasChanged()).isFalse();
        }
    }

    /** The rest was ignored, so a password could be a part of what is in the file. */
    @Test
    void rejectsAFileThatIsTooLargeForAValue() throws IOException {
        try (RandomAccessFile large =
                new RandomAccessFile(folder.resolve("large.pw").toFile(), "rw")) {
            large.setLength((16 << 20) + 1);
        }
        assertThatThrownBy(() -> read("callouts.json", "{\"offer\": \"${file:large.pw}\"}"))
                .isInstanceOf(CalloutConfigurationException.class)
                .hasMessageContaining("large.pw is larger than 16777216 bytes. Check the path.");
        assertThatThrownBy(() -> new ConfigurationFile(folder.resolve("large.pw")).read())
                .isInstanceOf(CalloutConfigurationException.class)
                .hasMessageContaining("large.pw is larger than 16777216 bytes, so it is not a configuration.");
    }
}
