package io.callout4j.internal.document;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/** Reads YAML. A separate class, because it can only be loaded if the application has Jackson's module for YAML. */
final class YamlFormat {

    private static final Pattern MARK = Pattern.compile("line (\\d+), column (\\d+)");

    private YamlFormat() {}

    static Document.Format format() {
        YAMLFactory factory = YAMLFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        return new Document.Format(factory, YamlFormat::unsupported, YamlFormat::reason, YamlFormat::place);
    }

    /** Jackson returns the name of an alias as its value, so a password would silently be wrong. */
    private static @Nullable String unsupported(JsonParser parser) {
        return parser instanceof YAMLParser yaml && yaml.isCurrentAlias()
                ? "aliases (*name) are not supported. Repeat the value; put a string that begins with * in double quotes."
                : null;
    }

    private static String reason(String message) {
        return SyntaxReason.of(
                withoutExcerpts(message),
                "Check the indentation and the quotes before it, and put strings with special characters in"
                        + " double quotes.");
    }

    /** Where the parser failed, or where an unclosed quote or bracket was opened; null if the message does not say so. */
    private static @Nullable Place place(String message) {
        String words = withoutExcerpts(message);
        Matcher mark = MARK.matcher(words);
        boolean unclosed = words.contains("end of stream") || words.contains("<stream end>");
        Place place = null;
        while ((place == null || !unclosed) && mark.find()) {
            place = new Place(Integer.parseInt(mark.group(1)), Integer.parseInt(mark.group(2)));
        }
        return place;
    }

    /** Drops the lines of the file that the parser quotes, which it indents. */
    private static String withoutExcerpts(String message) {
        return message.lines().filter(line -> !line.startsWith("    ")).collect(Collectors.joining("\n"));
    }
}
