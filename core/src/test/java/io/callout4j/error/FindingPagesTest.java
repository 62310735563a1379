package io.callout4j.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The pages of {@code docs/findings} are generated from {@code findings.json}, which also holds the causes and remedies of the findings. After changing that
 * file, run:
 *
 * <pre>{@code
 * JAVA_TOOL_OPTIONS=-Dcallout4j.writeFindings=true mvn -q -pl core test -Dtest=FindingPagesTest
 * }</pre>
 */
class FindingPagesTest {

    private static final Path FOLDER = Path.of("..").resolve("docs").resolve("findings");

    private static final Map<String, String> GROUPS = new LinkedHashMap<>();

    static {
        GROUPS.put("reach", "Reaching the server");
        GROUPS.put("server", "The server's certificate");
        GROUPS.put("ours", "Your certificate in the handshake");
        GROUPS.put("http", "HTTP and SOAP");
        GROUPS.put("file", "Your certificate file");
    }

    private static final List<JsonNode> CATALOGUE = catalogue();

    private static List<JsonNode> catalogue() {
        try (InputStream in = Finding.class.getResourceAsStream(FindingTexts.RESOURCE)) {
            List<JsonNode> all = new ArrayList<>();
            JsonMapper.shared().readTree(in).forEach(all::add);
            return all;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void matchTheFindings() throws IOException {
        Map<Path, String> pages = pages();
        if (Boolean.getBoolean("callout4j.writeFindings")) {
            Files.createDirectories(FOLDER);
            for (Map.Entry<Path, String> page : pages.entrySet()) {
                Files.writeString(page.getKey(), page.getValue());
            }
        }
        for (Map.Entry<Path, String> page : pages.entrySet()) {
            assertThat(page.getKey()).hasContent(page.getValue());
        }
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.collect(Collectors.toSet())).isEqualTo(pages.keySet());
        }
    }

    @Test
    void existForEveryCodeOfTheContract() throws IOException {
        String contract = Files.readString(FOLDER.resolveSibling("contract.md"));
        Set<String> codes =
                CATALOGUE.stream().map(each -> text(each, "code")).collect(Collectors.toCollection(TreeSet::new));
        assertThat(codes).hasSameSizeAs(CATALOGUE).allSatisfy(code -> assertThat(contract)
                .contains("`" + code + "`"));
        assertThat(codes).containsExactlyInAnyOrderElementsOf(ContractPageTest.codes());
    }

    @Test
    void areUsedForFindings() {
        for (JsonNode each : CATALOGUE) {
            Finding finding = Finding.error(code(each), "What is wrong.");
            assertThat(finding.cause()).isEqualTo(plain(text(each, "cause")));
            assertThat(finding.remedyClient()).isEqualTo(plain(text(each, "remedyClient")));
            assertThat(finding.remedyServer()).isEqualTo(plain(text(each, "remedyServer")));
        }
    }

    private static Map<Path, String> pages() {
        Map<Path, String> pages = new LinkedHashMap<>();
        StringBuilder index = new StringBuilder(
                "# Findings\n\nWhat `callout doctor`, `callout send`, `callout certificate inspect`, and the library's"
                        + " exceptions report, by code. `callout help finding CODE` prints the page of a code.\n");
        GROUPS.forEach((group, title) -> {
            index.append("\n## ").append(title).append("\n\n| code | meaning |\n| --- | --- |\n");
            CATALOGUE.stream().filter(each -> text(each, "group").equals(group)).forEach(each -> {
                String code = text(each, "code");
                index.append("| [`")
                        .append(code)
                        .append("`](")
                        .append(code)
                        .append(".md) | ")
                        .append(text(each, "title"))
                        .append(" |\n");
                pages.put(FOLDER.resolve(code + ".md"), page(each));
            });
        });
        pages.put(FOLDER.resolve("README.md"), index.toString());
        return pages;
    }

    private static String page(JsonNode finding) {
        StringBuilder page = new StringBuilder();
        page.append("# ")
                .append(text(finding, "title"))
                .append("\n\n`")
                .append(text(finding, "code"))
                .append("`, ")
                .append(text(finding, "severity"))
                .append(": ")
                .append(inSentence(GROUPS.get(text(finding, "group"))))
                .append(".\n\n")
                .append(text(finding, "meaning"))
                .append("\n");
        section(page, "Why", text(finding, "cause"));
        section(page, "On your side", text(finding, "remedyClient"));
        section(page, "At the server", text(finding, "remedyServer"));
        section(page, "How to distinguish it", text(finding, "distinguish"));
        List<String> lines = new ArrayList<>();
        finding.get("reproduce").forEach(line -> lines.add(line.asString()));
        if (!lines.isEmpty()) {
            page.append("\n## How to reproduce it\n\n```sh\n")
                    .append(String.join("\n", lines))
                    .append("\n```\n");
        }
        return page.toString();
    }

    private static void section(StringBuilder page, String title, String text) {
        if (text != null) {
            page.append("\n## ").append(title).append("\n\n").append(text).append("\n");
        }
    }

    /** A heading for the middle of a sentence: in lower case, except for acronyms. */
    private static String inSentence(String heading) {
        return Character.isUpperCase(heading.charAt(1))
                ? heading
                : Character.toLowerCase(heading.charAt(0)) + heading.substring(1);
    }

    private static FindingCode code(JsonNode finding) {
        return FindingCode.valueOf(
                text(finding, "code").toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
    }

    private static String plain(String text) {
        return text == null ? null : text.replace("`", "");
    }

    private static String text(JsonNode finding, String key) {
        JsonNode value = finding.get(key);
        return value == null || value.isNull() ? null : value.asString();
    }
}
