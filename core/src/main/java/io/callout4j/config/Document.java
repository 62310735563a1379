package io.callout4j.config;

import io.callout4j.CalloutConfigurationException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * A file's text as a tree, with line and column of every key and value. Keys and values are named by JSON Pointers (RFC 6901).
 */
final class Document {

    private static final int LARGEST = 1 << 20;

    private final String name;
    private final JsonNode tree;
    private final Map<String, Place> keys;
    private final Map<String, Place> values;

    private Document(String name, JsonNode tree, Map<String, Place> keys, Map<String, Place> values) {
        this.name = name;
        this.tree = tree;
        this.keys = keys;
        this.values = values;
    }

    /**
     * Reads a text.
     *
     * @param name what messages call it
     * @throws CalloutConfigurationException where it is no JSON (or YAML), or no object
     */
    static Document read(String name, byte[] text, ObjectMapper format) {
        if (text.length > LARGEST) {
            throw new CalloutConfigurationException(
                    name + " is larger than " + LARGEST + " bytes, which no configuration is. Give another file.");
        }
        Map<String, Place> keys = new HashMap<>();
        Map<String, Place> values = new HashMap<>();
        try (JsonParser parser = format.createParser(text)) {
            locate(name, parser, keys, values);
        }
        return new Document(name, format.readTree(text), keys, values);
    }

    private static void locate(String name, JsonParser parser, Map<String, Place> keys, Map<String, Place> values) {
        boolean ended = false;
        try {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                Place place = place(parser.currentTokenLocation());
                String pointer = parser.streamReadContext().pathAsPointer().toString();
                if (ended) {
                    throw failure(name, place, "", "something stands after the file's end. Take it out.");
                }
                if (token == JsonToken.PROPERTY_NAME) {
                    keys.put(pointer, place);
                } else if (!token.isStructEnd()) {
                    if (values.isEmpty() && token != JsonToken.START_OBJECT) {
                        throw failure(name, place, "", "a configuration is an object: { … }.");
                    }
                    parser.getString(); // so that what is wrong within a text is found here
                    values.put(pointer, place);
                }
                ended = token.isStructEnd() && parser.streamReadContext().inRoot();
            }
        } catch (JacksonException e) {
            throw failure(
                    name,
                    place(e.getLocation()),
                    parser.streamReadContext().pathAsPointer().toString(),
                    SyntaxReason.of(e));
        }
        if (!ended) {
            throw failure(name, Place.START, "", "it is empty. A configuration is an object: { … }.");
        }
    }

    private static Place place(@Nullable TokenStreamLocation location) {
        return location == null || location.getLineNr() < 1
                ? Place.START
                : new Place(location.getLineNr(), Math.max(1, location.getColumnNr()));
    }

    private static CalloutConfigurationException failure(String name, Place place, String pointer, String reason) {
        return new CalloutConfigurationException(head(name, place, pointer) + reason);
    }

    private static String head(String name, Place place, String pointer) {
        String key = shown(pointer);
        return name + ", " + place + (key.isEmpty() ? ": " : " (" + key + "): ");
    }

    /** A pointer as people write paths: {@code trust.files[0]}. */
    static String shown(String pointer) {
        StringBuilder shown = new StringBuilder();
        for (JsonPointer at = JsonPointer.compile(pointer); at != null && !at.matches(); at = at.tail()) {
            String property = at.getMatchingProperty();
            if (at.mayMatchElement() && !property.isEmpty() && Character.isDigit(property.charAt(0))) {
                shown.append('[').append(property).append(']');
            } else {
                shown.append(shown.isEmpty() ? "" : ".").append(property.replaceAll("\\p{Cntrl}", "?"));
            }
        }
        return shown.toString();
    }

    JsonNode tree() {
        return tree;
    }

    String name() {
        return name;
    }

    boolean holds(String pointer) {
        return values.containsKey(pointer);
    }

    /** What goes before a message about a value: where it stands, or where the nearest thing around it does. */
    String at(String pointer) {
        return head(name, nearest(values, pointer), pointer);
    }

    /** What goes before a message about a key. */
    String atKey(String pointer) {
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
