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
    void areTold() {
        SampleRun run = SampleRun.of(Map.of(), "--help");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("--endpoint", "--cert-file", "--cert-password-env", "--trust", "Exit code");
    }

    @Test
    void areRefusedWhereUnknown() {
        isMisuse(Map.of(), "Unknown option: --cert-password", "--cert-password", "x");
    }

    @Test
    void needTheirValues() {
        isMisuse(Map.of(), "--endpoint needs a value after it.", "--endpoint");
        isMisuse(Map.of(), "--endpoint needs a value after it.", "--endpoint", "--cert-file", "x.p12");
    }

    @Test
    void mayBeGivenOnce() {
        isMisuse(Map.of(), "--trust is given twice.", "--trust", "a.pem", "--trust", "b.pem");
    }

    @Test
    void needBothTheEndpointAndTheFile() {
        isMisuse(
                Map.of(),
                "A callout of your own needs both --endpoint and --cert-file.",
                "--endpoint",
                "https://localhost/");
    }

    @Test
    void takeHttpsOnly() {
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
    void needAFileThatIsThere() {
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
    void needAVariableThatIsSetAndCanBeRead() throws Exception {
        String file = Files.createFile(folder.resolve("contoso.p12")).toString();
        String[] arguments = {
            "--endpoint", "https://localhost/", "--cert-file", file, "--cert-password-env", "MY_PASSWORD"
        };

        isMisuse(Map.of(), "The environment variable MY_PASSWORD is not set.", arguments);
        isMisuse(
                Map.of("MY_PASSWORD", "gr\uFFFDn"),
                "The environment variable MY_PASSWORD holds characters that this locale cannot read; run under a"
                        + " UTF-8 locale, such as LC_ALL=C.UTF-8.",
                arguments);
    }
}
