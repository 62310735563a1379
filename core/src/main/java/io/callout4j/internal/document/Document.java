package io.callout4j.internal.document;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.internal.libraries.Jackson;
import io.callout4j.internal.text.ForeignText;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.TokenStreamFactory;

/**
 * A file as a tree, with line and column of every key and value. Keys and values are identified by JSON Pointers (RFC 6901).
 */
public final class Document {

    private static final int MAX_BYTES = 1 << 20;
    private static final int MAX_SHOWN_DEPTH = 10;

    /**
     * A file format.
     *
     * @param factory creates parsers
     * @param unsupported why the parser's current token is not supported although it is valid, or null
     * @param reasons converts a parser's message to the reason to report
     * @param places finds the position in a parser's message; null to use the position of the exception
     */
    record Format(
            TokenStreamFactory factory,
            Function<JsonParser, @Nullable String> unsupported,
            UnaryOperator<String> reasons,
            Function<String, @Nullable Place> places) {}

    private final String name;
    private final Node tree;
    private final Map<String, Place> keys;
    private final Map<String, Place> values;

    Document(String name, Node tree, Map<String, Place> keys, Map<String, Place> values) {
        this.name = name;
        this.tree = tree;
        this.keys = keys;
        this.values = values;
    }

    /**
     * Parses a file: YAML if its name ends in .yaml or .yml, otherwise JSON.
     *
     * @param name its name in messages
     * @throws CalloutConfigurationException if it is not JSON (or YAML), or not an object
     */
    public static Document read(String name, byte[] text) {
        if (text.length > MAX_BYTES) {
            throw new CalloutConfigurationException(name + " is larger than " + MAX_BYTES
                    + " bytes, the limit for a configuration. Check that this" + " is the right file.");
        }
        try {
            return TreeReader.read(name, text, isYaml(name) ? YamlFormat.format() : JsonFormat.format());
        } catch (LinkageError e) {
            throw isYaml(name) ? Jackson.withoutYaml(name, e) : Jackson.unusable(name, e);
        }
    }

    private static boolean isYaml(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".yaml") || lower.endsWith(".yml");
    }

    static CalloutConfigurationException failure(String name, Place place, String pointer, String reason) {
        return new CalloutConfigurationException(head(name, place, pointer) + reason);
    }

    private static String head(String name, Place place, String pointer) {
        String key = shown(pointer);
        return name + ", " + place + (key.isEmpty() ? ": " : " (" + key + "): ");
    }

    /** A pointer in readable form: {@code trust.files[0]}. */
    public static String shown(String pointer) {
        StringBuilder shown = new StringBuilder();
        int steps = 0;
        for (JsonPointer at = JsonPointer.compile(pointer); at != null && !at.matches(); at = at.tail()) {
            if (++steps > MAX_SHOWN_DEPTH) {
                return shown.append("…").toString();
            }
            String property = at.getMatchingProperty();
            if (at.mayMatchElement() && !property.isEmpty() && Character.isDigit(property.charAt(0))) {
                shown.append('[').append(property).append(']');
            } else {
                shown.append(shown.isEmpty() ? "" : ".").append(plain(property));
            }
        }
        return shown.toString();
    }

    /** A key for a message: on one line, and cut if it is too long. */
    private static String plain(String property) {
        return ForeignText.quotable(property, ForeignText.MAX_NAME);
    }

    public Node tree() {
        return tree;
    }

    public String name() {
        return name;
    }

    public boolean holds(String pointer) {
        return values.containsKey(pointer);
    }

    /** The beginning of a message about a value: its position, or that of the closest enclosing value. */
    public String at(String pointer) {
        return head(name, nearest(values, pointer), pointer);
    }

    /** The beginning of a message about a key. */
    public String atKey(String pointer) {
        return head(name, nearest(keys, pointer), pointer);
    }

    private Place nearest(Map<String, Place> places, String pointer) {
        Place exact = places.get(pointer);
        if (exact != null) {
            return exact;
        }
        int slash = pointer.lastIndexOf('/');
        return slash < 0 ? Place.START : nearest(values, pointer.substring(0, slash));
    }
}
