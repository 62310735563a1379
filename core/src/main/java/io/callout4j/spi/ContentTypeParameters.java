package io.callout4j.spi;

import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of a content type (RFC 9110 sections 5.6.4 and 5.6.6). What stands in quotes belongs to the value, so the {@code
 * charset=} in {@code action="urn:a?charset=x"} is not a charset. Blanks around the equals sign are ignored, because some servers send them.
 */
final class ContentTypeParameters {

    private final String text;
    private int at;

    private ContentTypeParameters(String text, int at) {
        this.text = text;
        this.at = at;
    }

    /** The value of the first parameter with a name, or null if there is none or its quotes do not end. */
    static @Nullable String find(String contentType, String name) {
        int parameters = contentType.indexOf(';');
        ContentTypeParameters rest =
                new ContentTypeParameters(contentType, parameters < 0 ? contentType.length() : parameters);
        while (rest.at < contentType.length()) {
            rest.at++;
            boolean wanted = rest.token().equalsIgnoreCase(name);
            String value = rest.value();
            if (wanted) {
                return value;
            }
        }
        return null;
    }

    /** The text up to the next {@code =} or {@code ;}. */
    private String token() {
        int from = at;
        while (at < text.length() && text.charAt(at) != '=' && text.charAt(at) != ';') {
            at++;
        }
        return text.substring(from, at).strip();
    }

    /** The value after {@code =}; then moves to the next {@code ;} or the end. */
    private @Nullable String value() {
        if (at >= text.length() || text.charAt(at) != '=') {
            return null;
        }
        do {
            at++;
        } while (at < text.length() && Character.isWhitespace(text.charAt(at)));
        boolean quoted = at < text.length() && text.charAt(at) == '"';
        String value = quoted ? quotedString() : null;
        int from = at;
        while (at < text.length() && text.charAt(at) != ';') {
            at++;
        }
        return quoted ? value : text.substring(from, at).strip();
    }

    private @Nullable String quotedString() {
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return value.toString();
            }
            if (c == '\\' && at + 1 < text.length()) {
                c = text.charAt(++at);
            }
            value.append(c);
        }
        return null;
    }
}
