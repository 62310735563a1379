package io.callout4j.cli.help;

import static org.assertj.core.api.Assertions.assertThat;

import io.callout4j.cli.CommandRun;
import io.callout4j.cli.console.ExitCode;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code callout help}. */
class HelpCommandTest {

    private static CommandRun.Result callout(String line) {
        return new CommandRun().run((Object[]) line.split(" "));
    }

    @Nested
    class OfACommand {

        @ParameterizedTest
        @ValueSource(strings = {"send", "certificate", "certificate inspect", "config check", "help", "help finding"})
        void isTheSameAsItsHelpOption(String command) {
            // "help finding" is a command itself, so its own help needs the option.
            String line = command.equals("help finding") ? "help finding --help" : "help " + command;
            CommandRun.Result result = callout(line);

            assertThat(result.code()).isZero();
            assertThat(result.out())
                    .startsWith("Usage: callout " + command)
                    .isEqualTo(callout(command + " --help").out());
        }

        @Test
        void isThatOfTheWholeCommandLineByDefault() {
            assertThat(callout("help").out()).isEqualTo(callout("--help").out()).contains("\n  help  ");
        }

        @ParameterizedTest
        @ValueSource(strings = {"help s3cret", "help certificate s3cret", "help send s3cret"})
        void isAUsageErrorIfThereIsNoSuchCommand(String line) {
            CommandRun.Result result = callout(line);

            assertThat(result.code()).isEqualTo(ExitCode.USAGE);
            assertThat(result.out()).isEmpty();
            assertThat(result.err()).contains("subcommand").doesNotContain("s3cret");
        }

        @Test
        void namesTheSubcommandsThatExist() {
            assertThat(callout("help config chekc").err()).contains("It has check, schema.");
        }
    }

    @Nested
    class OfAFinding {

        @Test
        void printsItsPage() {
            FindingPage page = FindingPages.load().page("server-missing-intermediate");
            CommandRun.Result result = callout("help finding server-missing-intermediate");

            assertThat(result.code()).isZero();
            assertThat(result.err()).isEmpty();
            assertThat(result.out())
                    .startsWith("error server-missing-intermediate\n" + page.title() + "\n\n")
                    .contains(
                            "\n  why ",
                            "\n  on your side ",
                            "\n  at the server ",
                            "\n  how to distinguish it  ",
                            "\nTo reproduce it:\n")
                    .endsWith("  " + page.reproduce().get(page.reproduce().size() - 1) + "\n");
            assertThat(result.out().replaceAll("\\s+", " "))
                    .contains(page.meaning(), page.cause(), page.remedyClient(), page.remedyServer());
        }

        @Test
        void leavesOutWhatIsUnknown() {
            assertThat(callout("help finding unrelated-certificates").out())
                    .contains("how to distinguish it")
                    .doesNotContain("why", "on your side", "at the server", "null");
        }

        @Test
        void acceptsUpperCase() {
            assertThat(callout("help finding SELF-SIGNED").out()).startsWith("info self-signed\n");
        }

        @Test
        void listsEveryCodeWithItsTitleIfNoneIsGiven() {
            CommandRun.Result result = callout("help finding");
            String text = result.out().replaceAll("\\s+", " ");

            assertThat(result.code()).isZero();
            assertThat(FindingPages.load().pages()).hasSizeGreaterThan(50).allSatisfy(page -> assertThat(text)
                    .contains(" " + page.code() + " " + page.title()));
        }

        @ParameterizedTest
        @ValueSource(strings = {"server-unknwn-ca", "Server-Unknown", "unknown-ca"})
        void namesTheMostSimilarCodesIfThereIsNone(String code) {
            CommandRun.Result result = callout("help finding " + code);

            assertThat(result.code()).isEqualTo(ExitCode.USAGE);
            assertThat(result.out()).isEmpty();
            assertThat(result.err())
                    .contains("There is no finding \"" + code + "\"")
                    .contains("server-unknown-ca")
                    .contains("Try: callout help finding --help");
        }

        @Test
        void isAUsageErrorIfSeveralAreGiven() {
            assertThat(callout("help finding self-signed expired").code()).isEqualTo(ExitCode.USAGE);
        }
    }
}
