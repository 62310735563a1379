package io.callout4j.identity;

import static io.callout4j.identity.ToolFilesTest.assertReason;
import static io.callout4j.identity.ToolFilesTest.subjects;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.error.ClientCertificateException.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyStoreEntryTest {

    @TempDir
    Path folder;

    @Test
    void opensBinaryAndBase64FilesAlike() throws Exception {
        Path binary = Files.write(folder.resolve("client.p12"), Fixtures.bytes("openssl-camellia.p12"));
        Path text = Files.write(folder.resolve("client.txt"), Fixtures.bytes("classic.b64"));

        assertThat(subjects(KeyStoreEntry.of(binary, secret()).load())).contains("CN=Test Client");
        assertThat(subjects(KeyStoreEntry.of(text, secret()).load())).contains("CN=Contoso_SF,O=Contoso");
    }

    @Test
    void keepsItsOwnCopyOfThePassword() throws Exception {
        Path file = Files.write(folder.resolve("client.p12"), Fixtures.bytes("openssl-camellia.p12"));
        char[] password = secret();
        KeyStoreEntry entry = KeyStoreEntry.of(file, password);
        Arrays.fill(password, '\0');

        assertThat(entry.load()).isEqualTo(entry.load());
    }

    @Test
    void showsTheOriginButNoPassword() {
        KeyStoreEntry entry = KeyStoreEntry.of(Path.of("client.p12"), secret())
                .withAlias("contoso")
                .withKeyPassword("topsecret".toCharArray());

        assertThat(entry.toString())
                .isEqualTo("entry \"contoso\" in " + Path.of("client.p12").toAbsolutePath());
    }

    @Nested
    class OfPem {

        private final String pem = Fixtures.text("sec1.pem");
        private final int split = pem.indexOf("-----BEGIN CERTIFICATE");

        @Test
        void combinesTwoFiles() throws Exception {
            Path key = Files.writeString(folder.resolve("tls.key"), pem.substring(0, split));
            Path certificates = Files.writeString(folder.resolve("tls.crt"), pem.substring(split));

            ClientIdentity identity = KeyStoreEntry.ofPem(certificates, key).load();

            assertThat(subjects(identity)).containsExactly("CN=Test Client", "CN=Test Intermediate");
            assertThat(identity.chainComplete()).isTrue();
            assertThat(identity.source().type()).isEqualTo(IdentitySource.Type.PEM);
            assertThat(identity.source().alias()).isNull();
        }

        @Test
        void combinesTwoTextsAndAcceptsAKeyPassword() {
            String encrypted = Fixtures.text("pkcs8-encrypted.pem");
            int keyAt = encrypted.indexOf("-----BEGIN ENCRYPTED");
            KeyStoreEntry entry = KeyStoreEntry.ofPem(
                    encrypted.substring(0, keyAt).getBytes(StandardCharsets.US_ASCII),
                    encrypted.substring(keyAt).getBytes(StandardCharsets.US_ASCII),
                    "TLS_CERT and TLS_KEY");

            assertThat(entry.withKeyPassword(secret()).load().isNone()).isFalse();
            assertReason(Reason.WRONG_PASSWORD, entry::load);
            assertReason(Reason.WRONG_KEY_PASSWORD, entry.withKeyPassword("wrong".toCharArray())::load);
            assertThatThrownBy(entry::load)
                    .hasMessage("The private key in TLS_CERT and TLS_KEY is encrypted, but no password was supplied."
                            + " Supply the password that was set when it was exported.");
        }
    }

    @Nested
    class WithoutAReadableFile {

        @Test
        void reportsTheAbsolutePath() {
            Path absent = folder.resolve("absent.p12");

            assertThatThrownBy(KeyStoreEntry.of(absent, null)::load)
                    .isInstanceOf(CalloutConfigurationException.class)
                    .hasMessageContaining(absent.toAbsolutePath() + " does not exist");
        }

        @Test
        void reportsAFolder() {
            assertThatThrownBy(KeyStoreEntry.of(folder, null)::load)
                    .isInstanceOf(CalloutConfigurationException.class)
                    .hasMessageContaining("is a folder");
        }
    }

    @Nested
    class KeyPasswords {

        @Test
        void onlyAConfiguredOneIsTried() {
            KeyStoreEntry entry = KeyStoreEntry.ofBytes(Fixtures.bytes("keytool17.jks"), "a.jks", secret())
                    .withKeyPassword("wrong1".toCharArray());

            assertReason(Reason.WRONG_KEY_PASSWORD, () -> entry.load("keysecret".toCharArray()));
        }

        @Test
        void aWrongFallbackIsReported() {
            KeyStoreEntry entry = KeyStoreEntry.ofBytes(Fixtures.bytes("keytool17.jks"), "a.jks", secret());

            assertReason(Reason.WRONG_KEY_PASSWORD, () -> entry.load("wrong1".toCharArray()));
        }

        @Test
        void anUnnecessaryFallbackIsIgnored() {
            KeyStoreEntry entry = KeyStoreEntry.ofBytes(Fixtures.bytes("keytool17.p12"), "a.p12", secret());

            assertThat(entry.load("unneeded".toCharArray()).isNone()).isFalse();
        }
    }

    private static char[] secret() {
        return "secret".toCharArray();
    }
}
