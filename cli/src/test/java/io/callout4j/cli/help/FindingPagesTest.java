package io.callout4j.cli.help;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callout4j.error.Finding.Severity;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the pages of the findings are read. */
class FindingPagesTest {

    private static FindingPages read(String json) {
        return FindingPages.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"distinguish", "toldApart"})
    void areReadWithAllFieldsAndWithoutUnknownOnes(String distinguish) {
        FindingPages pages = read("""
                [{"code": "a-b", "group": "http", "severity": "warning", "title": "A", "meaning": "B", "cause": null,
                  "later": {"x": [1, {"y": 2}]}, "flag": true, "remedyClient": "C", "remedyServer": "D", "%s": "E",
                  "reproduce": ["one", "two"]},
                 {"code": "c", "group": "http", "severity": "info", "title": "G"}]
                """.formatted(distinguish));

        assertThat(pages.pages())
                .containsExactly(
                        new FindingPage(
                                "a-b", "http", Severity.WARNING, "A", "B", null, "C", "D", "E", List.of("one", "two")),
                        new FindingPage("c", "http", Severity.INFO, "G", null, null, null, null, null, List.of()));
    }

    @Test
    void needACode() {
        assertThatThrownBy(() -> read("[{\"group\": \"http\"}]")).hasMessageContaining("no code");
    }

    @Test
    void areRankedBySimilarityToAnUnknownCode() {
        FindingPages pages = FindingPages.load();

        assertThat(pages.nearest("self-singed", 1)).containsExactly("self-signed");
        assertThat(pages.nearest("redirects", 1)).containsExactly("redirect");
        assertThat(pages.nearest("revoked", 2)).containsExactly("server-revoked", "certificate-revoked");
    }
}
