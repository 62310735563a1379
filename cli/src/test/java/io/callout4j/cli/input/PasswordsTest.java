package io.callout4j.cli.input;

import static io.callout4j.cli.Identities.ISSUED;
import static io.callout4j.cli.Identities.SECRET;
import static io.callout4j.cli.Identities.fixture;
import static org.assertj.core.api.Assertions.assertThat;

import io.callout4j.cli.CommandRun;
import io.callout4j.cli.Identities;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sources of passwords. */
class PasswordsTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void createFile() {
        file = Identities.write(folder, "contoso.p12", ISSUED);
    }

    private Path passwordFile(byte[] content) {
        return Identities.write(folder, "password", content);
    }

    private Path passwordFile(String content) {
        return passwordFile(content.getBytes(StandardCharsets.UTF_8));
    }

    @Nested
    class FromAVariable {

        @Test
        void opens() {
            assertThat(new CommandRun()
                            .variable("CONTOSO_PASSWORD", SECRET)
                            .inspect(file, "--password-env", "CONTOSO_PASSWORD")
                            .code())
                    .isZero();
        }

        @Test
        void mayBeEmpty() {
            CommandRun.Result result =
                    new CommandRun().variable("PW", "").inspect(fixture("openssl-empty.p12"), "--password-env=PW");

            assertThat(result.code()).isZero();
        }

        @Test
        void isAUsageErrorIfNotSet() {
            CommandRun.Result result = new CommandRun().inspect(file, "--password-env", "CONTOSO_PASSWORD");

            assertThat(result.code()).isEqualTo(2);
            assertThat(result.out()).isEmpty();
            assertThat(result.err())
                    .contains("CONTOSO_PASSWORD")
                    .contains("--password-env")
                    .contains("not set");
        }

        @Test
        void doesNotRepeatAPasswordGivenInsteadOfAName() {
            CommandRun.Result result = new CommandRun().inspect(file, "--password-env", SECRET);

            assertThat(result.code()).isEqualTo(2);
            assertThat(result.err()).contains("the name of a variable").doesNotContain(SECRET);
        }

        @Test
        void isAUsageErrorIfGarbledByTheLocale() {
            CommandRun.Result result =
                    new CommandRun().variable("PW", "p\uFFFD\uFFFDss").inspect(file, "--key-password-env", "PW");

            assertThat(result.code()).isEqualTo(2);
            assertThat(result.err()).contains("--key-password-file FILE").doesNotContain("ss\n");
        }
    }

    @Nested
    class OfAnyKind {

        @ParameterizedTest
        @CsvSource({
            "certificate inspect a, --password",
            "certificate inspect a, --key-password",
            "certificate import A a, --file-password",
            "certificate export A --as pem --out a, --out-password",
            "ca init a, --ca-password",
            "ca sign --ca a b, --ca-password",
            "send --endpoint https://erp.invalid/ a, --cert-password",
            "send --endpoint https://erp.invalid/ a, --trust-password",
            "doctor https://erp.invalid/, --proxy-password"
        })
        void hasEitherAVariableOrAFile(String command, String option) {
            CommandRun.Result result = new CommandRun()
                    .run((Object[]) (command + " " + option + "-env A " + option + "-file B").split(" "));

            assertThat(result.code()).isEqualTo(2);
            assertThat(result.err()).contains(option + "-env=VAR, " + option + "-file=FILE are mutually exclusive");
        }
    }

    @Nested
    class FromAFile {

        @ParameterizedTest
        @ValueSource(strings = {SECRET, SECRET + "\n", SECRET + "\r\n", "\uFEFF" + SECRET + "\r\n"})
        void ignoresOneTrailingNewline(String content) {
            assertThat(new CommandRun()
                            .inspect(file, "--password-file", passwordFile(content))
                            .code())
                    .isZero();
        }

        @Test
        void ignoresOnlyOneTrailingNewline() {
            CommandRun.Result result = new CommandRun().inspect(file, "--password-file", passwordFile(SECRET + "\n\n"));

            assertThat(result.code()).isEqualTo(3);
        }

        @Test
        void mayBeEmpty() {
            assertThat(new CommandRun()
                            .inspect(fixture("openssl-empty.p12"), "--password-file", passwordFile(""))
                            .code())
                    .isZero();
        }

        @Test
        void isAUsageErrorIfMissing() {
            CommandRun.Result result = new CommandRun().inspect(file, "--password-file", folder.resolve("none"));

            assertThat(result.code()).isEqualTo(2);
            assertThat(result.err()).contains("none").contains("cannot be read");
        }

        @Test
        void isAUsageErrorIfNotUtf8() {
            Path latin = passwordFile("p\u00E4ss".getBytes(StandardCharsets.ISO_8859_1));

            CommandRun.Result result = new CommandRun().inspect(file, "--password-file", latin);

            assertThat(result.code()).isEqualTo(2);
            assertThat(result.err()).contains("not in UTF-8").doesNotContain("ss\n");
        }

        @Test
        void isAUsageErrorIfTooLarge() {
            CommandRun.Result result =
                    new CommandRun().inspect(file, "--password-file", passwordFile("x".repeat(100_000)));

            assertThat(result.code()).isEqualTo(2);
            assertThat(result.err()).contains("too large for a password");
        }
    }

    @Nested
    class OfThePrivateKey {

        @Test
        void isGivenInAdditionToTheStorePassword() {
            CommandRun.Result result = new CommandRun()
                    .variable("STORE", "secret")
                    .variable("KEY", "keysecret")
                    .inspect(
                            fixture("keytool17.jks"), "--password-env", "STORE", "--key-password-env", "KEY", "--json");

            assertThat(result.code()).isZero();
            assertThat(result.json().get("type").asString()).isEqualTo("JKS");
        }

        @Test
        void isNamedInTheRefusalIfMissing() {
            CommandRun.Result result = new CommandRun()
                    .variable("STORE", "secret")
                    .inspect(fixture("keytool17.jks"), "--password-env=STORE");

            assertThat(result.code()).isEqualTo(3);
            assertThat(result.out())
                    .contains("wrong-key-password")
                    .contains("--key-password-env VAR or --key-password-file FILE");
        }
    }

    @Nested
    class FromThePrompt {

        @Test
        void isRequestedIfTheFileNeedsOne() {
            CommandRun.Result result =
                    new CommandRun().prompt(question -> SECRET.toCharArray()).inspect(file);

            assertThat(result.code()).isZero();
            assertThat(result.questions()).containsExactly("Password for contoso.p12");
        }

        @Test
        void isRequestedForTheKeyIfItNeedsOne() {
            CommandRun.Result result = new CommandRun()
                    .prompt(question -> (question.contains("private key") ? "keysecret" : "secret").toCharArray())
                    .inspect(fixture("keytool17.jks"));

            assertThat(result.code()).isZero();
            assertThat(result.questions())
                    .containsExactly("Password for keytool17.jks", "Password for the private key in keytool17.jks");
        }

        @Test
        void isNotRequestedIfTheFileNeedsNone() {
            CommandRun.Result result =
                    new CommandRun().prompt(question -> SECRET.toCharArray()).inspect(fixture("sec1.pem"));

            assertThat(result.code()).isZero();
            assertThat(result.questions()).isEmpty();
        }

        @Test
        void isNotRequestedIfAnOptionGaveAWrongOne() {
            CommandRun.Result result = new CommandRun()
                    .prompt(question -> SECRET.toCharArray())
                    .variable("PW", "wrong")
                    .inspect(file, "--password-env", "PW");

            assertThat(result.code()).isEqualTo(3);
            assertThat(result.questions()).isEmpty();
        }

        @Test
        void mayBeDeclined() {
            assertThat(new CommandRun().prompt(question -> null).inspect(file).code())
                    .isEqualTo(3);
        }
    }
}
