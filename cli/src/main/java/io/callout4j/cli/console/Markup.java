package io.callout4j.cli.console;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Builds HTML. Text may come from untrusted files and responses, so it is always escaped, and characters that change the
 * direction of writing are shown as escapes.
 */
public final class Markup {

    /** Findings quote commands and option names in backticks. */
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private final StringBuilder out = new StringBuilder(16_384);

    /**
     * Appends markup without escaping it. Never pass text that comes from outside.
     *
     * @param markup trusted markup
     */
    public void raw(String markup) {
        out.append(markup);
    }

    /**
     * Appends text, escaped.
     *
     * @param text any text
     */
    public void text(String text) {
        out.append(escape(text));
    }

    /**
     * Appends an element that holds text.
     *
     * @param name the element's name
     * @param style its class, or null
     * @param text any text; what is in backticks becomes code
     */
    public void element(String name, @Nullable String style, String text) {
        out.append('<').append(name);
        if (style != null) {
            out.append(" class=\"").append(style).append('"');
        }
        Matcher code = CODE.matcher(escape(text));
        out.append('>').append(code.replaceAll("<code>$1</code>"));
        out.append("</").append(name).append(">\n");
    }

    /**
     * {@return the text with everything escaped that means something in HTML or controls a terminal}
     *
     * @param text any text
     */
    public static String escape(String text) {
        return Page.printable(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
