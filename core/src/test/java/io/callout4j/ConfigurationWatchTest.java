package io.callout4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.callout4j.certificates.CertificateProfile;
import io.callout4j.certificates.HeldCertificate;
import io.callout4j.certificates.KeyKind;
import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.error.CalloutException;
import io.callout4j.internal.config.Configuration;
import io.callout4j.internal.config.ConfigurationFile;
import io.callout4j.internal.config.ConfigurationWatch;
import io.callout4j.request.NamedCredential;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What happens to a runtime if its configuration changes; the test triggers each check. */
class ConfigurationWatchTest {

    @TempDir
    Path folder;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(Callouts.class);
    private final List<Configuration> applied = new ArrayList<>();
    private CalloutException refusal;
    private Path file;
    private ConfigurationWatch watch;

    @BeforeEach
    void start() throws IOException {
        log.start();
        logger.addAppender(log);
        logger.setLevel(Level.WARN);
        file = Files.writeString(folder.resolve("callouts.json"), "{}");
        ConfigurationFile configuration = new ConfigurationFile(file);
        configuration.read();
        watch = new ConfigurationWatch(configuration, Duration.ofDays(1), next -> {
            if (refusal != null) {
                throw refusal;
            }
            applied.add(next);
        });
    }

    @AfterEach
    void stop() {
        watch.close();
        logger.setLevel(null);
        logger.detachAppender(log);
    }

    private List<String> warnings() {
        return log.list.stream()
                .filter(event -> event.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private void check(int times) {
        for (int i = 0; i < times; i++) {
            watch.check();
        }
    }

    @Test
    void isOnlyReloadedIfItHasChanged() throws IOException {
        check(3);
        assertThat(applied).isEmpty();
        Files.writeString(file, "{\"offer\": \"matching\"}");
        check(3);
        assertThat(applied).hasSize(1);
        assertThat(warnings()).isEmpty();
    }

    @Nested
    class AnInvalidFile {

        @Test
        void changesNothingAndIsReportedOnce() throws IOException {
            Files.writeString(file, "{\"offers\": \"matching\"}");
            check(1);
            assertThat(warnings()).as("it may be just being written").isEmpty();
            check(5);
            assertThat(applied).isEmpty();
            assertThat(warnings())
                    .singleElement()
                    .asString()
                    .contains("the previous one remains in use", "line 1, column 2 (offers)");
        }

        @Test
        void isReportedAgainIfTheMistakeChanges() throws IOException {
            Files.writeString(file, "{\"offers\": \"matching\"}");
            check(3);
            Files.writeString(file, "{\"limit\": {}}");
            check(3);
            assertThat(warnings()).hasSize(2);
            Files.writeString(file, "{}");
            check(3);
            assertThat(applied).hasSize(1);
            assertThat(warnings()).hasSize(2);
        }

        @Test
        void isNotReportedIfItIsValidAtTheNextCheck() throws IOException {
            Files.writeString(file, "{\"offer\": ");
            check(1);
            Files.writeString(file, "{\"offer\": \"always\"}");
            check(2);
            assertThat(applied).hasSize(1);
            assertThat(warnings()).isEmpty();
        }

        @Test
        void changesNothingIfItIsDeleted() throws IOException {
            Files.delete(file);
            check(4);
            assertThat(warnings()).singleElement().asString().contains("does not exist");
            Files.writeString(file, "{\"offer\": \"always\"}");
            check(2);
            assertThat(applied).hasSize(1);
        }
    }

    @Nested
    class AConfigurationThatTheRuntimeRejects {

        @Test
        void isRetriedWhenItsCertificatesChange() throws IOException {
            Path certificate = Files.writeString(folder.resolve("contoso.p12"), "old");
            refusal = new CalloutConfigurationException("not yet");
            Files.writeString(file, "{\"certificates\": {\"Contoso\": {\"path\": \"contoso.p12\"}}}");
            check(4);
            assertThat(warnings()).singleElement().asString().contains("not yet");
            refusal = null;
            check(1);
            assertThat(applied).isEmpty();
            Files.writeString(certificate, "new");
            check(1);
            assertThat(applied).hasSize(1);
        }
    }

    @Nested
    class AMissingFile {

        private void isUsedOnceItExists(String configuration, ThrowingRunnable fix) throws Exception {
            Files.createDirectories(folder.resolve("keys"));
            refusal = new CalloutConfigurationException("not yet");
            Files.writeString(file, configuration);
            check(3);
            assertThat(warnings()).hasSize(1);
            refusal = null;
            check(2);
            assertThat(applied).isEmpty();
            fix.run();
            check(1);
            assertThat(applied).hasSize(1);
        }

        /** A change to a file. */
        private interface ThrowingRunnable {
            void run() throws Exception;
        }

        @Test
        void mayBeAKeyStore() throws Exception {
            isUsedOnceItExists(
                    "{\"keyStores\": [{\"path\": \"all.p12\"}]}",
                    () -> Files.writeString(folder.resolve("all.p12"), "new"));
        }

        @Test
        void mayBeInAFolderOfKeyStores() throws Exception {
            isUsedOnceItExists(
                    "{\"keyStores\": [{\"path\": \"keys\"}]}",
                    () -> Files.writeString(
                            Files.createDirectories(folder.resolve("keys/contoso"))
                                    .resolve("tls.crt"),
                            "new"));
        }

        @Test
        void mayBeARevocationList() throws Exception {
            HeldCertificate root = HeldCertificate.selfSigned(
                    CertificateProfile.client("CN=Root").withKey(KeyKind.EC_P256));
            byte[] list = new JcaX509v2CRLBuilder(root.certificate(), new Date())
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(root.privateKey()))
                    .getEncoded();
            isUsedOnceItExists(
                    "{\"trust\": {\"revocation\": \"soft\", \"crls\": [\"root.crl\"]}}",
                    () -> Files.write(folder.resolve("root.crl"), list));
        }
    }

    /** The settings of the builder and the file combined. */
    @Nested
    class WhatTheProgramSets {

        private final RecordingTransport transport = new RecordingTransport();

        private StubOverRecording.Port port(CalloutsBuilder builder, String endpoint) {
            var port = new StubOverRecording.Port(builder.configuration(file).build());
            port.endpoint_x = endpoint;
            return port;
        }

        @Test
        void overridesTheFileOrIsCombinedWithIt() throws IOException {
            Files.writeString(file, """
                    {"namedCredentials": {"Erp": {"url": "https://erp.example.com"}},
                     "remoteSites": ["https://a.example.com"], "offer": "matching", "tlsVersions": ["1.3"]}
                    """);
            var port = port(
                    transport
                            .callouts()
                            .namedCredential("Crm", NamedCredential.of("https://crm.example.com"))
                            .remoteSites("https://b.example.com")
                            .tlsVersions(io.callout4j.trust.TlsVersion.V1_2),
                    "callout:Erp");
            for (String endpoint :
                    List.of("callout:Erp", "callout:Crm", "https://a.example.com", "https://b.example.com")) {
                port.endpoint_x = endpoint;
                port.ping();
            }
            assertThat(transport.exchanges).hasSize(4);
            port.endpoint_x = "https://c.example.com";
            assertThatThrownBy(port::ping).hasMessageContaining("Unauthorized endpoint");
            port.callouts().close();
        }

        @Test
        void isLoggedOnceAtTheStartWithTheFile() throws IOException {
            logger.setLevel(Level.DEBUG);
            Path relative = Path.of("").toAbsolutePath().relativize(file.toAbsolutePath());
            transport.callouts().configuration(relative).build().close();
            assertThat(log.list)
                    .filteredOn(event -> event.getLevel() == Level.INFO)
                    .singleElement()
                    .satisfies(event -> assertThat(event.getFormattedMessage())
                            .startsWith("callout4j started: 0 named certificate(s)")
                            .endsWith("configuration from " + relative.toAbsolutePath()));
        }

        @Test
        void mustNotUseNamesFromTheFile() throws IOException {
            Files.writeString(file, "{\"namedCredentials\": {\"Erp\": {\"url\": \"https://erp.example.com\"}}}");
            CalloutsBuilder builder = transport
                    .callouts()
                    .namedCredential("Erp", NamedCredential.of("https://crm.example.com"))
                    .configuration(file);
            assertThatThrownBy(builder::build)
                    .isInstanceOf(CalloutConfigurationException.class)
                    .hasMessageContaining("two named credentials Erp");
        }

        @Test
        void isCheckedForPasswordsOverPlainHttp() throws IOException {
            Files.writeString(
                    file,
                    "{\"namedCredentials\": {\"Erp\": {\"url\": \"http://erp\", \"username\": \"u\", \"password\": \"hunter2\"}}}");
            port(transport.callouts(), "callout:Erp").callouts().close();
            assertThat(warnings()).singleElement().asString().contains("Erp sends its password over plain http");
        }
    }
}
