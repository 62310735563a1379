package io.callout4j.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import io.callout4j.identity.ClientIdentity;
import io.callout4j.identity.KeyStoreEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The library reads the output of the tools on this machine, and they read its output. */
class RealToolsTest {

    private static final boolean REQUIRED = "true".equals(System.getenv("CALLOUT4J_REQUIRE_TOOLS"));

    @TempDir
    private Path folder;

    /** The classic tutorial: a private root, request, signature, PKCS#12, base64. */
    @ParameterizedTest
    @ValueSource(strings = {"", "-legacy"})
    void theOutputOfTheClassicOpensslRecipeIsReadUnchanged(String encryption) throws Exception {
        tool(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "730",
                "-subj",
                "/CN=My Root",
                "-keyout",
                "root.key",
                "-out",
                "root.crt");
        tool(
                "openssl",
                "req",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-subj",
                "/CN=Contoso_SF",
                "-keyout",
                "contoso.key",
                "-out",
                "contoso.csr");
        tool(
                "openssl",
                "x509",
                "-req",
                "-in",
                "contoso.csr",
                "-CA",
                "root.crt",
                "-CAkey",
                "root.key",
                "-CAcreateserial",
                "-days",
                "730",
                "-out",
                "contoso.crt");
        List<String> export = new ArrayList<>(List.of(
                "openssl",
                "pkcs12",
                "-export",
                "-inkey",
                "contoso.key",
                "-in",
                "contoso.crt",
                "-certfile",
                "root.crt",
                "-out",
                "contoso.p12",
                "-passout",
                "pass:secret"));
        if (!encryption.isEmpty()) {
            export.add(encryption);
        }
        tool(export.toArray(new String[0]));
        String pasted = tool("openssl", "base64", "-in", "contoso.p12");

        ClientIdentity identity = ClientIdentity.fromBase64(pasted, "secret".toCharArray());
        assertThat(identity.chain())
                .as("the leaf, without the root")
                .extracting(certificate -> certificate.getSubjectX500Principal().getName())
                .containsExactly("CN=Contoso_SF");
        assertThat(identity.chainComplete()).isTrue();
    }

    @Test
    void opensslOpensOurPkcs12() throws Exception {
        HeldCertificate held = CertificateAuthority.root("CN=Root")
                .intermediate("CN=Issuing")
                .issue(CertificateProfile.client("CN=Contoso_SF_PCA"));
        Files.write(folder.resolve("ours.p12"), held.toPkcs12("secret".toCharArray()));
        String shown = tool("openssl", "pkcs12", "-in", "ours.p12", "-passin", "pass:secret", "-nokeys");
        assertThat(shown).contains("CN = Contoso_SF_PCA").contains("CN = Issuing");
    }

    /** A request of the library, signed by OpenSSL and returned as Windows CAs do: PKCS#7, root first or last, PEM or DER. */
    @ParameterizedTest
    @ValueSource(strings = {"PEM", "DER"})
    void certificatesSignedByOpensslAreImportedFromPkcs7(String form) throws Exception {
        char[] password = "secret".toCharArray();
        CertificateStore store = CertificateStore.at(folder.resolve("identities.p12"), password);
        CertificateRequest request = store.createRequest(
                NewEntry.named("Contoso_SF_PCA"), CertificateProfile.client("CN=J\u00F6rg, O=Contoso\\, Inc."));
        Files.writeString(folder.resolve("ours.csr"), request.toPem());
        tool(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-subj",
                "/CN=My Root",
                "-keyout",
                "root.key",
                "-out",
                "root.crt");
        tool(
                "openssl",
                "x509",
                "-req",
                "-in",
                "ours.csr",
                "-CA",
                "root.crt",
                "-CAkey",
                "root.key",
                "-days",
                "9",
                "-out",
                "signed.crt");
        tool(
                "openssl",
                "crl2pkcs7",
                "-nocrl",
                "-certfile",
                "root.crt",
                "-certfile",
                "signed.crt",
                "-outform",
                form,
                "-out",
                "signed.p7b");
        StoredCertificate signed = store.importSigned(
                "Contoso_SF_PCA",
                KeyStoreEntry.of(folder.resolve("signed.p7b"), null).certificates());

        assertThat(signed.missingIssuer()).isNull();
        assertThat(signed.chain())
                .extracting(certificate -> certificate.getSubjectX500Principal().getName())
                .containsExactly(request.subject().getName(), "CN=My Root");
    }

    @Test
    void opensslAndGnutlsOpenOurLegacyPkcs12() throws Exception {
        HeldCertificate held = HeldCertificate.selfSigned(CertificateProfile.client("CN=Contoso_SF"))
                .withName("Contoso_SF");
        Files.write(folder.resolve("legacy.p12"), held.toLegacyPkcs12("secret".toCharArray()));
        assertThat(tool("openssl", "pkcs12", "-in", "legacy.p12", "-passin", "pass:secret", "-nokeys", "-info"))
                .contains("pbeWithSHA1And3-KeyTripleDES-CBC")
                .contains("friendlyName: Contoso_SF");
        assertThat(tool("certtool", "--p12-info", "--inder", "--infile", "legacy.p12", "--password", "secret"))
                .contains("Contoso_SF");
    }

    @Test
    void opensslOpensFilesWithNonAsciiPasswords() throws Exception {
        String password = "p\u00E4ssw\u00F6rt\u20AC";
        HeldCertificate held = HeldCertificate.selfSigned(CertificateProfile.client("CN=Contoso_SF"));
        Files.write(folder.resolve("ours.p12"), held.toPkcs12(password.toCharArray()));
        Files.writeString(folder.resolve("pw"), password + "\n");
        assertThat(tool("openssl", "pkcs12", "-in", "ours.p12", "-passin", "file:pw", "-nodes"))
                .contains("BEGIN PRIVATE KEY");
    }

    @Test
    void opensslVerifiesOurChain() throws Exception {
        CertificateAuthority root = CertificateAuthority.root("CN=Root");
        CertificateAuthority issuing = root.intermediate("CN=Issuing");
        Files.writeString(folder.resolve("root.pem"), root.toCertificatePem());
        Files.writeString(folder.resolve("issuing.pem"), issuing.toCertificatePem());
        Files.writeString(
                folder.resolve("leaf.pem"),
                issuing.issue(CertificateProfile.client("CN=Contoso_SF")).toCertificatePem());
        assertThat(tool(
                        "openssl",
                        "verify",
                        "-x509_strict",
                        "-purpose",
                        "sslclient",
                        "-CAfile",
                        "root.pem",
                        "-untrusted",
                        "issuing.pem",
                        "leaf.pem"))
                .contains("leaf.pem: OK");
    }

    @Test
    void keytoolListsOurPkcs12() throws Exception {
        HeldCertificate held = HeldCertificate.selfSigned(CertificateProfile.client("CN=Contoso_SF"));
        Files.write(folder.resolve("ours.p12"), held.toPkcs12("secret".toCharArray()));
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        assertThat(tool(
                        keytool,
                        "-list",
                        "-v",
                        "-keystore",
                        "ours.p12",
                        "-storepass",
                        "secret",
                        "-J-Duser.language=en"))
                .contains("PrivateKeyEntry")
                .contains("CN=Contoso_SF");
    }

    /** Runs a tool in the folder and returns its output. If the tool is not installed, the test is skipped or fails. */
    private String tool(String... command) throws Exception {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            assertThat(REQUIRED)
                    .as("%s is not on this machine, and CALLOUT4J_REQUIRE_TOOLS is set", command[0])
                    .isFalse();
            return Assumptions.abort(command[0] + " is not on this machine");
        }
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("%s ended with%n%s", String.join(" ", command), output)
                .isZero();
        return output;
    }
}
