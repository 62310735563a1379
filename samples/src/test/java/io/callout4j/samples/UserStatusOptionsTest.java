package io.callout4j.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserStatusOptionsTest {

    @TempDir
    private Path folder;

    private void isMisuse(Map<String, String> environment, String line, String... arguments) {
        SampleRun run = SampleRun.of(environment, arguments);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo(line + " See --help." + System.lineSeparator());
    }

    @Test
    void areShown() {
        SampleRun run = SampleRun.of(Map.of(), "--help");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("--endpoint", "--cert-file", "--cert-password-env", "--trust", "Exit code");
    }

    @Test
    void areRejectedIfUnknown() {
        isMisuse(Map.of(), "Unknown option: --cert-password", "--cert-password", "x");
    }

    @Test
    void needTheirValues() {
        isMisuse(Map.of(), "--endpoint requires a value.", "--endpoint");
        isMisuse(Map.of(), "--endpoint requires a value.", "--endpoint", "--cert-file", "x.p12");
    }

    @Test
    void mayOnlyBeGivenOnce() {
        isMisuse(Map.of(), "--trust is specified twice.", "--trust", "a.pem", "--trust", "b.pem");
    }

    @Test
    void needBothTheEndpointAndTheFile() {
        isMisuse(
                Map.of(),
                "A callout to your server requires both --endpoint and --cert-file.",
                "--endpoint",
                "https://localhost/");
    }

    @Test
    void acceptOnlyHttps() {
        isMisuse(
                Map.of(),
                "--endpoint is not an https: URL: http://localhost/",
                "--endpoint",
                "http://localhost/",
                "--cert-file",
                "x.p12");
        isMisuse(
                Map.of(),
                "--endpoint is not an https: URL: https://a b/",
                "--endpoint",
                "https://a b/",
                "--cert-file",
                "x.p12");
    }

    @Test
    void needAnExistingFile() {
        String absent = folder.resolve("absent.p12").toString();

        isMisuse(
                Map.of(),
                "--cert-file is not a readable file: " + absent,
                "--endpoint",
                "https://localhost/",
                "--cert-file",
                absent);
    }

    @Test
    void needAVariableThatIsSetAndReadable() throws Exception {
        String file = Files.createFile(folder.resolve("contoso.p12")).toString();
        String[] arguments = {
            "--endpoint", "https://localhost/", "--cert-file", file, "--cert-password-env", "MY_PASSWORD"
        };

        isMisuse(Map.of(), "The environment variable MY_PASSWORD is not set.", arguments);
        isMisuse(
                Map.of("MY_PASSWORD", "gr\uFFFDn"),
                "The environment variable MY_PASSWORD contains characters that this locale cannot decode; use a"
                        + " UTF-8 locale, such as LC_ALL=C.UTF-8.",
                arguments);
    }
}
