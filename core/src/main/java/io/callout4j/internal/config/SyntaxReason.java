package io.callout4j.internal.config;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says in our own words why a text is no JSON. Jackson's words quote the text, and what is quoted may be half of a password whose
 * quotation mark is missing.
 */
final class SyntaxReason {

    /** Words of a reader, and what is meant. */
    record Known(String words, String reason) {}

    private static final String NO_END =
            "a text has no end on its line. Close it with a double quote, or write \\n for a line break.";
    static final String TWICE_SOMEHOW = "a key is there twice. Take one of them out.";
    private static final String UNREADABLE =
            "this cannot be read. Look for a missing comma, quote or bracket just before it.";

    /** From the particular to the general: the first whose words are in Jackson's message counts. */
    private static final List<Known> ALL = List.of(
            new Known(
                    "end-of-input",
                    "the file ends too soon: a bracket or a quotation mark that was opened is not closed."),
            new Known(
                    "maybe a (non-standard) comment", "JSON has no comments. Take it out, or write the file in YAML."),
            new Known("Invalid UTF-8", "this is not UTF-8. Save the file in UTF-8."),
            new Known(
                    "character escape",
                    "JSON does not know this backslash. Write \\\\ for one, or / in a Windows path."),
            new Known("code 9)", "a tab stands within a text. Write \\t for it, or a blank."),
            new Known("code 10)", NO_END),
            new Known("code 13)", NO_END),
            new Known(
                    "unquoted character",
                    "a control character stands within a text. Take it out, or write \\u and its four digits."),
            new Known(
                    "start property name",
                    "a key in double quotes is needed here. Look for a comma too many before it, or quotes that are missing."),
            new Known("was expecting a colon", "a colon is missing between the key and its value."),
            new Known("was expecting comma", "a comma is missing before this."),
            new Known(
                    "Leading zeroes",
                    "a number has no leading zeros. Take them out, or write a text in double quotes."),
            new Known("numeric value", "this is no number. Mend it, or write a text in double quotes."),
            new Known("no open", "this bracket closes nothing. Take it out."),
            new Known("close marker", "this bracket does not fit the one that was opened."),
            new Known("expected a value", "a value is missing here. Look for a comma too many before it."),
            new Known("(code 39)", "texts stand in double quotes, not in single ones."),
            new Known(
                    "oken",
                    "this word is no value. Texts stand in double quotes; without them there are numbers, true, false and null."),
            new Known("nesting depth", "it is nested too deeply for a configuration."),
            new Known("Duplicate Object property", TWICE_SOMEHOW));

    private static final Pattern TWICE = Pattern.compile("Duplicate Object property \"([\\w$.-]{1,80})\"");

    private SyntaxReason() {}

    static String of(String message) {
        return of(message, ALL, UNREADABLE);
    }

    /** The reason of the first whose words are in a reader's message. */
    static String of(String message, List<Known> all, String otherwise) {
        Matcher twice = TWICE.matcher(message);
        if (twice.find()) {
            return "the key \"" + twice.group(1) + "\" is there twice. Take one of them out.";
        }
        return all.stream()
                .filter(known -> message.contains(known.words()))
                .map(Known::reason)
                .findFirst()
                .orElse(otherwise);
    }
}
