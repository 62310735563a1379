package io.callout4j.cxf.values;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What JAXB binds the content of an element to. Immutable once {@link BoundTypes} has been created. */
sealed interface BoundType {

    /** How the type is named in messages. */
    String shownName();

    /** Content that is not checked: wildcards, maps, and whatever {@code xsi:type} determines alone. */
    record Any(String shownName) implements BoundType {}

    /**
     * Text.
     *
     * @param rule which text the type can hold
     * @param list whether the text is a list of values separated by whitespace
     */
    record Leaf(String shownName, ValueRule rule, boolean list) implements BoundType {}

    /** Elements and attributes. */
    final class Bean implements BoundType {

        /** The class that JAXB instantiates, or null for the wrapper of a list. */
        final @Nullable Class<?> type;

        private final Map<String, List<Field>> elements = new HashMap<>();
        private final Map<String, List<Field>> attributes = new HashMap<>();
        private final String shownName;
        private int properties;

        /** The text of an element with attributes, or null if the text does not count. */
        @Nullable
        Leaf text;

        /** Whether other elements are bound too. */
        boolean wildcard;

        Bean(@Nullable Class<?> type, String shownName) {
            this.type = type;
            this.shownName = shownName;
        }

        @Override
        public String shownName() {
            return shownName;
        }

        int newProperty() {
            return properties++;
        }

        int properties() {
            return properties;
        }

        void addElement(Field field) {
            add(elements, field);
        }

        void addAttribute(Field field) {
            add(attributes, field);
        }

        private static void add(Map<String, List<Field>> fields, Field field) {
            fields.computeIfAbsent(field.localName(), name -> new ArrayList<>()).add(field);
        }

        @Nullable
        Field element(@Nullable String namespace, String localName) {
            return find(elements, namespace, localName);
        }

        @Nullable
        Field attribute(@Nullable String namespace, String localName) {
            return find(attributes, namespace, localName);
        }

        boolean hasAttributes() {
            return !attributes.isEmpty();
        }

        private static @Nullable Field find(
                Map<String, List<Field>> fields, @Nullable String namespace, String localName) {
            List<Field> candidates = fields.get(localName);
            if (candidates != null) {
                for (Field field : candidates) {
                    if (field.namespace().equals(namespace == null ? "" : namespace)) {
                        return field;
                    }
                }
            }
            return null;
        }
    }

    /**
     * An element or attribute of a bean.
     *
     * @param property the property that it is bound to, as a number; several elements may share one
     * @param repeatable whether the property holds more than one
     * @param nillable whether {@code xsi:nil} is bound to null
     * @param primitive whether the property cannot be null
     * @param mayBeEmpty whether empty text is replaced by a default value
     */
    record Field(
            String namespace,
            String localName,
            BoundType type,
            int property,
            boolean repeatable,
            boolean nillable,
            boolean primitive,
            boolean mayBeEmpty) {}
}
