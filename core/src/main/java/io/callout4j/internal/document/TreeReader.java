package io.callout4j.internal.document;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.internal.document.Document.Format;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;

/**
 * Reads one file as a tree. It uses only Jackson's streaming API, which needs no other jar: an application may have versions of Jackson's data
 * binding and annotations that do not match.
 */
final class TreeReader {

    private final String name;
    private final Format format;
    private final JsonParser parser;
    private final Map<String, Place> keys = new HashMap<>();
    private final Map<String, Place> values = new HashMap<>();

    private TreeReader(String name, Format format, JsonParser parser) {
        this.name = name;
        this.format = format;
        this.parser = parser;
    }

    static Document read(String name, byte[] text, Format format) {
        try (JsonParser parser = format.factory().createParser(ObjectReadContext.empty(), text)) {
            return new TreeReader(name, format, parser).document();
        }
    }

    private Document document() {
        try {
            if (parser.nextToken() == null) {
                throw Document.failure(name, Place.START, "", "the file is empty; expected an object: { … }.");
            }
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw Document.failure(name, place(), "", "expected an object: { … }.");
            }
            Node tree = node();
            if (parser.nextToken() != null) {
                throw Document.failure(
                        name, place(), "", "unexpected content after the end of the configuration. Remove it.");
            }
            return new Document(name, tree, keys, values);
        } catch (JacksonException e) {
            String words = String.valueOf(e.getOriginalMessage());
            Place place = format.places().apply(words);
            throw Document.failure(
                    name,
                    place == null ? place(e.getLocation()) : place,
                    pointer(),
                    format.reasons().apply(words));
        }
    }

    /** The value that begins at the current token. The parser limits how deeply values are nested. */
    private Node node() {
        String unsupported = format.unsupported().apply(parser);
        if (unsupported != null) {
            throw rejected(unsupported);
        }
        values.put(pointer(), place());
        // Parses the string now, so that a mistake in it is reported here.
        String text = parser.getString();
        return switch (parser.currentToken()) {
            case START_OBJECT -> branch();
            case START_ARRAY -> items();
            case VALUE_STRING -> isAbsent(text) ? new Node.Nothing() : new Node.Text(text);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number();
            case VALUE_TRUE -> new Node.Truth(true);
            case VALUE_FALSE -> new Node.Truth(false);
            case VALUE_NULL -> new Node.Nothing();
            default -> throw rejected("this kind of value is not supported. Write a string.");
        };
    }

    /** Jackson 3.0 returns an empty string for a key without a value in YAML. It has no length, while an empty string has its quotes. */
    private boolean isAbsent(String text) {
        return text.isEmpty() && place().equals(place(parser.currentLocation()));
    }

    private Node branch() {
        Map<String, Node> children = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            keys.put(pointer(), place());
            parser.nextToken();
            children.put(key, node());
        }
        return new Node.Branch(Collections.unmodifiableMap(children));
    }

    private Node items() {
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node());
        }
        return new Node.Items(Collections.unmodifiableList(items));
    }

    /** A mistake in a number is reported at its position, which the parser does not know. */
    private Node number() {
        try {
            return switch (parser.getNumberType()) {
                case INT, LONG, BIG_INTEGER -> new Node.Whole(parser.getBigIntegerValue());
                default -> new Node.Fraction(parser.getDoubleValue());
            };
        } catch (JacksonException e) {
            throw rejected(format.reasons().apply(String.valueOf(e.getOriginalMessage())));
        }
    }

    private CalloutConfigurationException rejected(String reason) {
        return Document.failure(name, place(), pointer(), reason);
    }

    private String pointer() {
        return parser.streamReadContext().pathAsPointer().toString();
    }

    private Place place() {
        return place(parser.currentTokenLocation());
    }

    private static Place place(@Nullable TokenStreamLocation location) {
        return location == null || location.getLineNr() < 1
                ? Place.START
                : new Place(location.getLineNr(), Math.max(1, location.getColumnNr()));
    }
}
