package io.callout4j.internal.config;

import io.callout4j.internal.document.Node;
import java.util.List;
import java.util.Locale;

/** Says that a value has the wrong type, and how to write it. */
final class Mismatch {

    private Mismatch() {}

    static String reason(Class<?> wanted, Node actual) {
        return "expected " + kind(wanted) + ", but found " + kind(actual) + remedy(wanted, actual);
    }

    /** The unit of a number, by its key. */
    static String unit(String key) {
        if (key.endsWith("/timeout")) {
            return " The unit is milliseconds: 5000 is 5 seconds.";
        }
        return key.toLowerCase(Locale.ROOT).endsWith("seconds")
                ? " The unit is seconds."
                : key.endsWith("Bytes") ? " The unit is bytes." : "";
    }

    private static String kind(Class<?> wanted) {
        if (wanted == Integer.class) {
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
        return wanted == List.class ? "a list in [ ]" : "an object in { }";
    }

    private static String kind(Node actual) {
        if (actual instanceof Node.Text) {
            return "a string";
        }
        if (actual instanceof Node.Whole whole) {
            return "a number" + (whole.isInt() ? "" : " greater than " + Integer.MAX_VALUE);
        }
        if (actual instanceof Node.Fraction) {
            return "a number with a fraction";
        }
        if (actual instanceof Node.Truth) {
            return "true or false";
        }
        if (actual instanceof Node.Items) {
            return "a list";
        }
        return actual instanceof Node.Branch ? "an object" : "null";
    }

    private static String remedy(Class<?> wanted, Node actual) {
        boolean number = actual instanceof Node.Whole || actual instanceof Node.Fraction;
        if (wanted == String.class && (number || actual instanceof Node.Truth)) {
            return ". Put it in double quotes.";
        }
        if (wanted == List.class) {
            return ". Put [ ] around it, even if it has only one element.";
        }
        if (actual instanceof Node.Nothing) {
            return ". Remove the key, or give it a value.";
        }
        if (wanted == Boolean.class) {
            return ". Write true or false, without quotes.";
        }
        if (wanted == String.class) {
            return ". Write a string in double quotes.";
        }
        return Number.class.isAssignableFrom(wanted)
                ? ". Write digits, without quotes and without a unit; if the value comes from a variable, check the"
                        + " variable."
                : ". Write its keys and values in { }.";
    }
}
