package io.callout4j.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callout4j.error.ClientCertificateException;
import io.callout4j.error.ClientCertificateException.Reason;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as OpenSSL, keytool, GnuTLS and NSS write them. */
class ToolFilesTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "openssl-nomac.p12, secret",
        "openssl-plain.p12, secret",
        "openssl-rc4-rc2.p12, secret",
        "openssl-camellia.p12, secret",
        "openssl-empty.p12, ''",
        "openssl-empty.p12,",
        "gnutls-aes256.p12, secret",
        "gnutls-rc2-40.p12, secret",
        "gnutls-arcfour.p12, secret",
        "gnutls-null.p12,",
        "gnutls-null.p12, ''",
        "nss.p12, secret",
        "nss-legacy.p12, secret",
        "sec1.pem,",
        "sec1-encrypted.pem, secret",
        "pkcs8-encrypted.pem, secret",
        "pkcs8-scrypt.pem, secret",
        "pkcs7.pem,",
    })
    void opensFilesWithTheRightLeaf(String file, String password) throws Exception {
        ClientIdentity identity = ClientIdentity.fromBytes(Fixtures.bytes(file), chars(password));

        assertThat(subjects(identity)).first().isEqualTo("CN=Test Client");
        assertKeyFits(identity);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "openssl-utf8.p12",
                "openssl-utf8-legacy.p12",
                "gnutls-utf8.p12",
                "nss-utf8.p12",
                "keytool25-utf8.p12"
            })
    void opensFilesWithNonAsciiPasswords(String file) throws Exception {
        assertKeyFits(ClientIdentity.fromBytes(Fixtures.bytes(file), Fixtures.NON_ASCII.toCharArray()));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"keytool17.p12, client", "keytool17-legacy.p12, client", "keytool25.p12, client"})
    void opensFilesFromKeytoolWithTheirAlias(String file, String alias) throws Exception {
        ClientIdentity identity = ClientIdentity.fromBytes(Fixtures.bytes(file), chars("secret"));

        assertKeyFits(identity);
        assertThat(identity.source().alias()).isEqualTo(alias);
        assertThat(identity.chainComplete()).isTrue();
    }

    @Test
    void usesOneOfSeveralEntriesAndIgnoresTheOthers() throws Exception {
        KeyStoreEntry entry = KeyStoreEntry.ofBytes(
                        Fixtures.bytes("keytool17-two-keys.p12"), "two.p12", chars("secret"))
                .withAlias("second");

        assertKeyFits(entry.load());
        assertThat(entry.load().source().aliases()).containsExactly("first", "second");
        assertThat(entry.load().source().unrelatedCertificates()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"ed25519.p12, EdDSA", "ed448.p12, EdDSA", "rsa-pss.p12, RSASSA-PSS"})
    void opensEachKindOfKey(String file, String algorithm) throws Exception {
        ClientIdentity identity = ClientIdentity.fromBytes(Fixtures.bytes(file), chars("secret"));

        assertThat(identity.privateKey().getAlgorithm()).isEqualTo(algorithm);
        assertThat(identity.privateKey().getClass().getName()).startsWith("sun.");
        assertKeyFits(identity);
    }

    @Nested
    class ClassicRecipe {

        @ParameterizedTest(name = "{0}")
        @ValueSource(strings = {"classic.b64", "classic-legacy.b64"})
        void opensFromItsText(String file) throws Exception {
            ClientIdentity identity = ClientIdentity.fromBase64(Fixtures.text(file), chars("secret"));

            assertThat(subjects(identity)).containsExactly("CN=Contoso_SF,O=Contoso");
            assertThat(identity.chainComplete()).isTrue();
            assertKeyFits(identity);
        }

        @Test
        void onlyTheLegacyOneIsReportedAsOutdated() {
            assertThat(open("classic.b64").source().legacyAlgorithms()).isEmpty();
            assertThat(open("classic-legacy.b64").source().legacyAlgorithms())
                    .containsExactlyInAnyOrder("a MAC with SHA-1", "3DES", "RC2-40");
        }

        private ClientIdentity open(String file) {
            return ClientIdentity.fromBase64(Fixtures.text(file), chars("secret"));
        }
    }

    @Nested
    class JavaKeyStores {

        @ParameterizedTest(name = "{0}")
        @ValueSource(strings = {"keytool17.jks", "keytool17.jceks"})
        void openWithASeparateKeyPassword(String file) throws Exception {
            ClientIdentity identity = KeyStoreEntry.ofBytes(Fixtures.bytes(file), file, chars("secret"))
                    .withKeyPassword(chars("keysecret"))
                    .load();

            assertThat(subjects(identity)).containsExactly("CN=keytool");
            assertKeyFits(identity);
        }

        @ParameterizedTest(name = "{0}")
        @ValueSource(strings = {"keytool17.jks", "keytool17.jceks"})
        void openWithTheFallbackPassword(String file) throws Exception {
            assertKeyFits(KeyStoreEntry.ofBytes(Fixtures.bytes(file), file, chars("secret"))
                    .load(chars("keysecret")));
        }

        @Test
        void ignoreTheCaseOfAnAlias() throws Exception {
            assertKeyFits(KeyStoreEntry.ofBytes(Fixtures.bytes("keytool17.jks"), "a.jks", chars("secret"))
                    .withAlias("CLIENT")
                    .load(chars("keysecret")));
        }

        @ParameterizedTest(name = "{0}")
        @ValueSource(strings = {"keytool17.jks", "keytool17.jceks"})
        void distinguishTheKeyPasswordFromTheStorePassword(String file) {
            byte[] bytes = Fixtures.bytes(file);

            assertReason(Reason.WRONG_PASSWORD, () -> ClientIdentity.fromBytes(bytes, chars("wrong")));
            assertReason(Reason.WRONG_KEY_PASSWORD, () -> ClientIdentity.fromBytes(bytes, chars("secret")));
        }

        @Test
        void doNotAcceptACertificateEntryAsIdentity() {
            KeyStoreEntry entry = KeyStoreEntry.ofBytes(Fixtures.bytes("keytool17.jks"), "a.jks", chars("secret"))
                    .withAlias("root");

            assertReason(Reason.NO_PRIVATE_KEY, entry::load);
        }
    }

    static void assertReason(Reason reason, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ClientCertificateException.class, e -> assertThat(e.reason())
                .as(e.getMessage())
                .isEqualTo(reason));
    }

    static char[] chars(String password) {
        return password == null ? null : password.toCharArray();
    }

    static List<String> subjects(ClientIdentity identity) {
        return identity.chain().stream()
                .map(certificate -> certificate.getSubjectX500Principal().getName())
                .toList();
    }

    /** Signs with the key and verifies with the certificate, through the JDK's own providers, as JSSE will. */
    static void assertKeyFits(ClientIdentity identity) throws Exception {
        X509Certificate leaf = identity.certificate();
        String algorithm =
                switch (leaf.getPublicKey().getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    case "RSASSA-PSS" -> "RSASSA-PSS";
                    default -> "EdDSA";
                };
        Signature signer = Signature.getInstance(algorithm);
        Signature verifier = Signature.getInstance(algorithm);
        if (algorithm.equals("RSASSA-PSS")) {
            var parameters = new java.security.spec.PSSParameterSpec(
                    "SHA-256", "MGF1", java.security.spec.MGF1ParameterSpec.SHA256, 32, 1);
            signer.setParameter(parameters);
            verifier.setParameter(parameters);
        }
        signer.initSign(identity.privateKey());
        signer.update(new byte[] {1, 2, 3});
        verifier.initVerify(leaf);
        verifier.update(new byte[] {1, 2, 3});
        assertThat(verifier.verify(signer.sign())).isTrue();
    }
}
