package io.callout4j.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The template of the HTML report. */
class PageTemplateTest {

    @Test
    void doesNotExpandValuesThatLookLikePlaceholders() {
        String page = PageTemplate.filled(
                Map.of("title", "{{findings}} $1 \\", "summary", "", "findings", "<p>once</p>\n", "details", ""));

        assertThat(page).contains("<title>{{findings}} $1 \\</title>").containsOnlyOnce("<p>once</p>");
    }

    @Test
    void includesTheStyleSheet() {
        String page = PageTemplate.filled(Map.of("title", "", "summary", "", "findings", "", "details", ""));

        assertThat(page).contains(".outcome.healthy {").doesNotContain("{{");
    }

    @Test
    void needsAllValues() {
        assertThatThrownBy(() -> PageTemplate.filled(Map.of("title", ""))).hasMessageContaining("summary");
    }
}
