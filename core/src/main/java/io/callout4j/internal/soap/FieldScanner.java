package io.callout4j.internal.soap;

import org.jspecify.annotations.Nullable;

/**
 * Finds the elements and attributes of an envelope whose whole value is a merge field. It reads well-formed XML, which the codec has written, in
 * one pass; what has been filled in is not read again. Comments, CDATA sections, and processing instructions are copied: what looks
 * like an element in them is text.
 */
final class FieldScanner {

    private final String xml;
    private final MergeFields fields;
    private final StringBuilder out;
    private final int start;
    private int at;

    /**
     * For one envelope.
     *
     * @param start where the XML begins
     */
    FieldScanner(String xml, int start, MergeFields fields) {
        this.xml = xml;
        this.start = start;
        this.fields = fields;
        this.out = new StringBuilder(xml.length() + 256);
    }

    String filled() {
        copyTo(start);
        while (at < xml.length()) {
            int tag = xml.indexOf('<', at);
            copyTo(tag < 0 ? xml.length() : tag);
            if (tag >= 0) {
                markup();
            }
        }
        return out.toString();
    }

    private void markup() {
        if (xml.startsWith("<!--", at)) {
            copyThrough("-->");
        } else if (xml.startsWith("<![CDATA[", at)) {
            copyThrough("]]>");
        } else if (xml.startsWith("<?", at)) {
            copyThrough("?>");
        } else if (xml.startsWith("</", at) || xml.startsWith("<!", at)) {
            copyThrough(">");
        } else {
            startTag();
        }
    }

    private void startTag() {
        String name = name(at + 1);
        String attribute = "";
        for (int i = at + 1; i < xml.length(); i++) {
            char c = xml.charAt(i);
            if (c == '>') {
                boolean empty = xml.charAt(i - 1) == '/';
                copyTo(i + 1);
                if (!empty) {
                    text(name);
                }
                return;
            }
            if (c == '"' || c == '\'') {
                int end = xml.indexOf(c, i + 1);
                if (end < 0) {
                    break;
                }
                value(attribute, i + 1, end);
                i = end;
            } else if (Character.isWhitespace(c)) {
                attribute = i + 1 < xml.length() && isNamePart(xml.charAt(i + 1)) ? name(i + 1) : attribute;
            }
        }
        copyTo(xml.length());
    }

    /** The content of an element, if it is only text. */
    private void text(String name) {
        int end = xml.indexOf('<', at);
        if (end >= 0 && xml.startsWith("</", end)) {
            value(name, at, end);
        }
    }

    private void value(String name, int start, int end) {
        @Nullable String replacement = fields.replacement(name, xml.substring(start, end));
        if (replacement != null) {
            copyTo(start);
            out.append(replacement);
            at = end;
        }
    }

    /** The local name that begins at an index. */
    private String name(int start) {
        int end = start;
        while (end < xml.length() && isNamePart(xml.charAt(end))) {
            end++;
        }
        String qualified = xml.substring(start, end);
        return qualified.substring(qualified.indexOf(':') + 1);
    }

    private static boolean isNamePart(char c) {
        return !Character.isWhitespace(c) && "=/>\"'<".indexOf(c) < 0;
    }

    private void copyThrough(String end) {
        int found = xml.indexOf(end, at);
        copyTo(found < 0 ? xml.length() : found + end.length());
    }

    private void copyTo(int index) {
        out.append(xml, at, index);
        at = index;
    }
}
