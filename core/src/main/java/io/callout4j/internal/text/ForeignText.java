package io.callout4j.internal.text;

import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * Makes text from elsewhere harmless, in one place: what a server, a certificate, a file, or a caller supplied may contain characters that
 * end a line, overwrite it, change its direction, or cannot be seen, and could so forge a line of a log or what a terminal shows. They are
 * escaped visibly, as in {@code \u001b}.
 *
 * <p>Exceptions and findings escape all of their texts, so nothing gets into a message in another way. What enters a message is also cut to
 * a length, where it enters. Values that programs read, such as the string of a fault, stay as they were received.
 */
public final class ForeignText {

    /** The longest quotation of a name or a value in a message. */
    public static final int MAX_QUOTED = 200;

    /** The longest name of an entry, a key or a header in a message. */
    public static final int MAX_NAME = 80;

    /** The most names of a list in a message. */
    private static final int MAX_LISTED = 20;

    private static final int MAX_MESSAGE = 10_000;

    private static final Pattern BLANK = Pattern.compile("[\\s\\u0085\\u2028\\u2029\\ufeff\\ufffd]+");

    private ForeignText() {}

    /**
     * The text with every dangerous character escaped. Of any length: for a message that consists of parts, and for lines of a log whose
     * length is limited elsewhere.
     */
    public static String escaped(String text) {
        int length = text.length();
        for (int at = 0; at < length; at += Character.charCount(text.codePointAt(at))) {
            if (isDangerous(text.codePointAt(at))) {
                return escaped(text, at);
            }
        }
        return text;
    }

    /** A whole message: escaped, and cut after {@value #MAX_MESSAGE} characters, which no message reaches unless it quotes something huge. */
    public static String message(String text) {
        return quotable(text, MAX_MESSAGE);
    }

    /** The same; null remains null. */
    public static @Nullable String messageOrNull(@Nullable String text) {
        return text == null ? null : message(text);
    }

    /** A distinguished name for a message, by RFC 2253, which leaves control characters as they are. */
    public static String name(X500Principal principal) {
        return quotable(principal.getName(), MAX_QUOTED);
    }

    /** Some names of a list that may be very long, each quoted. */
    public static String list(String separator, Collection<String> names) {
        String some =
                names.stream().limit(MAX_LISTED).map(ForeignText::printable).collect(Collectors.joining(separator));
        return names.size() > MAX_LISTED ? some + separator + "and " + (names.size() - MAX_LISTED) + " others" : some;
    }

    private static String escaped(String text, int from) {
        StringBuilder escaped = new StringBuilder(text.length() + 32).append(text, 0, from);
        int codePoint;
        for (int at = from; at < text.length(); at += Character.charCount(codePoint)) {
            codePoint = text.codePointAt(at);
            if (isDangerous(codePoint)) {
                for (char unit : Character.toChars(codePoint)) {
                    escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                }
            } else {
                escaped.appendCodePoint(codePoint);
            }
        }
        return escaped.toString();
    }

    /**
     * Controls (C0, DEL, C1), separators of lines and paragraphs, whatever Unicode calls a format character (bidirectional controls, zero
     * width characters, byte order marks, tags), and surrogates without their other half.
     */
    private static boolean isDangerous(int codePoint) {
        if (codePoint < 0x7f) {
            return codePoint < 0x20;
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /** A value for a message: escaped, and cut after {@value #MAX_QUOTED} characters. */
    public static String printable(String text) {
        return quotable(text, MAX_QUOTED);
    }

    /** A value for a message: escaped, and cut, so that it is not longer than {@code most} characters and an ellipsis. */
    public static String quotable(String text, int most) {
        String start = text.length() > most ? withoutHalf(text.substring(0, most)) : text;
        String shown = escaped(start);
        boolean cut = start.length() < text.length() || shown.length() > most;
        return cut ? withoutHalf(shown.substring(0, Math.min(most, shown.length()))) + "…" : shown;
    }

    /** Without a surrogate at the end whose other half was cut off. */
    private static String withoutHalf(String text) {
        boolean half = !text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1));
        return half ? text.substring(0, text.length() - 1) : text;
    }

    /** The text on one line: each run of whitespace becomes one space, and dangerous characters are escaped. */
    public static String oneLine(String text) {
        return escaped(BLANK.matcher(text).replaceAll(" ").strip());
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
