package io.callout4j.internal.config;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.internal.document.Document;
import io.callout4j.internal.document.Node;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;

/**
 * Binds a tree to the records of the model, whose components are strings, numbers, booleans, lists, maps, and other records. The first mistake
 * in the file is reported.
 */
final class Binding {

    private final Document document;

    private Binding(Document document) {
        this.document = document;
    }

    /**
     * Binds a tree.
     *
     * @throws CalloutConfigurationException if a key is unknown or missing, or a value has the wrong type
     */
    static CalloutsFile bind(Document document, Node tree) {
        return new Binding(document).object(CalloutsFile.class, tree, JsonPointer.empty());
    }

    private <T> T object(Class<T> type, Node node, JsonPointer at) {
        Map<String, RecordComponent> keys = keys(type);
        Map<String, Node> children = branch(type, node, at);
        Map<String, @Nullable Object> values = new HashMap<>();
        children.forEach((key, child) -> {
            RecordComponent component = keys.get(key);
            if (component == null) {
                throw unknown(at.appendProperty(key), key, keys.keySet());
            }
            // As if the key were missing.
            boolean isNull = child instanceof Node.Nothing;
            values.put(key, isNull ? null : value(component.getGenericType(), child, at.appendProperty(key)));
        });
        keys.forEach((key, component) -> {
            if (described(component).required() && !children.containsKey(key)) {
                throw new CalloutConfigurationException(
                        document.at(at.toString()) + "the key \"" + key + "\" is missing. Add it.");
            }
        });
        return create(type, keys.keySet().stream().map(values::get).toArray());
    }

    /** The components by their keys in the file, in the order of the constructor. */
    private static Map<String, RecordComponent> keys(Class<?> type) {
        Map<String, RecordComponent> keys = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = described(component).name();
            keys.put(name.isEmpty() ? component.getName() : name, component);
        }
        return keys;
    }

    private static Described described(RecordComponent component) {
        return Objects.requireNonNull(component.getAnnotation(Described.class));
    }

    private static <T> T create(Class<T> type, @Nullable Object[] values) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The model " + type.getName() + " cannot be created.", e);
        }
    }

    private Object value(Type type, Node node, JsonPointer at) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class ? list(arguments[0], node, at) : map(arguments[1], node, at);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return object(plain, node, at);
        }
        Object value = Scalar.of(plain, node);
        if (value == null) {
            throw mismatch(plain, node, at);
        }
        return value;
    }

    private List<Object> list(Type item, Node node, JsonPointer at) {
        if (!(node instanceof Node.Items list)) {
            throw mismatch(List.class, node, at);
        }
        List<Object> bound = new ArrayList<>();
        for (int i = 0; i < list.items().size(); i++) {
            bound.add(value(item, list.items().get(i), at.appendIndex(i)));
        }
        return Collections.unmodifiableList(bound);
    }

    private Map<String, Object> map(Type item, Node node, JsonPointer at) {
        Map<String, Object> bound = new LinkedHashMap<>();
        branch(Map.class, node, at).forEach((key, child) -> bound.put(key, value(item, child, at.appendProperty(key))));
        return Collections.unmodifiableMap(bound);
    }

    private Map<String, Node> branch(Class<?> wanted, Node node, JsonPointer at) {
        if (node instanceof Node.Branch branch) {
            return branch.children();
        }
        throw mismatch(wanted, node, at);
    }

    private CalloutConfigurationException unknown(JsonPointer at, String written, Set<String> keys) {
        List<String> known =
                keys.stream().filter(name -> !name.startsWith("$")).sorted().toList();
        String meant = NearestName.among(known, written)
                .map(name -> " Did you mean \"" + name + "\"?")
                .orElse("");
        return new CalloutConfigurationException(document.atKey(at.toString()) + "unknown key." + meant
                + " Known keys: " + String.join(", ", known) + ".");
    }

    private CalloutConfigurationException mismatch(Class<?> wanted, Node actual, JsonPointer at) {
        return new CalloutConfigurationException(document.at(at.toString())
                + Mismatch.reason(wanted, actual)
                + (Number.class.isAssignableFrom(wanted) ? Mismatch.unit(at.toString()) : ""));
    }
}
