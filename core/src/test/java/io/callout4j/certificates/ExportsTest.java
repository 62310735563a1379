package io.callout4j.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.identity.IdentitySource;
import io.callout4j.identity.KeyStoreEntry;
import io.callout4j.internal.identity.CertificateSource;
import io.callout4j.internal.identity.NamedCertificates;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every reader can read every exported format, and gets the same identity. */
class ExportsTest {

    private static final char[] PASSWORD = "secret1".toCharArray();
    private static final HeldCertificate HELD = CertificateAuthority.root("CN=Root")
            .intermediate("CN=Issuing")
            .issue(CertificateProfile.client("CN=Contoso_SF"))
            .withName("Contoso_SF");

    private enum Format {
        PKCS12((held, password) -> held.toPkcs12(password)),
        LEGACY_PKCS12((held, password) -> held.toLegacyPkcs12(password)),
        JKS((held, password) -> held.toSalesforceJks(password)),
        BASE64((held, password) -> held.toClientCertText(password).getBytes(StandardCharsets.US_ASCII)),
        PEM((held, password) -> held.toPem(null).getBytes(StandardCharsets.US_ASCII)),
        ENCRYPTED_PEM((held, password) -> held.toPem(password).getBytes(StandardCharsets.US_ASCII));

        private final BiFunction<HeldCertificate, char[], byte[]> export;

        Format(BiFunction<HeldCertificate, char[], byte[]> export) {
            this.export = export;
        }
    }

    private interface Reader {
        ClientIdentity read(byte[] content, Path folder) throws Exception;
    }

    private static final List<Reader> READERS = List.of(
            (content, folder) -> KeyStoreEntry.of(Files.write(folder.resolve("a"), content), PASSWORD)
                    .load(),
            (content, folder) ->
                    KeyStoreEntry.ofBytes(content, "the bytes", PASSWORD).load(),
            (content, folder) -> KeyStoreEntry.ofBytes(content, "the bytes", PASSWORD)
                    .snapshot()
                    .load(),
            (content, folder) -> ClientIdentity.fromBytes(content, PASSWORD),
            (content, folder) -> ClientIdentity.fromBase64(text(content), PASSWORD),
            (content, folder) -> {
                Files.write(folder.resolve("Contoso_SF.p12"), content);
                try (NamedCertificates named = NamedCertificates.builder()
                        .add(CertificateSource.all(folder, PASSWORD))
                        .build()) {
                    return named.open("Contoso_SF", null);
                }
            },
            (content, folder) -> {
                CertificateStore store = CertificateStore.at(folder.resolve("store.p12"), PASSWORD);
                store.importIdentity(
                        NewEntry.named("Contoso_SF"), KeyStoreEntry.ofBytes(content, "the bytes", PASSWORD));
                return store.export("Contoso_SF").toIdentity();
            });

    private static String text(byte[] content) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        return text.startsWith("-----") || text.startsWith("MII")
                ? text
                : Base64.getMimeEncoder().encodeToString(content);
    }

    private static Stream<Arguments> formatsAndReaders() {
        return Stream.of(Format.values()).flatMap(format -> Stream.iterate(0, i -> i + 1)
                .limit(READERS.size())
                .map(reader -> Arguments.of(format, reader)));
    }

    @ParameterizedTest(name = "{0} by reader {1}")
    @MethodSource("formatsAndReaders")
    void isTheSameIdentity(Format format, int reader, @TempDir Path folder) throws Exception {
        byte[] exported = format.export.apply(HELD, PASSWORD);

        assertThat(READERS.get(reader).read(exported, folder)).isEqualTo(HELD.toIdentity());
    }

    @Test
    void currentFilesUseCurrentAlgorithmsAndLegacyFilesLegacyOnes() {
        assertThat(legacy(HELD.toPkcs12(PASSWORD))).isEmpty();
        assertThat(legacy(HELD.toLegacyPkcs12(PASSWORD))).isNotEmpty();
    }

    private static List<String> legacy(byte[] file) {
        IdentitySource source = ClientIdentity.fromBytes(file, PASSWORD).source();
        assertThat(source).isNotNull();
        return source.legacyAlgorithms();
    }

    @Test
    void aPasswordCanHaveAnyCharacters() {
        char[] password = "p\u00E4\u20AC\uD83D\uDD11".toCharArray();

        assertThat(ClientIdentity.fromBytes(HELD.toPkcs12(password), password)).isEqualTo(HELD.toIdentity());
        assertThat(ClientIdentity.fromBytes(HELD.toLegacyPkcs12(password), password))
                .isEqualTo(HELD.toIdentity());
        assertThat(ClientIdentity.fromBytes(HELD.toPem(password).getBytes(StandardCharsets.US_ASCII), password))
                .isEqualTo(HELD.toIdentity());
    }

    @Test
    void theJksMeetsSalesforcesRequirements() throws Exception {
        CertificateAuthority root = CertificateAuthority.root("CN=Root");
        CertificateStore store = CertificateStore.at(Path.of("unused"), PASSWORD);
        assertThat(store.toString()).contains("unused");
        HeldCertificate issued = root.issue(CertificateProfile.client("CN=Contoso_SF_PCA"));
        byte[] jks = new HeldCertificate("Contoso_SF_PCA", issued.privateKey(), issued.chain(), root.certificate())
                .toSalesforceJks(PASSWORD);
        KeyStore read = KeyStore.getInstance("JKS");
        read.load(new ByteArrayInputStream(jks), PASSWORD);

        assertThat(Collections.list(read.aliases())).containsExactly("contoso_sf_pca");
        assertThat(read.getKey("Contoso_SF_PCA", PASSWORD))
                .as("the key's password is the store's")
                .isEqualTo(issued.privateKey());
        assertThat(read.getCertificateChain("Contoso_SF_PCA"))
                .containsExactly(issued.certificate(), root.certificate());
    }

    @Test
    void whatSalesforceWouldRejectIsRejectedWithTheReason() {
        HeldCertificate ec = HeldCertificate.selfSigned(
                        CertificateProfile.client("CN=E").withKey(KeyKind.EC_P256))
                .withName("E");
        refused(ec, PASSWORD, "is of the kind EC, but Salesforce supports only RSA");
        refused(HELD.withName("Contoso-SF"), PASSWORD, "\"Contoso-SF\" is not a valid name");
        refused(HELD, "short".toCharArray(), "a password of 5 characters is too short");
    }

    private static void refused(HeldCertificate held, char[] password, String why) {
        assertThatThrownBy(() -> held.toSalesforceJks(password))
                .isInstanceOf(CalloutConfigurationException.class)
                .hasMessageStartingWith("Salesforce would reject this key store: ")
                .hasMessageContaining(why);
    }

    @Test
    void certificatesWithoutAKeyAreReadInAnyFormat() {
        String pem = HELD.toCertificatePem();
        byte[] mixed = ("Bag Attributes\n" + pem + "some text\n").getBytes(StandardCharsets.US_ASCII);

        assertThat(KeyStoreEntry.ofBytes(mixed, "mail", null).certificates()).isEqualTo(HELD.chain());
        assertThat(KeyStoreEntry.ofBytes(HELD.toPem(PASSWORD).getBytes(StandardCharsets.US_ASCII), "pem", null)
                        .certificates())
                .as("beside a key that stays closed")
                .isEqualTo(HELD.chain());
    }

    @Test
    void profilesHaveTheRequestedValidity() {
        HeldCertificate held = HeldCertificate.selfSigned(
                CertificateProfile.client("CN=A").withKey(KeyKind.EC_P256).validFor(Duration.ofDays(3)));

        assertThat(Duration.between(
                        held.certificate().getNotBefore().toInstant(),
                        held.certificate().getNotAfter().toInstant()))
                .isEqualTo(Duration.ofDays(3));
    }
}
