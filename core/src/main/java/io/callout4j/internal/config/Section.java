package io.callout4j.internal.config;

import io.callout4j.error.CalloutConfigurationException;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;

/** One object of the file, for what is wrong with its values beyond their kind: tells each with its place. */
record Section(Document document, Locations locations, Secrets secrets, JsonPointer at) {

    /** Near enough to an NCName of XML: what can never be one is a mistake. */
    private static final Pattern ELEMENT = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}\\p{M}_.-]*");

    Section in(String key) {
        return new Section(document, locations, secrets, at.appendProperty(key));
    }

    Section in(int index) {
        return new Section(document, locations, secrets, at.appendIndex(index));
    }

    /** What a value leads to; a refusal gets the value's place. */
    <T> T get(String key, Supplier<T> value) {
        return in(key).get(value);
    }

    <T> T get(Supplier<T> value) {
        try {
            return value.get();
        } catch (CalloutConfigurationException e) {
            throw new CalloutConfigurationException(
                    located(at.toString(), String.valueOf(e.getMessage())), secrets.hasOne(e) ? null : e);
        }
    }

    /** A message with the place of a key of this section, or of the section where it has no such key. */
    String located(String pointer, String message) {
        return document.at(pointer) + secrets.hide(message);
    }

    CalloutConfigurationException refused(String why) {
        return new CalloutConfigurationException(located(at.toString(), why));
    }

    CalloutConfigurationException refused(String key, String why) {
        return in(key).refused(why);
    }

    /** A text that must not be absent or blank. */
    String text(String key, @Nullable String value) {
        if (value == null) {
            throw refused("the key \"" + key + "\" is missing here. Add it.");
        }
        if (value.isBlank()) {
            throw refused(key, "this is empty. Give it a value, or take the key out.");
        }
        return value;
    }

    /** The local name of an element. */
    String element(String name) {
        if (!ELEMENT.matcher(name).matches()) {
            throw refused("this is no element's local name: give it without a prefix, blanks and brackets.");
        }
        return name;
    }

    Path path(String key, @Nullable String value) {
        return in(key).path(text(key, value));
    }

    Path path(String value) {
        try {
            return locations.path(value, document.at(at.toString()));
        } catch (CalloutConfigurationException e) {
            // A secret may be in the wrong place here too.
            throw new CalloutConfigurationException(secrets.hide(String.valueOf(e.getMessage())));
        }
    }
}
