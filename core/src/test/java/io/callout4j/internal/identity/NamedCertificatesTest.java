package io.callout4j.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.callout4j.certificates.CertificateAuthority;
import io.callout4j.certificates.CertificateProfile;
import io.callout4j.certificates.HeldCertificate;
import io.callout4j.certificates.KeyKind;
import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.error.ClientCertificateException;
import io.callout4j.identity.CertificateExpiry;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.identity.KeyStoreEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Named certificates, reloaded when their files change. The tests trigger the checks themselves, so none has to wait. */
class NamedCertificatesTest {

    private static final char[] PASSWORD = "secret".toCharArray();
    private static final CertificateAuthority ROOT =
            CertificateAuthority.root(CertificateProfile.client("CN=Root").withKey(KeyKind.EC_P256));
    private static final HeldCertificate FIRST = held("CN=First");
    private static final HeldCertificate SECOND = held("CN=Second");

    @TempDir
    private Path folder;

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(NamedCertificates.class);

    @BeforeEach
    void listen() {
        logged.start();
        logger.addAppender(logged);
        logger.setLevel(Level.WARN);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(logged);
        logger.setLevel(null);
    }

    private static HeldCertificate held(String subject) {
        return ROOT.issue(CertificateProfile.client(subject).withKey(KeyKind.EC_P256));
    }

    private Path p12(String name, HeldCertificate held) throws IOException {
        return Files.write(folder.resolve(name), held.toPkcs12(PASSWORD));
    }

    private void mount(Path place, HeldCertificate held) throws IOException {
        Files.createDirectories(place);
        Files.writeString(place.resolve("tls.crt"), held.toCertificatePem());
        Files.writeString(
                place.resolve("tls.key"),
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(held.privateKey().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
    }

    private static String subject(NamedCertificates certificates, String name) {
        ClientIdentity identity = certificates.identity(name);
        return identity == null
                ? null
                : identity.chain().get(0).getSubjectX500Principal().getName();
    }

    @Nested
    class AFileThatChanges {

        @Test
        void isReloaded() throws IOException {
            Path file = p12("contoso.p12", FIRST);
            try (NamedCertificates certificates = NamedCertificates.builder()
                    .add(CertificateSource.one("Contoso", KeyStoreEntry.of(file, PASSWORD)))
                    .build()) {
                String version = certificates.version("Contoso");
                certificates.check();
                assertThat(subject(certificates, "Contoso")).isEqualTo("CN=First");
                assertThat(certificates.version("Contoso")).isEqualTo(version);
                p12("contoso.p12", SECOND);
                certificates.check();
                assertThat(subject(certificates, "Contoso")).isEqualTo("CN=Second");
                assertThat(certificates.version("Contoso")).isNotEqualTo(version);
            }
        }

        @Test
        void changesNothingIfItIsDamagedAndIsReportedOnce() throws IOException {
            Path file = p12("contoso.p12", FIRST);
            try (NamedCertificates certificates = NamedCertificates.builder()
                    .add(CertificateSource.one("Contoso", KeyStoreEntry.of(file, PASSWORD)))
                    .build()) {
                Files.write(file, new byte[] {1, 2, 3});
                certificates.check();
                assertThat(logged.list).as("it may just be being written").isEmpty();
                certificates.check();
                certificates.check();
                assertThat(subject(certificates, "Contoso")).isEqualTo("CN=First");
                assertThat(logged.list).hasSize(1);
                assertThat(logged.list.get(0).getFormattedMessage())
                        .contains("the previous one remains in use")
                        .contains("contoso.p12");
                p12("contoso.p12", SECOND);
                certificates.check();
                assertThat(subject(certificates, "Contoso")).isEqualTo("CN=Second");
            }
        }

        @Test
        void mayBeMissingTemporarily() throws IOException {
            Path file = p12("contoso.p12", FIRST);
            try (NamedCertificates certificates = NamedCertificates.builder()
                    .add(CertificateSource.one("Contoso", KeyStoreEntry.of(file, PASSWORD)))
                    .build()) {
                Files.delete(file);
                certificates.check();
                certificates.check();
                assertThat(subject(certificates, "Contoso")).isEqualTo("CN=First");
                assertThat(logged.list).hasSize(1);
            }
        }

        @Test
        void isDetectedIfASymbolicLinkIsSwappedAsInKubernetes() throws IOException {
            mount(folder.resolve("..v1"), FIRST);
            mount(folder.resolve("..v2"), SECOND);
            Path data = Files.createSymbolicLink(folder.resolve("..data"), Path.of("..v1"));
            Files.createSymbolicLink(folder.resolve("tls.crt"), Path.of("..data/tls.crt"));
            Files.createSymbolicLink(folder.resolve("tls.key"), Path.of("..data/tls.key"));
            String name = folder.getFileName().toString();
            try (NamedCertificates certificates = NamedCertificates.builder()
                    .add(CertificateSource.all(folder, null))
                    .build()) {
                assertThat(certificates.names()).containsExactly(name);
                assertThat(subject(certificates, name)).isEqualTo("CN=First");
                Path next = Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of("..v2"));
                Files.move(next, data, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                certificates.check();
                assertThat(subject(certificates, name)).isEqualTo("CN=Second");
            }
        }
    }

    @Nested
    class AFolder {

        @Test
        void providesItsFilesAndSubfolders() throws IOException {
            p12("contoso.p12", FIRST);
            mount(folder.resolve("partner"), SECOND);
            Files.writeString(folder.resolve("readme.txt"), "nothing");
            try (NamedCertificates certificates = NamedCertificates.builder()
                    .add(CertificateSource.all(folder, PASSWORD))
                    .build()) {
                assertThat(certificates.names()).containsExactly("contoso", "partner");
                assertThat(subject(certificates, "partner")).isEqualTo("CN=Second");
            }
        }

        @Test
        void mayGetMoreFilesLater() throws IOException {
            p12("one.p12", FIRST);
            try (NamedCertificates certificates = NamedCertificates.builder()
                    .add(CertificateSource.all(folder, PASSWORD))
                    .build()) {
                p12("two.p12", SECOND);
                certificates.check();
                assertThat(certificates.names()).containsExactly("one", "two");
            }
        }
    }

    @Nested
    class AKeyStore {

        @Test
        void providesItsEntries() throws Exception {
            KeyStore store = KeyStore.getInstance("JKS");
            store.load(null, null);
            store.setKeyEntry(
                    "first", FIRST.privateKey(), PASSWORD, FIRST.chain().toArray(new Certificate[0]));
            store.setKeyEntry(
                    "second", SECOND.privateKey(), PASSWORD, SECOND.chain().toArray(new Certificate[0]));
            store.setCertificateEntry("root", ROOT.certificate());
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            store.store(bytes, PASSWORD);
            Path file = Files.write(folder.resolve("partners.jks"), bytes.toByteArray());
            try (NamedCertificates certificates = NamedCertificates.builder()
                    .add(CertificateSource.all(file, PASSWORD))
                    .build()) {
                assertThat(certificates.names()).containsExactly("first", "second");
                assertThat(subject(certificates, "second")).isEqualTo("CN=Second");
            }
        }
    }

    @Nested
    class Starting {

        @Test
        void failsWithTheNameOfAFileThatCannotBeOpened() throws IOException {
            Path file = p12("contoso.p12", FIRST);
            NamedCertificatesBuilder builder = NamedCertificates.builder()
                    .add(CertificateSource.one("Contoso", KeyStoreEntry.of(file, "wrong".toCharArray())));
            assertThatThrownBy(builder::build)
                    .isInstanceOf(ClientCertificateException.class)
                    .hasMessageStartingWith("The certificate named Contoso: ");
        }

        @Test
        void rejectsADuplicateName() throws IOException {
            Path file = p12("contoso.p12", FIRST);
            NamedCertificatesBuilder builder = NamedCertificates.builder()
                    .add(CertificateSource.all(folder, PASSWORD))
                    .add(CertificateSource.one("contoso", KeyStoreEntry.of(file, PASSWORD)));
            assertThatThrownBy(builder::build)
                    .isInstanceOf(CalloutConfigurationException.class)
                    .hasMessageContaining("two certificates named \"contoso\"");
        }
    }

    @Nested
    class Expiry {

        private final List<String> heard = new ArrayList<>();
        private Instant now = Instant.parse("2030-01-01T00:00:00Z");

        private NamedCertificates expiring(Instant notAfter, CertificateExpiry.Listener listener) {
            HeldCertificate held = ROOT.issue(CertificateProfile.client("CN=Short")
                    .withKey(KeyKind.EC_P256)
                    .validBetween(Instant.parse("2029-01-01T00:00:00Z"), notAfter));
            return NamedCertificates.builder()
                    .add(CertificateSource.one(
                            "Short", KeyStoreEntry.ofBytes(held.toPkcs12(PASSWORD), "the test", PASSWORD)))
                    .listener(listener)
                    .clock(new Clock() {
                        @Override
                        public Instant instant() {
                            return now;
                        }

                        @Override
                        public ZoneOffset getZone() {
                            return ZoneOffset.UTC;
                        }

                        @Override
                        public Clock withZone(java.time.ZoneId zone) {
                            return this;
                        }
                    })
                    .build();
        }

        @Test
        void isReportedOnceForEachThreshold() {
            Instant end = now.plus(Duration.ofDays(100));
            try (NamedCertificates certificates =
                    expiring(end, (certificate, threshold) -> heard.add(certificate.name() + " " + threshold))) {
                for (int day = 0; day <= 105; day++) {
                    certificates.check();
                    now = now.plus(Duration.ofDays(1));
                }
            }
            assertThat(heard).containsExactly("Short 60", "Short 30", "Short 10", "Short 0");
            assertThat(logged.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .containsExactly(
                            "The certificate named Short (CN=Short) expires on " + end + ".",
                            "The certificate named Short (CN=Short) expires on " + end + ".",
                            "The certificate named Short (CN=Short) expired on " + end + ".");
        }

        @Test
        void isCountedInWholeDays() {
            try (NamedCertificates certificates =
                    expiring(now.plus(Duration.ofHours(47)), (certificate, threshold) -> {})) {
                assertThat(certificates.expiries())
                        .containsExactly(new CertificateExpiry("Short", "CN=Short", now.plus(Duration.ofHours(47)), 1));
                now = now.plus(Duration.ofHours(48));
                assertThat(certificates.expiries().get(0).daysLeft()).isEqualTo(-1);
            }
        }

        @Test
        void survivesAListenerThatThrows() {
            try (NamedCertificates certificates = expiring(now.plus(Duration.ofDays(5)), (certificate, threshold) -> {
                throw new IllegalStateException("the listener's own");
            })) {
                certificates.check();
                assertThat(certificates.identity("Short")).isNotNull();
            }
        }
    }
}
