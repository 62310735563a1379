package io.callout4j.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.callout4j.certificates.CertificateProfile;
import io.callout4j.certificates.HeldCertificate;
import io.callout4j.certificates.KeyKind;
import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.error.ClientCertificateException;
import io.callout4j.internal.identity.NamedCertificates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.params.provider.Arguments;

/** A folder of files for configurations with mistakes. All secrets contain the same text. */
record MistakenConfigurations(Path folder) {

    /** A part of every password and of every other text that must not be shown. */
    static final String SECRET = "hunter2";

    private static final HeldCertificate CONTOSO = HeldCertificate.selfSigned(
            CertificateProfile.client("CN=Contoso_SF").withKey(KeyKind.EC_P256));
    private static final HeldCertificate OTHER =
            HeldCertificate.selfSigned(CertificateProfile.client("CN=Other").withKey(KeyKind.EC_P256));
    private static final Map<String, String> VARIABLES = Map.of(
            "PASSWORD", "hunter2-password",
            "BROKEN", "p\ufffdssword",
            "WORD", "hunter2-word",
            "NUMBER", "12x",
            "PLACE", "nowhere");

    static MistakenConfigurations in(Path folder) throws IOException {
        Files.write(folder.resolve("contoso.p12"), CONTOSO.toPkcs12("hunter2-password".toCharArray()));
        Files.writeString(folder.resolve("tls.crt"), CONTOSO.toCertificatePem());
        Files.writeString(folder.resolve("tls.key"), keyPem(CONTOSO));
        Files.writeString(folder.resolve("encrypted.key"), encryptedKeyPem(CONTOSO, "hunter2-key"));
        Files.writeString(folder.resolve("other.key"), keyPem(OTHER));
        Files.writeString(folder.resolve("note.txt"), "hunter2 is no certificate");
        Files.writeString(folder.resolve("half.pem"), CONTOSO.toCertificatePem().substring(0, 200));
        Files.write(folder.resolve("binary.pw"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        Files.writeString(folder.resolve("contoso.pw"), "hunter2-password\n");
        Files.createDirectories(folder.resolve("certificates"));
        trustStore(folder.resolve("trust.p12"));
        return new MistakenConfigurations(folder);
    }

    private static void trustStore(Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("root", CONTOSO.certificate());
            store.store(out, "hunter2-trust".toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static String keyPem(HeldCertificate certificate) {
        return pem("PRIVATE KEY", certificate.privateKey().getEncoded());
    }

    private static String encryptedKeyPem(HeldCertificate certificate, String password) throws IOException {
        String algorithm = "PBEWithSHA1AndDESede";
        try {
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password.toCharArray())));
            byte[] encrypted = cipher.doFinal(certificate.privateKey().getEncoded());
            return pem(
                    "ENCRYPTED PRIVATE KEY",
                    new EncryptedPrivateKeyInfo(cipher.getParameters(), encrypted).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static String pem(String kind, byte[] content) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END " + kind
                + "-----\n";
    }

    /** The mistake, the text with ¶ before the position to report, the key, and parts of the message. */
    static Arguments mistake(String what, String text, String key, String... parts) {
        return Arguments.of(what, text, key, parts);
    }

    /** JSON, with single instead of double quotes. */
    void assertReported(String marked, String key, String... parts) {
        assertFileReported("callouts.json", marked.replace('\'', '"'), key, parts);
    }

    void assertFileReported(String name, String marked, String key, String... parts) {
        int at = marked.indexOf('¶');
        assertThat(at).as("a mark").isNotNegative();
        String before = marked.substring(0, at);
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        int column = at - before.lastIndexOf('\n');

        Throwable thrown = catchThrowable(() -> open(name, marked.replace("¶", "")));

        assertThat(thrown)
                .isInstanceOfAny(CalloutConfigurationException.class, ClientCertificateException.class)
                .hasMessageStartingWith(
                        name + ", line " + line + ", column " + column + (key.isEmpty() ? ": " : " (" + key + "): "))
                .hasMessageContainingAll(parts)
                .hasMessageMatching("(?s).*[.:].*");
        assertThat(thrown.getMessage()).hasSizeLessThan(700);
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            assertThat(String.valueOf(cause.getMessage())).doesNotContain(SECRET);
        }
    }

    /** Starts a runtime like a program would. */
    void open(String name, String text) {
        Configuration configuration = ConfigurationReader.read(
                name, text.getBytes(StandardCharsets.UTF_8), new Locations(folder), new ReadFiles(), VARIABLES::get);
        try (NamedCertificates certificates = NamedCertificates.builder()
                .addAll(configuration.settings().get(Settings.CERTIFICATES))
                .build()) {
            configuration.checkCertificateNames(certificates.names());
        }
    }
}
