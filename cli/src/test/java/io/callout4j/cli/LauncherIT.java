package io.callout4j.cli;

import static io.callout4j.cli.Identities.SECRET;
import static io.callout4j.cli.Identities.SELF_SIGNED;
import static io.callout4j.cli.Identities.fixture;
import static io.callout4j.cli.PackedCommand.SUBJECT;
import static io.callout4j.cli.PackedCommand.TARGET;
import static org.assertj.core.api.Assertions.assertThat;

import io.callout4j.cli.PackedCommand.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher for Unix, next to the packaged command. */
@DisabledOnOs(OS.WINDOWS)
class LauncherIT {

    @TempDir
    private Path folder;

    private Path first;
    private Path link;

    @BeforeEach
    void createLinkToALink() throws IOException {
        first = Files.createSymbolicLink(folder.resolve("first link"), TARGET.resolve("callout"));
        link = Files.createSymbolicLink(folder.resolve("second link"), first.getFileName());
    }

    @AfterEach
    void deleteLinks() throws IOException {
        Files.delete(link);
        Files.delete(first);
    }

    @Test
    void worksThroughSymbolicLinksFromAnotherFolder() throws Exception {
        Ended ended = run(Map.of(), link, "--version");

        assertThat(ended.err()).isEmpty();
        assertThat(ended.text()).startsWith("callout ");
    }

    @Test
    void setsAUtf8LocaleIfThereIsNone() throws Exception {
        Path file = folder.resolve("plain.p12");
        Files.copy(fixture("openssl-utf8.p12"), file);
        // As bytes, because the process of this test may run in any locale.
        String line = "PW=$(printf 'p\\303\\244ssw\\303\\266rt\\342\\202\\254') exec \"$0\" \"$@\"";

        for (Map<String, String> locale : List.of(Map.<String, String>of(), Map.of("LC_ALL", "C"))) {
            Ended ended = run(
                    locale,
                    "sh",
                    "-c",
                    "export PW; " + line,
                    link,
                    "certificate",
                    "inspect",
                    file,
                    "--password-env",
                    "PW",
                    "--json");

            assertThat(ended.err()).isEmpty();
            assertThat(ended.code()).isZero();
            assertThat(ended.text()).contains("\"outcome\":\"opened\"");
        }
    }

    @Test
    void passesArgumentsWithSpacesAndJavaOptions() throws Exception {
        Identities.write(folder, "two words.p12", SELF_SIGNED);

        Ended ended = run(
                Map.of("PW", SECRET, "CALLOUT_JAVA_OPTS", "-Xmx64m -Dcallout4j.test=1"),
                link,
                "certificate",
                "inspect",
                "two words.p12",
                "--password-env=PW",
                "--json");

        assertThat(ended.code()).isZero();
        assertThat(ended.text()).contains(SUBJECT);
    }

    @Test
    void printsNothingOfItsOwnWhileItArchivesClasses() throws Exception {
        for (int start = 1; start <= 2; start++) {
            Ended ended = run(Map.of(), link, "certificate", "inspect", "none.p12", "--json");

            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.out()).isEmpty();
            assertThat(ended.err()).hasLineCount(2);
        }
        assertThat(Files.exists(folder.resolve("cache/callout4j")))
                .isEqualTo(Runtime.version().feature() >= 19);
    }

    @Test
    void rejectsAnOldJavaByItsReleaseFile() throws Exception {
        Path old = Files.createDirectories(folder.resolve("old/bin"));
        Files.createFile(
                old.resolve("java"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.writeString(folder.resolve("old/release"), "JAVA_VERSION=\"1.8.0_402\"\n");

        Ended ended = run(Map.of("JAVA_HOME", folder.resolve("old").toString()), link, "--version");

        assertThat(ended.code()).isEqualTo(70);
        assertThat(ended.err()).contains("Java 1.8.0_402").contains("Java 17 or newer");
    }

    @Test
    void rejectsAnOldJavaWithoutAReleaseFile() throws Exception {
        Path old = Files.createDirectories(folder.resolve("old/bin"));
        Path java = Files.createFile(
                old.resolve("java"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");

        Ended ended = run(Map.of("JAVA_HOME", folder.resolve("old").toString()), link, "--version");

        assertThat(ended.code()).isEqualTo(70);
        assertThat(ended.err()).contains("Java 11.0.2");
    }

    @Test
    void rejectsAJavaHomeWithoutJava() throws Exception {
        Ended ended = run(Map.of("JAVA_HOME", folder.toString()), link, "--version");

        assertThat(ended.code()).isEqualTo(70);
        assertThat(ended.err()).contains("JAVA_HOME is " + folder).hasLineCount(1);
    }

    private Ended run(Map<String, String> variables, Object... words) throws IOException, InterruptedException {
        return PackedCommand.run(folder, variables, words);
    }
}
