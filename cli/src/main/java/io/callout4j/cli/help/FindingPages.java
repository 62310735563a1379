package io.callout4j.cli.help;

import io.callout4j.error.Finding.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The pages of all findings, in the order of the resource.
 *
 * @param pages the pages
 */
record FindingPages(List<FindingPage> pages) {

    private static final String RESOURCE = "/io/callout4j/error/findings.json";

    /** Reads the resource of core. */
    static FindingPages load() {
        try (InputStream in = FindingPages.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + RESOURCE + " is missing");
            }
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static FindingPages read(InputStream in) {
        List<FindingPage> pages = new ArrayList<>();
        try (JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), in)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.START_OBJECT) {
                pages.add(page(fields(json)));
            }
        }
        return new FindingPages(List.copyOf(pages));
    }

    /** A string is read as a list of one, and null as an empty list. */
    private static Map<String, List<String>> fields(JsonParser json) {
        Map<String, List<String>> fields = new HashMap<>();
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            List<String> values = new ArrayList<>();
            JsonToken token = json.nextToken();
            if (token == JsonToken.START_ARRAY) {
                while (json.nextToken() == JsonToken.VALUE_STRING) {
                    values.add(json.getString());
                }
            } else if (token == JsonToken.VALUE_STRING) {
                values.add(json.getString());
            } else {
                json.skipChildren();
            }
            fields.put(name, values);
        }
        return fields;
    }

    private static FindingPage page(Map<String, List<String>> fields) {
        String distinguish = optional(fields, "distinguish");
        return new FindingPage(
                required(fields, "code"),
                required(fields, "group"),
                Severity.valueOf(required(fields, "severity").toUpperCase(Locale.ROOT)),
                required(fields, "title"),
                optional(fields, "meaning"),
                optional(fields, "cause"),
                optional(fields, "remedyClient"),
                optional(fields, "remedyServer"),
                // The former name of the field, in resources written before it was renamed.
                distinguish == null ? optional(fields, "toldApart") : distinguish,
                List.copyOf(fields.getOrDefault("reproduce", List.of())));
    }

    private static String required(Map<String, List<String>> fields, String name) {
        String value = optional(fields, name);
        if (value == null) {
            throw new IllegalStateException("a finding has no " + name);
        }
        return value;
    }

    private static @Nullable String optional(Map<String, List<String>> fields, String name) {
        List<String> values = fields.getOrDefault(name, List.of());
        return values.isEmpty() ? null : values.get(0);
    }

    /** The page of a code, or null if there is none. */
    @Nullable
    FindingPage page(String code) {
        return pages.stream()
                .filter(page -> page.code().equalsIgnoreCase(code))
                .findFirst()
                .orElse(null);
    }

    /** The known codes that are most similar to an unknown one. */
    List<String> nearest(String code, int count) {
        String wanted = code.toLowerCase(Locale.ROOT);
        return pages.stream()
                .map(FindingPage::code)
                .sorted(Comparator.comparingInt(known -> known.contains(wanted) ? 0 : distance(known, wanted)))
                .limit(count)
                .toList();
    }

    /** The number of characters to insert, delete or replace to turn one word into the other (Levenshtein). */
    private static int distance(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
