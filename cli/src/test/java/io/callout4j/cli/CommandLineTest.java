package io.callout4j.cli;

import static io.callout4j.cli.Identities.ISSUED;
import static io.callout4j.cli.Identities.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import io.callout4j.cli.console.CliEnvironment;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Help.Ansi;

/** Help, usage errors and internal errors of the command as a whole. */
class CommandLineTest {

    @TempDir
    private Path folder;

    @Nested
    class Help {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "certificate ",
                    "certificate inspect ",
                    "certificate list ",
                    "certificate show ",
                    "certificate create-self-signed ",
                    "certificate create-csr ",
                    "certificate import-signed ",
                    "certificate import ",
                    "certificate export ",
                    "certificate delete ",
                    "certificate expiring ",
                    "ca ",
                    "ca init ",
                    "ca sign ",
                    "doctor ",
                    "send ",
                    "config ",
                    "config check ",
                    "config schema ",
                    "help ",
                    "help finding ",
                    "generate-completion "
                })
        void existsForEveryCommandWithAnExample(String command) {
            CommandRun.Result result = new CommandRun().run((Object[]) (command + "--help").split(" "));

            assertThat(result.code()).isZero();
            assertThat(result.err()).isEmpty();
            assertThat(result.out()).startsWith("Usage: callout").containsIgnoringCase("example");
            assertThat(result.out()).doesNotContainPattern("--password[= ]");
            assertThat(result.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        }

        @ParameterizedTest
        @ValueSource(strings = {"--help", "certificate inspect --help"})
        void listsTheExitCodes(String command) {
            assertThat(new CommandRun().run((Object[]) command.split(" ")).out())
                    .containsPattern("(?m)^ +0 ")
                    .containsPattern("(?m)^ +2 ")
                    .containsPattern("(?m)^ +3 ")
                    .containsPattern("(?m)^ +8 ")
                    .containsPattern("(?m)^ +70 ");
        }

        @Test
        void showsTheVersionOnOneLine() {
            assertThat(new CommandRun().run("--version").out()).matches("callout .* on Java [0-9.]+.*\n");
        }

        @Test
        void printsACompletionScript() {
            CommandRun.Result result = new CommandRun().run("generate-completion");

            assertThat(result.code()).isZero();
            assertThat(result.out()).contains("complete -F").contains("--password-env");
        }
    }

    @Nested
    class AUsageError {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "nonsense",
                    "certificate",
                    "certificate inspect",
                    "certificate inspect a b",
                    "certificate inspect --nonsense a",
                    "certificate inspect a --alias",
                    "certificate inspect a --alias x --alias y",
                    "certificate inspect a --password-env A --password-file B",
                    "certificate inspect no-such-file.p12",
                    "certificate inspect no-such-file.p12#alias",
                    "send",
                    "send --endpoint nonsense",
                    "send --endpoint https://erp.invalid/ no-such-file.xml",
                    "send --endpoint https://erp.invalid/ --cert-file no-such-file.p12",
                    "send --endpoint https://erp.invalid/ --trust no-such-file.pem",
                    "send --endpoint https://erp.invalid/ --trust a\0b",
                    "send --endpoint https://erp.invalid/ --offer never",
                    "send --endpoint https://erp.invalid/ --tls 1.1",
                    "send --endpoint https://erp.invalid/ --soap 2",
                    "send --endpoint https://erp.invalid/ --repeat 0",
                    "send --endpoint https://erp.invalid/ --proxy-user u",
                    "send --endpoint https://erp.invalid/ --cert-password-env A --cert-password-file B"
                })
        void exitsWith2AndAMessageOnStandardError(String line) {
            CommandRun.Result result =
                    new CommandRun().run(line.isEmpty() ? new Object[0] : (Object[]) line.split(" "));

            assertThat(result.code()).isEqualTo(2);
            assertThat(result.out()).isEmpty();
            assertThat(result.err())
                    .startsWith("callout: ")
                    .contains("Try: callout")
                    .contains("--help");
        }

        @Test
        void includesAFolderInsteadOfAFile() {
            CommandRun.Result result = new CommandRun().inspect(folder, "--json");

            assertThat(result.code()).isEqualTo(2);
            assertThat(result.err()).contains("is a folder");
        }

        @Test
        void includesAnInvalidFileName() {
            CommandRun.Result result = new CommandRun().inspect("a\0b");

            assertThat(result.code()).isEqualTo(2);
            assertThat(result.err()).contains("a\\u0000b");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "contoso.p12 --password s3cret",
                    "contoso.p12 --password=s3cret",
                    "contoso.p12 -pass s3cret",
                    "contoso.p12 s3cret"
                })
        void doesNotRepeatAPossiblePassword(String line) {
            CommandRun.Result result = new CommandRun().inspect((Object[]) line.split(" "));

            assertThat(result.code()).isEqualTo(2);
            assertThat(result.err()).doesNotContain("s3cret");
        }

        @Test
        void doesNotExpandArgumentFiles() {
            Identities.write(folder, "args", "--help".getBytes(StandardCharsets.US_ASCII));

            assertThat(new CommandRun().inspect("@" + folder.resolve("args")).code())
                    .isEqualTo(2);
        }
    }

    @Nested
    class AnInternalError {

        private final Clock broken = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                throw new IllegalStateException("s3cret");
            }
        };

        @Test
        void exitsWith70AndAsksForAReport() {
            CommandRun.Result result = new CommandRun().with(broken).inspect("contoso.p12", "--json");

            assertThat(result.code()).isEqualTo(70);
            assertThat(result.out()).isEmpty();
            assertThat(result.err())
                    .containsOnlyOnce("\n")
                    .contains("report")
                    .contains("java.lang.IllegalStateException")
                    .doesNotContain("s3cret");
        }

        @Test
        void includesOutputThatCannotBeWritten() {
            PrintStream full = new PrintStream(new OutputStream() {
                @Override
                public void write(int b) throws java.io.IOException {
                    throw new java.io.IOException("No space left on device");
                }
            });
            PrintStream silent = new PrintStream(OutputStream.nullOutputStream());
            Path file = Identities.write(folder, "contoso.p12", ISSUED);

            int code = new CalloutCommand(new CliEnvironment(
                            java.io.InputStream.nullInputStream(),
                            full,
                            silent,
                            name -> SECRET,
                            null,
                            Ansi.OFF,
                            Clock.systemUTC()))
                    .run("certificate", "inspect", file.toString(), "--password-env", "PW", "--json");

            assertThat(code).isEqualTo(70);
        }
    }
}
