package io.callout4j.cli.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The skeleton of the HTML report and its style sheet, which are resources beside this class. */
final class PageTemplate {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");

    private PageTemplate() {}

    /**
     * Fills in the template. Placeholders are replaced in one pass, so a value that looks like a placeholder stays as it is.
     *
     * @param values the markup for each placeholder but the style; text in it must be escaped already
     */
    static String filled(Map<String, String> values) {
        Matcher placeholder = PLACEHOLDER.matcher(resource("report.html"));
        return placeholder.replaceAll(match -> Matcher.quoteReplacement(value(match.group(1), values)));
    }

    private static String value(String name, Map<String, String> values) {
        String value = name.equals("style") ? resource("report.css") : values.get(name);
        if (value == null) {
            throw new IllegalStateException("no value for the placeholder " + name);
        }
        return value;
    }

    private static String resource(String name) {
        try (InputStream in = PageTemplate.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
