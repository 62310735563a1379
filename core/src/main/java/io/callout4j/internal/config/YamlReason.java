package io.callout4j.internal.config;

import io.callout4j.internal.config.SyntaxReason.Known;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in our own words why a text is no YAML, and where. The reader's own words quote the text, and passwords with it. */
final class YamlReason {

    /** From the particular to the general, as in {@link SyntaxReason}. */
    private static final List<Known> ALL = List.of(
            new Known(
                    "TAB",
                    "YAML takes no tabs between or before its words. Use blanks, or put a text that has a tab in double"
                            + " quotes."),
            new Known(
                    "that cannot start any token",
                    "no text begins with this character in YAML. Put the text in double quotes."),
            new Known(
                    "mapping values are not allowed here",
                    "a colon and a blank stand within a text. Put the text in double quotes, or mend the indentation."),
            new Known("sequence entries are not allowed here", "a list begins on a line of its own, or in [ ]."),
            new Known("end of stream", "a quotation mark that is opened here is not closed."),
            new Known("<stream end>", "a bracket that is opened here is not closed."),
            new Known(
                    "flow mapping",
                    "what stands in { } cannot be read. Look for a comma or a brace that is missing; a text with ${…} in"
                            + " it stands in double quotes there."),
            new Known(
                    "flow sequence",
                    "what stands in [ ] cannot be read. Look for a comma or a bracket that is missing; a text with ${…}"
                            + " in it stands in double quotes there."),
            new Known(
                    "found '<scalar>'",
                    "something stands after the value's end. Put the whole text in double quotes; within single ones, '' is"
                            + " one of them."),
            new Known("block mapping", "the indentation does not fit: keys of one object begin in one column."),
            new Known("block collection", "the indentation does not fit: entries of one list begin in one column."),
            new Known("expected ':'", "a colon and a blank are missing after the key before this."),
            new Known(
                    "quoted scalar", "this backslash means nothing here. Write \\\\ for one, or / in a Windows path."),
            new Known("property name", "a key is one text."),
            new Known("Invalid UTF-8", "this is not UTF-8. Save the file in UTF-8."),
            new Known("nesting depth", "it is nested too deeply for a configuration."),
            new Known("Duplicate Object property", SyntaxReason.TWICE_SOMEHOW));

    private static final String UNREADABLE =
            "this cannot be read. Look at the indentation and the quotes just before it, and put the text in double quotes.";

    private static final Pattern MARK = Pattern.compile("line (\\d+), column (\\d+)");

    private YamlReason() {}

    static String of(String message) {
        return SyntaxReason.of(unquoted(message), ALL, UNREADABLE);
    }

    /** Where the reader stumbled; for what is not closed, where it was opened. Null where it does not say so. */
    static @Nullable Place place(String message) {
        String words = unquoted(message);
        Matcher mark = MARK.matcher(words);
        boolean open = words.contains("end of stream") || words.contains("<stream end>");
        Place place = null;
        while ((place == null || !open) && mark.find()) {
            place = new Place(Integer.parseInt(mark.group(1)), Integer.parseInt(mark.group(2)));
        }
        return place;
    }

    /** Without the lines of the file that the reader shows, each far from the margin. */
    private static String unquoted(String message) {
        return message.lines().filter(line -> !line.startsWith("    ")).collect(Collectors.joining("\n"));
    }
}
