package io.callout4j.internal.config;

import io.callout4j.internal.document.Node;
import org.jspecify.annotations.Nullable;

/** Strings, numbers, and booleans. */
final class Scalar {

    private Scalar() {}

    /**
     * The value of a node as a type of the model, or null if it does not have that type. A number is not converted to a string, because it may
     * have lost its zeros; a string is converted to a number or a boolean, because it comes from a variable.
     */
    static @Nullable Object of(Class<?> type, Node node) {
        if (type == String.class) {
            return node instanceof Node.Text text ? text.text() : null;
        }
        if (type == Boolean.class) {
            return truth(node);
        }
        if (type == Integer.class) {
            return whole(node);
        }
        if (type == Double.class) {
            return number(node);
        }
        throw new IllegalArgumentException("The model has a component of " + type + ".");
    }

    private static @Nullable Boolean truth(Node node) {
        if (node instanceof Node.Truth truth) {
            return truth.value();
        }
        return switch (node instanceof Node.Text text ? text.text().strip() : "") {
            case "true", "True", "TRUE" -> true;
            case "false", "False", "FALSE" -> false;
            default -> null;
        };
    }

    private static @Nullable Integer whole(Node node) {
        if (node instanceof Node.Whole whole) {
            return whole.isInt() ? whole.number().intValue() : null;
        }
        try {
            return node instanceof Node.Text text ? Integer.valueOf(text.text().strip()) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Double number(Node node) {
        if (node instanceof Node.Whole whole) {
            return whole.number().doubleValue();
        }
        if (node instanceof Node.Fraction fraction) {
            return fraction.number();
        }
        try {
            return node instanceof Node.Text text ? Double.valueOf(text.text()) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
