package io.callout4j.cli.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.callout4j.cli.CommandRun;
import io.callout4j.cli.StoreTestBase;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.identity.KeyStoreEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code callout certificate export}. */
class CertificateExportTest extends StoreTestBase {

    @ParameterizedTest
    @ValueSource(strings = {"pkcs12", "base64", "pem"})
    void writesAnIdentityThatOnlyItsOwnerCanRead(String form) throws Exception {
        selfSigned("A");
        Path out = at("out");
        assertThat(certificate("export", "A", "--as", form, "--out", out).code())
                .isZero();

        ClientIdentity read = KeyStoreEntry.of(out, SECRET.toCharArray()).load();
        assertThat(read.certificate().getSubjectX500Principal().getName()).isEqualTo("CN=A");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out)))
                .isEqualTo("rw-------");
    }

    @Test
    void usesAnotherPasswordIfGiven() {
        selfSigned("A");
        CommandRun run = command().variable("OTHER", "another one");
        certificate(run, "export", "A", "--as", "pkcs12", "--out", at("a.p12"), "--out-password-env", "OTHER");

        assertThat(KeyStoreEntry.of(at("a.p12"), "another one".toCharArray())
                        .load()
                        .isNone())
                .isFalse();
    }

    @Test
    void printsOnlyTheTextForTheField() {
        selfSigned("A");
        CommandRun.Result result = certificate("export", "A", "--as", "base64", "--out", "-");

        assertThat(ClientIdentity.fromBase64(result.out(), SECRET.toCharArray()).isNone())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"certificate", "chain", "pkcs12"})
    void doesNotExportThePlaceholderOfAnUnsignedCertificate(String form) {
        request("A");

        refused(certificate("export", "A", "--as", form, "--out", at("a.out")), "its signed certificate");
        assertThat(at("a.out")).doesNotExist();
    }

    @Test
    void refusesAJksThatSalesforceWouldRefuse() {
        selfSigned("A");

        refused(certificate("export", "A", "--as", "jks", "--out", at("a.jks")), "Salesforce supports only RSA");
        assertThat(at("a.jks")).doesNotExist();
    }

    @Test
    void replacesAFileOnlyOnRequest() throws Exception {
        selfSigned("A");
        Files.writeString(at("a.crt"), "something");

        refused(certificate("export", "A", "--as", "certificate", "--out", at("a.crt")), "already exists");
        assertThat(certificate("export", "A", "--as", "certificate", "--out", at("a.crt"), "--overwrite")
                        .code())
                .isZero();
        assertThat(Files.readString(at("a.crt"))).startsWith("-----BEGIN CERTIFICATE-----");
    }

    @Test
    void rejectsConflictingOptions() {
        selfSigned("A");

        usage(certificate("export", "A", "--as", "zip", "--out", at("x")), "--as zip is not an export format");
        usage(certificate("export", "A", "--as", "jks", "--legacy", "--out", at("x")), "--legacy works only with");
        usage(
                certificate("export", "A", "--as", "jks", "--no-password", "--out", at("x")),
                "--no-password works only with");
        usage(certificate("export", "A", "--as", "csr", "--out", "-", "--json"), "would both write to standard output");
    }
}
