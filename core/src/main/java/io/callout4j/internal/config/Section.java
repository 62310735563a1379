package io.callout4j.internal.config;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.internal.document.Document;
import java.nio.file.Path;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;

/** One object of the file; reports invalid values with their position. */
record Section(Document document, Locations locations, Secrets secrets, JsonPointer at) {

    /** Close to an NCName of XML; anything else is certainly a mistake. */
    private static final Pattern ELEMENT = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}\\p{M}_.-]*");

    Section in(String key) {
        return new Section(document, locations, secrets, at.appendProperty(key));
    }

    Section in(int index) {
        return new Section(document, locations, secrets, at.appendIndex(index));
    }

    /** Computes a result from a value; if that fails, the exception gets the position of the value. */
    <T> T get(String key, Supplier<T> value) {
        return in(key).get(value);
    }

    <T> T get(Supplier<T> value) {
        try {
            return value.get();
        } catch (CalloutConfigurationException e) {
            throw new CalloutConfigurationException(
                    located(at.toString(), String.valueOf(e.getMessage())), secrets.hasOne(at, e) ? null : e);
        }
    }

    /** A message with the position of a key of this section, or of the section if it has no such key. */
    String located(String pointer, String message) {
        return document.at(pointer) + secrets.hide(JsonPointer.compile(pointer), message);
    }

    CalloutConfigurationException rejected(String why) {
        return new CalloutConfigurationException(located(at.toString(), why));
    }

    CalloutConfigurationException rejected(String key, String why) {
        return in(key).rejected(why);
    }

    CalloutConfigurationException missing(String key) {
        return rejected("the key \"" + key + "\" is missing. Add it.");
    }

    /** What the keys {@code username} and {@code password} lead to; they must be set together. */
    <T> T login(@Nullable String username, @Nullable String password, BiFunction<String, char[], T> value) {
        if (username == null) {
            throw rejected("password", "a password needs a username. Add \"username\".");
        }
        if (password == null) {
            throw rejected("username", "a username needs a password. Add \"password\"; it may be \"\".");
        }
        return get("username", () -> value.apply(username, password.toCharArray()));
    }

    /** A string that must be present and not blank. */
    String text(String key, @Nullable String value) {
        if (value == null) {
            throw missing(key);
        }
        if (value.isBlank()) {
            throw rejected(key, "the value is empty. Set a value, or remove the key.");
        }
        return value;
    }

    /** The local name of an element. */
    String element(String name) {
        if (!ELEMENT.matcher(name).matches()) {
            throw rejected(
                    "this is not the local name of an XML element. Write it without prefix, spaces and brackets.");
        }
        return name;
    }

    Path path(String key, @Nullable String value) {
        return in(key).path(text(key, value));
    }

    Path path(String value) {
        try {
            return locations.path(value, "");
        } catch (CalloutConfigurationException e) {
            // The value may be a misplaced secret.
            throw rejected(String.valueOf(e.getMessage()));
        }
    }
}
