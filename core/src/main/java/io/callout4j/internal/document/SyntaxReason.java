package io.callout4j.internal.document;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a text is not valid JSON or YAML, in the library's own words. The parser's message is only used to recognize the usual mistakes and is
 * never shown: it quotes the text, which may be a part of a password.
 */
final class SyntaxReason {

    private record Mistake(Pattern words, String reason) {

        Mistake(String words, String reason) {
            this(Pattern.compile(words), reason);
        }
    }

    private static final Pattern DUPLICATE = Pattern.compile("Duplicate Object property \"([\\w$.-]{1,80})\"");

    /** The first one found in the parser's message counts. */
    private static final List<Mistake> MISTAKES = List.of(
            new Mistake("Duplicate Object property", "a key occurs twice. Remove one of them."),
            new Mistake("Number value length|BigDecimal scale", "this number is too long."),
            new Mistake("nesting depth", "this is nested too deeply for a configuration."),
            new Mistake("Invalid UTF-8", "this is not valid UTF-8. Save the file in UTF-8."),
            new Mistake(
                    "\\(TAB\\)|code 9\\)",
                    "tabs are not allowed here. Use spaces, or write \\t in a string in double quotes."),
            new Mistake(
                    "code 1[03]\\)|closing quote|end of stream",
                    "unterminated string. Add the closing quote; in double quotes, a line break is written as \\n."),
            new Mistake(
                    "end-of-input|close marker|no open|<stream end>",
                    "a closing bracket is missing, or does not match the opening one."),
            new Mistake("expecting comma|expecting a colon", "a comma, colon, or bracket is missing before this."),
            new Mistake(
                    "flow mapping|flow sequence",
                    "a comma or closing bracket is missing, or a string with ${…} inside [ ] or { } needs double quotes."),
            new Mistake(
                    "character escape|quoted scalar",
                    "invalid escape sequence. Write \\\\ for a backslash, or / in a Windows path."));

    private static final Pattern UNEXPECTED_CHARACTER =
            Pattern.compile("Unexpected character|Unrecognized token|cannot start any token");

    private SyntaxReason() {}

    /** The reason for a parser's message; if it is none of the usual mistakes, a general one with the format's hint. */
    static String of(String message, String hint) {
        Matcher duplicate = DUPLICATE.matcher(message);
        if (duplicate.find()) {
            return "the key \"" + duplicate.group(1) + "\" occurs twice. Remove one of them.";
        }
        return MISTAKES.stream()
                .filter(mistake -> mistake.words().matcher(message).find())
                .map(Mistake::reason)
                .findFirst()
                .orElseGet(() ->
                        (UNEXPECTED_CHARACTER.matcher(message).find() ? "unexpected character. " : "invalid syntax. ")
                                + hint);
    }
}
