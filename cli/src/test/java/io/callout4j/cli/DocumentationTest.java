package io.callout4j.cli;

import static io.callout4j.cli.Identities.SECRET;
import static io.callout4j.cli.Identities.fixture;
import static org.assertj.core.api.Assertions.assertThat;

import io.callout4j.testkit.MutualTlsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Compares the documentation with the command. */
class DocumentationTest {

    @TempDir
    private Path folder;

    @Test
    void everyCommandOfThePageSucceeds() throws Exception {
        Identities.write(folder, "contoso.p12", Identities.ISSUED);
        Identities.write(folder, "identities.p12", Identities.ISSUED);
        Files.copy(fixture("keytool17.jks"), folder.resolve("partners.jks"));
        Files.writeString(folder.resolve("store.pw"), "secret\n");
        Files.writeString(folder.resolve("key.pw"), "keysecret\n");
        Files.writeString(folder.resolve("request.xml"), StatusService.REQUEST);
        try (MutualTlsServer server = StatusService.start()) {
            Files.writeString(folder.resolve("partner-root.pem"), StatusService.pem(server.trust()));
            Files.writeString(folder.resolve("callouts.json"), """
                    {"certificates": {"Contoso_SF": {"path": "contoso.p12", "password": "%s"}},
                     "trust": {"files": ["partner-root.pem"]},
                     "namedCredentials": {"Erp": {"url": "%s", "certificate": "Contoso_SF"}}}
                    """.formatted(SECRET, server.baseUrl()));
            runAll(server);
        }
    }

    private void runAll(MutualTlsServer server) throws IOException {
        List<String> commands = DocumentationPages.commands("command.md");

        assertThat(commands).hasSizeGreaterThan(3).allSatisfy(command -> {
            CommandRun.Result result = new CommandRun()
                    .variable("CONTOSO_PASSWORD", SECRET)
                    .prompt(question -> SECRET.toCharArray())
                    .run(Arrays.stream(command.split(" "))
                            .skip(1)
                            .map(word -> inFolder(word.replace("https://erp.example.com", server.baseUrl())))
                            .toArray());
            assertThat(command).startsWith("callout ");
            assertThat(result.err()).isEmpty();
            assertThat(result.code()).isZero();
        });
    }

    /** The page uses the alias contoso; the fixture uses client. */
    private String inFolder(String word) {
        String file = word.replace("#contoso", "");
        return Files.exists(folder.resolve(file)) ? folder.resolve(file) + (word.equals(file) ? "" : "#client") : word;
    }

    @Test
    void theContractListsTheKeysOfInspectInOrder() throws IOException {
        String page = DocumentationPages.contract();
        String section = page.substring(
                page.indexOf("`callout certificate inspect --json`:"), page.indexOf("`callout certificate list`"));
        JsonNode json = new CommandRun()
                .inspect(Identities.write(folder, "contoso.p12", Identities.ISSUED), "--json")
                .json();

        assertThat(DocumentationPages.keys(section)).containsExactlyElementsOf(json.propertyNames());
    }

    @Test
    void theContractListsTheKeysOfSendInOrder() throws IOException {
        String page = DocumentationPages.contract();
        String section = page.substring(page.indexOf("`callout send --json`"), page.indexOf("`callout doctor --json`"));
        JsonNode json = new CommandRun()
                .input(StatusService.REQUEST)
                .run("send", "--endpoint", "https://127.0.0.1:1/", "--json")
                .json();

        assertThat(DocumentationPages.keys(section)).containsExactlyElementsOf(json.propertyNames());
    }

    @Test
    void theContractListsTheExitCodesOfTheHelp() throws IOException {
        String page = DocumentationPages.contract();
        Pattern inPage = Pattern.compile("(?m)^\\| (\\d+) \\|");
        Pattern inHelp = Pattern.compile("(?m)^ +(\\d+)  ");

        assertThat(inPage.matcher(page).results().map(DocumentationTest::first))
                .containsExactlyElementsOf(
                        inHelp.matcher(new CommandRun().run("--help").out())
                                .results()
                                .map(DocumentationTest::first)
                                .toList());
    }

    private static String first(MatchResult match) {
        return match.group(1);
    }
}
