package io.callout4j.cli.console;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * HTML under construction. Text comes out of files and answers of strangers: it is always escaped, and characters that would turn the
 * direction of writing are shown by their code.
 */
public final class Markup {

    /** How findings mark what is typed. */
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private final StringBuilder out = new StringBuilder(16_384);

    /** Markup of our own. */
    public void raw(String markup) {
        out.append(markup);
    }

    /** Text of anybody's. */
    public void text(String text) {
        out.append(escaped(text));
    }

    /** An element with text in it, perhaps of a class. */
    public void element(String name, @Nullable String style, String text) {
        out.append('<').append(name);
        if (style != null) {
            out.append(" class=\"").append(style).append('"');
        }
        Matcher code = CODE.matcher(escaped(text));
        out.append('>').append(name.equals("title") ? escaped(text) : code.replaceAll("<code>$1</code>"));
        out.append("</").append(name).append(">\n");
    }

    private static String escaped(String text) {
        return Page.visible(text)
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
