package io.callout4j.internal.keystore;

import io.callout4j.error.ClientCertificateException;
import io.callout4j.error.ClientCertificateException.Reason;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Base64 as people paste it: RFC 4648 in either alphabet, with spaces, tabs, and line breaks anywhere. Any other character is rejected with
 * its position, never skipped: a skipped character would only surface later as a damaged file.
 */
final class Base64Text {

    /** As much of a text as shows whether it is base64. */
    private static final int SAMPLE = 200;

    /** The digits and signs come after the 52 letters. */
    private static final int FIRST_DIGIT = 52;

    private static final Pattern WHITESPACE = Pattern.compile("\\s+");

    private final String text;
    private final int from;
    private final int to;
    private final KeyStoreFileContext context;
    private byte[] out;
    private int length;

    private Base64Text(String text, int from, int to, KeyStoreFileContext context) {
        this.text = text;
        this.from = from;
        this.to = to;
        this.context = context;
        this.out = new byte[Math.min(1024, (to - from) / 4 * 3 + 3)];
    }

    /**
     * Decodes a part of a text; positions in messages are relative to the start of the full text.
     *
     * @throws ClientCertificateException if it contains an invalid character, is truncated, or is too large
     */
    static byte[] decode(String text, int from, int to, KeyStoreFileContext context) {
        return new Base64Text(text, from, to, context).decode();
    }

    /** Whether the text begins like the base64 encoding of a format that this package reads. */
    static boolean looksLikeBase64(String text) {
        String start = withoutSpaces(text.stripLeading());
        boolean known = start.startsWith("/u3+7Q") || start.startsWith("_u3-7Q") || start.startsWith("zs7Ozg");
        boolean sequence =
                start.length() > 1 && start.charAt(0) == 'M' && start.charAt(1) >= 'A' && start.charAt(1) <= 'P';
        boolean armor = start.startsWith("LS0tLS");
        if (!known && !sequence && !armor) {
            return false;
        }
        return start.substring(0, Math.min(16, start.length())).chars().allMatch(c -> value((char) c) >= 0);
    }

    /**
     * Without the spaces that some ticket systems put into a line. Text of words is left as it is: base64 of this length has digits or signs
     * in it, and nothing else.
     */
    private static String withoutSpaces(String text) {
        String start = text.substring(0, Math.min(SAMPLE, text.length()));
        boolean digits = false;
        for (int i = 0; i < start.length(); i++) {
            char c = start.charAt(i);
            if (c != '=' && !Character.isWhitespace(c) && value(c) < 0) {
                return text;
            }
            digits |= value(c) >= FIRST_DIGIT;
        }
        return digits ? WHITESPACE.matcher(start).replaceAll("") : text;
    }

    private byte[] decode() {
        int sextets = 0;
        int padding = 0;
        int firstPadding = -1;
        int bits = 0;
        boolean plain = false;
        boolean url = false;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
                continue;
            }
            if (c == '=') {
                firstPadding = padding++ == 0 ? i : firstPadding;
                continue;
            }
            int value = value(c);
            plain |= c == '+' || c == '/';
            url |= c == '-' || c == '_';
            if (value < 0 || (plain && url)) {
                throw stray(i, null);
            }
            if (padding > 0) {
                throw stray(i, "text after the padding (=) that ends base64; two texts may have been joined");
            }
            bits = (bits << 6) | value;
            if (++sextets % 4 == 0) {
                put(bits >>> 16);
                put(bits >>> 8);
                put(bits);
                bits = 0;
            }
        }
        return end(sextets, padding, firstPadding, bits);
    }

    private byte[] end(int sextets, int padding, int firstPadding, int bits) {
        int rest = sextets % 4;
        if (rest == 1) {
            throw context.truncated("its base64 has " + sextets + " characters, which is not a valid length");
        }
        if (padding > (rest == 0 ? 0 : 4 - rest)) {
            throw stray(firstPadding, "padding (=) in the wrong place, or too much of it");
        }
        if (rest == 2) {
            put(bits >>> 4);
        } else if (rest == 3) {
            put(bits >>> 10);
            put(bits >>> 2);
        }
        byte[] result = Arrays.copyOf(out, length);
        Arrays.fill(out, (byte) 0);
        return result;
    }

    private void put(int value) {
        if (length == context.limits().maxBytes()) {
            throw tooLarge(context);
        }
        if (length == out.length) {
            byte[] larger = Arrays.copyOf(out, Math.max(64, out.length * 2));
            Arrays.fill(out, (byte) 0);
            out = larger;
        }
        out[length++] = (byte) value;
    }

    static ClientCertificateException tooLarge(KeyStoreFileContext context) {
        return context.refuse(
                Reason.TOO_LARGE,
                context.origin() + " is larger than the limit of "
                        + context.limits().maxBytes()
                        + " bytes. Key stores are usually a few kilobytes: check that it is the right file, or"
                        + " raise the limit (IdentityLimits.withMaxBytes).");
    }

    private ClientCertificateException stray(int index, @Nullable String why) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < index; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        int codePoint = text.codePointAt(index);
        String name = Character.getName(codePoint);
        String what = why != null ? why : hint(codePoint);
        return context.refuse(
                Reason.BAD_BASE64,
                context.origin() + " is not base64: line " + line + ", column " + (index - lineStart + 1) + " contains "
                        + String.format(Locale.ROOT, "U+%04X", codePoint) + (name == null ? "" : " (" + name + ")")
                        + ". " + (what == null ? "" : "That is " + what + ". ")
                        + "Copy the complete text from the original again (\"openssl base64 -in file.p12\"), without"
                        + " changing it.");
    }

    private static @Nullable String hint(int codePoint) {
        return switch (codePoint) {
            case '\\' -> "a backslash: replace each \\n with a real line break, or remove it";
            case '"', '\'' -> "a quotation mark, probably from source code around the text";
            case '%' -> "a percent sign: the text is URL-encoded and must be decoded first";
            case '<' -> "the beginning of a tag: this may be HTML or XML";
            case '-', '_', '+', '/' -> "from the other base64 alphabet; a text must use either + and / or - and _";
            case 0xA0, 0x200B, 0x2028, 0x2029, 0xFEFF ->
                "an invisible character, probably from a word processor or a web page";
            case '.', 0x2026 -> "a dot: the text may have been abbreviated";
            default -> null;
        };
    }

    private static int value(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        return switch (c) {
            case '+', '-' -> 62;
            case '/', '_' -> 63;
            default -> -1;
        };
    }
}
