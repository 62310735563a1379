package io.callout4j.cli.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.callout4j.cli.CommandRun;
import io.callout4j.cli.DocumentationPages;
import io.callout4j.cli.Identities;
import io.callout4j.cli.StoreTestBase;
import io.callout4j.cli.console.ExitCode;
import io.callout4j.identity.KeyStoreEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The commands that keep certificates in a key store. */
class CertificateCommandsTest extends StoreTestBase {

    @Nested
    class CreateSelfSigned {

        @Test
        void reportsTheEntryAndTheNextSteps() {
            CommandRun.Result result =
                    certificate("create-self-signed", "Contoso_SF", "--subject", "CN=Contoso_SF, O=Contoso");

            assertThat(result.code()).isZero();
            assertThat(result.out())
                    .startsWith("Created Contoso_SF in " + at("identities.p12") + ".\n")
                    .contains("  Subject     CN=Contoso_SF,O=Contoso\n")
                    .contains("  Key         RSA 2048\n")
                    .contains("              callout certificate export Contoso_SF --store " + at("identities.p12")
                            + " --as certificate --out Contoso_SF.crt\n")
                    .contains("clientCertName_x = \"Contoso_SF\"")
                    .contains("Import from Keystore");
        }

        @Test
        void notesThatSalesforceAcceptsRsaOnly() {
            CommandRun.Result result = certificate("create-self-signed", "E", "--key", "ec-p384", "--json");

            assertThat(result.json().get("notes").get(0).asString()).startsWith("Salesforce imports RSA keys only");
            assertThat(result.json().get("entries").get(0).get("keySize").asInt())
                    .isEqualTo(384);
        }

        @Test
        void appliesDaysLabelAndNames() {
            selfSigned("A", "--days", "10", "--label", "The first", "--san", "a.example.com", "--not-exportable");
            JsonNode entry = entry("A");

            assertThat(entry.get("label").asString()).isEqualTo("The first");
            assertThat(entry.get("subject").asString()).isEqualTo("CN=A");
            assertThat(entry.get("names").get(0).asString()).isEqualTo("a.example.com");
            assertThat(entry.get("exportable").asBoolean()).isFalse();
            assertThat(entry.get("daysLeft").asInt()).isEqualTo(9);
            refused(certificate("export", "A", "--as", "pem", "--out", at("a.pem")), "not exportable");
        }

        @Test
        void replacesAnEntryOnlyOnRequest() {
            selfSigned("A");
            String first = entry("A").get("serial").asString();

            refused(certificate("create-self-signed", "a"), "and was not replaced, because its key would be lost");
            assertThat(entry("A").get("serial").asString()).isEqualTo(first);
            selfSigned("A", "--replace");
            assertThat(entry("A").get("serial").asString()).isNotEqualTo(first);
        }

        @Test
        void asksTwiceForTheNewPasswordOfAStoreAndOnceLater() {
            CommandRun run = new CommandRun().prompt(question -> SECRET.toCharArray());
            CommandRun.Result created =
                    run.run("certificate", "create-self-signed", "A", "--store", at("new.p12"), "--key", "ec-p256");
            CommandRun.Result listed = new CommandRun()
                    .prompt(question -> SECRET.toCharArray())
                    .run("certificate", "list", "--store", at("new.p12"));

            assertThat(created.code()).isZero();
            assertThat(created.questions()).containsExactly("New password for new.p12", "Repeat the password");
            assertThat(listed.questions()).containsExactly("Password for new.p12");
        }

        @Test
        void createsNothingIfTheTwoPasswordsDiffer() {
            CommandRun run = new CommandRun()
                    .prompt(question -> question.startsWith("New") ? "one".toCharArray() : "other".toCharArray());

            usage(
                    run.run("certificate", "create-self-signed", "A", "--store", at("new.p12")),
                    "The two passwords for new.p12 do not match. Nothing was written.");
            assertThat(at("new.p12")).doesNotExist();
        }

        @ParameterizedTest
        @ValueSource(strings = {"--key dsa", "--days 0", "--days 40000", "--subject nonsense"})
        void rejectsInvalidOptionValues(String option) {
            String[] words = option.split(" ");

            usage(certificate("create-self-signed", "A", words[0], words[1]), words[0]);
        }

        @Test
        void convertsHostNamesToAscii() {
            selfSigned("A", "--san", "b\u00FCcher.example", "--san", "*.example.com", "--san", "192.0.2.7");

            assertThat(entry("A").get("names").toString())
                    .isEqualTo("[\"xn--bcher-kva.example\",\"*.example.com\",\"192.0.2.7\"]");
        }

        @ParameterizedTest
        @ValueSource(strings = {"https://erp.example.com/", "a b", "", " "})
        void rejectsWhatIsNotAHostName(String name) {
            usage(certificate("create-self-signed", "A", "--san", name), "is neither a host name nor an IP address");
        }

        @Test
        void rejectsAnEmptySubject() {
            usage(certificate("create-self-signed", "A", "--subject", ""), "--subject is empty");
        }

        @Test
        void refusesInvalidEntryNames() {
            refused(certificate("create-self-signed", "Contoso-SF"), "\"Contoso-SF\" is not a valid certificate name");
        }
    }

    @Nested
    class Import {

        @Test
        void readsAnyFormat() {
            CommandRun run = command().variable("FILE_PW", "secret").variable("KEY_PW", "keysecret");
            CommandRun.Result result = certificate(
                    run,
                    "import",
                    "Partner",
                    Identities.fixture("keytool17.jks") + "#client",
                    "--file-password-env",
                    "FILE_PW",
                    "--key-password-env",
                    "KEY_PW");

            assertThat(result.code()).isZero();
            assertThat(KeyStoreEntry.of(at("identities.p12"), SECRET.toCharArray())
                            .load()
                            .certificate())
                    .isEqualTo(Identities.fixtureCertificate("keytool17.jks"));
        }

        @Test
        void rejectsAMissingFile() {
            usage(certificate("import", "Partner", at("none.p12")), "none.p12 cannot be read");
        }

        @Test
        void refusesAWrongPassword() {
            CommandRun run = command().variable("FILE_PW", "wrong");
            CommandRun.Result result = certificate(
                    run,
                    "import",
                    "Partner",
                    Identities.fixture("keytool17.p12"),
                    "--file-password-env",
                    "FILE_PW",
                    "--json");

            assertThat(result.code()).isEqualTo(ExitCode.REFUSED);
            assertThat(result.json().get("reason").asString()).isEqualTo("wrong-password");
        }
    }

    @Nested
    class Expiring {

        @Test
        void exitsWith8IfACertificateExpiresSoon() {
            selfSigned("Short", "--days", "20");
            selfSigned("Long", "--days", "200");
            request("Waiting");

            CommandRun.Result result = certificate("expiring", "--days", "30", "--json");
            assertThat(result.code()).isEqualTo(ExitCode.PROBLEMS);
            assertThat(result.json().get("outcome").asString()).isEqualTo("expiring");
            assertThat(result.json().get("entries")).hasSize(1);
            assertThat(result.json().get("entries").get(0).get("name").asString())
                    .isEqualTo("Short");
            assertThat(certificate("expiring", "--days", "10").code()).isZero();
        }

        @Test
        void findsNothingIfNoCertificateExpires() {
            selfSigned("Long");

            assertThat(certificate("expiring", "--quiet").out()).isEmpty();
            assertThat(certificate("expiring").out()).startsWith("No certificate in ");
        }

        @Test
        void includesExpiredCertificates() {
            selfSigned("Old", "--days", "1");
            CommandRun run = command().at(Instant.now().plus(Duration.ofDays(3)));
            CommandRun.Result result = certificate(run, "expiring");

            assertThat(result.code()).isEqualTo(ExitCode.PROBLEMS);
            assertThat(result.out()).contains("expired");
        }

        @Test
        void countsOneDayInTheSingular() {
            selfSigned("Long");
            assertThat(certificate("expiring", "--days", "1").out()).contains(" expires within 1 day.\n");
            selfSigned("Short", "--days", "1");

            assertThat(certificate("expiring", "--days", "1").out())
                    .contains(": 1 certificate to renew within 1 day\n");
            assertThat(certificate("expiring", "--days", "2").out()).contains(" to renew within 2 days\n");
        }
    }

    @Test
    void listShowsStateAndExpiry() {
        selfSigned("One");
        request("Two");

        assertThat(certificate("list").out())
                .contains("2 certificates")
                .containsPattern("  One +self-signed +until \\d{4}-\\d\\d-\\d\\d, 364 days left\n")
                .containsPattern("  Two +waiting for its signed certificate\n");
    }

    @Test
    void deleteRemovesAnEntry() {
        selfSigned("One");
        selfSigned("Two");

        assertThat(certificate("delete", "one").out()).startsWith("Deleted One and its key from ");
        refused(certificate("delete", "one"), "Known names: Two.");
    }

    @Test
    void everyReportHasTheSameKeys() {
        String page = DocumentationPages.contract();
        String section =
                page.substring(page.indexOf("`callout certificate list"), page.indexOf("`callout send --json`"));
        selfSigned("One");
        JsonNode json = certificate("list", "--json").json();
        List<String> keys = new ArrayList<>(json.propertyNames());
        keys.addAll(json.get("entries").get(0).propertyNames());

        assertThat(DocumentationPages.keys(section)).containsExactlyElementsOf(keys);
        assertThat(certificate("show", "Nobody", "--json").json().propertyNames())
                .containsExactlyElementsOf(json.propertyNames());
    }

    @Test
    void showsNoSecret() {
        authority();
        request("A");
        sign(at("A.csr"));
        List<CommandRun.Result> results = List.of(
                certificate("import-signed", "A", at("A.crt")),
                certificate("export", "A", "--as", "pem", "--out", at("a.pem")),
                certificate("show", "A", "--json"),
                certificate("create-self-signed", "A"),
                certificate(command().variable("PW", SECRET + "x"), "list"));

        assertThat(results)
                .extracting(result -> result.out() + result.err())
                .noneMatch(text -> text.contains(SECRET) || text.contains(CA_SECRET) || text.contains("PRIVATE"));
    }
}
