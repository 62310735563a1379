package io.callout4j.cli.ca;

import static org.assertj.core.api.Assertions.assertThat;

import io.callout4j.cli.CommandRun;
import io.callout4j.cli.StoreTestBase;
import io.callout4j.cli.console.ExitCode;
import io.callout4j.identity.ClientIdentity;
import io.callout4j.identity.KeyStoreEntry;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** {@code callout ca}, and the import of what it signs. */
class CaCommandsTest extends StoreTestBase {

    @Test
    void createsACompleteIdentity() throws Exception {
        authority();
        CommandRun.Result requested = request("A");
        CommandRun.Result signed = sign(at("A.csr"));
        CommandRun.Result imported = certificate("import-signed", "A", at("A.crt"));

        assertThat(requested.out()).contains("callout ca sign --ca root.p12 ").contains("waiting for its signed");
        assertThat(signed.out()).startsWith("Signed a certificate for CN=A, for a TLS client, valid until ");
        assertThat(imported.code()).isZero();
        ClientIdentity identity =
                KeyStoreEntry.of(at("identities.p12"), SECRET.toCharArray()).load();
        assertThat(identity.chainComplete()).isTrue();
        assertThat(identity.findings(Instant.now())).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(at("root.p12"))))
                .isEqualTo("rw-------");
    }

    @Test
    void namesAMissingIntermediate() throws Exception {
        authority();
        assertThat(command()
                        .run(
                                "ca",
                                "init",
                                at("issuing.p12"),
                                "--subject",
                                "CN=Issuing",
                                "--ca",
                                at("root.p12"),
                                "--ca-password-env",
                                "CA_PW",
                                "--password-env",
                                "CA_PW")
                        .code())
                .isZero();
        request("A");
        command()
                .run(
                        "ca",
                        "sign",
                        "--ca",
                        at("issuing.p12"),
                        "--ca-password-env",
                        "CA_PW",
                        at("A.csr"),
                        "--out",
                        at("whole.crt"));
        String whole = Files.readString(at("whole.crt"));
        Files.writeString(at("leaf.crt"), whole.substring(0, whole.indexOf("-----END") + 26));

        CommandRun.Result leafOnly = certificate("import-signed", "A", at("leaf.crt"), "--json");
        assertThat(leafOnly.json().get("entries").get(0).get("missingIssuer").asString())
                .isEqualTo("CN=Issuing");
        assertThat(leafOnly.json().get("notes").get(0).asString()).contains("\"CN=Issuing\" is missing");

        CommandRun.Result rest = certificate("import-signed", "A", at("issuing.crt"), at("root.crt"), "--json");
        assertThat(rest.json().get("entries").get(0).get("missingIssuer").isNull())
                .isTrue();
        assertThat(rest.json().get("entries").get(0).get("chain")).hasSize(3);
    }

    @Test
    void refusesTheCertificateOfAnotherEntry() {
        authority();
        request("A");
        request("B");
        sign(at("B.csr"));

        CommandRun.Result result = certificate("import-signed", "A", at("B.crt"), "--json");
        assertThat(result.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(result.json().get("outcome").asString()).isEqualTo("refused");
        assertThat(result.json().get("reason").asString()).isEqualTo("key-mismatch");
        assertThat(result.json().get("message").asString()).contains("It belongs to the entry B.");
    }

    @Test
    void signsServerCertificatesWithHostNames() {
        authority();
        request("S");

        assertThat(sign(at("S.csr"), "--for", "server", "--json")
                        .json()
                        .get("notes")
                        .get(0)
                        .asString())
                .contains("It contains no host name");
        CommandRun.Result named =
                sign(at("S.csr"), "--for", "server", "--san", "erp.example.com", "--san", "127.0.0.1", "--overwrite");
        assertThat(named.out()).contains("(erp.example.com, 127.0.0.1), for a TLS server");
    }

    @Test
    void notesThatTheCertificateExpiresWithTheAuthority() {
        authority();
        request("A");

        assertThat(sign(at("A.csr"), "--days", "9000").out().replaceAll("\\s+", " "))
                .contains("earlier than requested");
    }

    @Test
    void leavesTheStoreUnchangedIfTheRequestCannotBeWritten() throws Exception {
        Files.writeString(at("A.csr"), "something");

        refused(request("A"), "A.csr already exists");
        assertThat(at("identities.p12")).doesNotExist();
        assertThat(Files.readString(at("A.csr"))).isEqualTo("something");
    }

    @Test
    void refusesAFileThatIsNotARequest() throws Exception {
        authority();
        Files.writeString(at("A.csr"), "something");

        refused(sign(at("A.csr")), "does not contain a readable certificate request");
    }

    @Test
    void refusesToSignWithACertificateThatIsNotACa() {
        selfSigned("A");
        request("B");

        refused(
                command()
                        .run("ca", "sign", "--ca", at("identities.p12") + "#A", "--ca-password-env", "PW", at("B.csr")),
                "is not a CA certificate");
    }

    @Test
    void rejectsHostNamesAndStandardOutputForAnAuthority() {
        usage(
                command().run("ca", "init", at("root.p12"), "--san", "a.example.com", "--password-env", "CA_PW"),
                "Unknown option --san");
        usage(command().run("ca", "init", "-", "--password-env", "CA_PW"), "- is not allowed here");
    }
}
