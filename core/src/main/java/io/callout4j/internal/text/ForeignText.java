package io.callout4j.internal.text;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Sanitizes text from elsewhere for messages: removes characters that end a line, overwrite it, or change its direction, so that the text
 * cannot forge log lines or terminal output.
 */
public final class ForeignText {

    /** C0 and C1 controls, line and paragraph separators, and bidirectional controls. */
    private static final String UNPRINTABLE = "\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069";

    private static final Pattern CONTROL = Pattern.compile("[" + UNPRINTABLE + "]");
    private static final Pattern BLANK = Pattern.compile("[\\s\\ufeff\\ufffd" + UNPRINTABLE + "]+");

    private ForeignText() {}

    /** The text with unprintable characters replaced with question marks. */
    public static String printable(String text) {
        return CONTROL.matcher(text).replaceAll("?");
    }

    /** The text on one line: each run of whitespace and unprintable characters becomes one space. */
    public static String oneLine(String text) {
        return BLANK.matcher(text).replaceAll(" ").strip();
    }

    /** Whether a character is a C0 or C1 control or DEL. */
    public static boolean isControl(char character) {
        return Character.isISOControl(character);
    }

    /** Whether a text contains a control character. */
    public static boolean hasControl(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    /** The name of a character that should not be shown, such as {@code U+000A}. */
    public static String codePoint(char character) {
        return String.format(Locale.ROOT, "U+%04X", (int) character);
    }
}
