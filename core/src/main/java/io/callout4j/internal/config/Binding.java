package io.callout4j.internal.config;

import com.fasterxml.jackson.annotation.Nulls;
import io.callout4j.error.CalloutConfigurationException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.LogicalType;

/** Binds a tree to the model. Mismatches are reported in the library's own words. */
final class Binding {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
            // A number converted to a string may have lost its zeros; a string converted to a number came from a
            // variable.
            .withCoercionConfig(LogicalType.Textual, coercion -> coercion.setCoercion(
                            CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .withCoercionConfigDefaults(
                    coercion -> coercion.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.EmptyArray, CoercionAction.Fail))
            .withCoercionConfig(
                    LogicalType.Boolean,
                    coercion -> coercion.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail))
            .build();

    private Binding() {}

    /** The JSON parser; it rejects duplicate keys. */
    static ObjectMapper json() {
        return JSON;
    }

    /**
     * Binds a tree.
     *
     * @throws CalloutConfigurationException if a key is unknown, or a value has the wrong type
     */
    static CalloutsFile bind(Document document, JsonNode tree) {
        try {
            return Objects.requireNonNull(JSON.treeToValue(tree, CalloutsFile.class));
        } catch (UnrecognizedPropertyException e) {
            throw unknown(document, e);
        } catch (JacksonException e) {
            throw mismatch(document, tree, e);
        }
    }

    private static CalloutConfigurationException unknown(Document document, UnrecognizedPropertyException e) {
        List<String> known = names(e.getKnownPropertyIds());
        String written = e.getPropertyName();
        String meant = NearestName.among(known, written)
                .map(name -> " Did you mean \"" + name + "\"?")
                .orElse("");
        return new CalloutConfigurationException(document.atKey(pointer(e).toString()) + "unknown key." + meant
                + " Known keys: " + String.join(", ", known) + ".");
    }

    private static List<String> names(@Nullable Collection<Object> known) {
        return known == null
                ? List.of()
                : known.stream()
                        .map(String::valueOf)
                        .filter(name -> !name.startsWith("$"))
                        .sorted()
                        .collect(Collectors.toList());
    }

    private static CalloutConfigurationException mismatch(Document document, JsonNode tree, JacksonException e) {
        JsonPointer pointer = pointer(e);
        JsonNode actual = tree.at(pointer);
        if (actual.isMissingNode()) {
            UnrecognizedPropertyException misspelled = misspelled(tree, pointer);
            return misspelled != null
                    ? unknown(document, misspelled)
                    : new CalloutConfigurationException(document.at(String.valueOf(pointer.head())) + "the key \""
                            + pointer.last().getMatchingProperty() + "\" is missing. Add it.");
        }
        Class<?> wanted = e instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
        return new CalloutConfigurationException(document.at(pointer.toString()) + "expected " + kind(wanted)
                + ", but found " + kind(actual) + remedy(wanted, actual));
    }

    /** Jackson reports a missing key before an unknown one, although the unknown key is usually the missing one, misspelled. */
    private static @Nullable UnrecognizedPropertyException misspelled(JsonNode tree, JsonPointer missing) {
        JsonNode whole = tree.deepCopy();
        if (whole.at(missing.head()) instanceof ObjectNode around) {
            around.put(missing.last().getMatchingProperty(), "-");
        }
        try {
            var unused = JSON.treeToValue(whole, CalloutsFile.class);
        } catch (UnrecognizedPropertyException e) {
            JsonPointer around = pointer(e).head();
            return around != null && around.equals(missing.head()) ? e : null;
        } catch (JacksonException e) {
            // Another mistake elsewhere; it is reported when this one has been fixed.
        }
        return null;
    }

    private static JsonPointer pointer(JacksonException e) {
        JsonPointer pointer = JsonPointer.empty();
        for (JacksonException.Reference step : e.getPath()) {
            pointer = step.getPropertyName() == null
                    ? pointer.appendIndex(step.getIndex())
                    : pointer.appendProperty(step.getPropertyName());
        }
        return pointer;
    }

    private static String kind(@Nullable Class<?> wanted) {
        if (wanted == null || wanted == Integer.class) {
            return "a whole number";
        }
        if (wanted == String.class) {
            return "a string";
        }
        if (wanted == Double.class) {
            return "a number";
        }
        if (wanted == Boolean.class) {
            return "true or false";
        }
        return Collection.class.isAssignableFrom(wanted) ? "a list in [ ]" : "an object in { }";
    }

    private static String kind(JsonNode actual) {
        return switch (actual.getNodeType()) {
            case STRING -> "a string";
            case NUMBER -> actual.isIntegralNumber() ? "a number" + beyond(actual) : "a number with a fraction";
            case BOOLEAN -> "true or false";
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            default -> "null";
        };
    }

    private static String beyond(JsonNode number) {
        return number.canConvertToInt() ? "" : " greater than " + Integer.MAX_VALUE;
    }

    private static String remedy(@Nullable Class<?> wanted, JsonNode actual) {
        if (wanted == String.class && (actual.isNumber() || actual.isBoolean())) {
            return ". Put it in double quotes.";
        }
        if (wanted != null && Collection.class.isAssignableFrom(wanted)) {
            return ". Put [ ] around it, even if it has only one element.";
        }
        if (actual.isNull()) {
            return ". Remove the key, or give it a value.";
        }
        if (wanted == Boolean.class) {
            return ". Write true or false, without quotes.";
        }
        if (wanted == String.class) {
            return ". Write a string in double quotes.";
        }
        return wanted == null || Number.class.isAssignableFrom(wanted)
                ? ". Write digits, without quotes and without a unit; if the value comes from a variable, check the"
                        + " variable."
                : ". Write its keys and values in { }.";
    }
}
