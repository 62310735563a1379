package io.callout4j.internal.config;

import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.core.JsonPointer;

/**
 * The texts of one configuration that must not be shown, and takes them out of messages. A message is not meant to hold one; this is for the
 * one that somebody has put into the wrong place. What was filled in is shown as it is written, <code>${env:NAME}</code>, so that whoever reads the
 * message knows where to look.
 */
final class Secrets {

    private static final String HIDDEN = "***";
    private static final Set<String> SECRET_KEYS = Set.of("password", "keyPassword", "inline");
    /** Keys that hold paths: messages must be able to name those, also where a variable holds a part of them. */
    private static final Set<String> PATH_KEYS = Set.of("path", "certificate", "privateKey", "files", "crls");
    /** What holds a password by its name is shown nowhere, and a file's content neither. */
    private static final Pattern SECRET_REFERENCE =
            Pattern.compile("\\$\\{file:.*|.*(pass|pw|secret|token).*", Pattern.CASE_INSENSITIVE);

    private static final int SHORTEST = 4;
    /** A longer value is shown cut short: a message is read by people. */
    private static final int LONGEST = 200;

    private static final int BEGINNING = 40;

    /** What is shown in place of each; the longest first, since a shorter one may be a part of it. */
    private final Map<String, String> texts =
            new TreeMap<>(Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    /** Looks at a value, after everything was filled in. */
    void note(JsonPointer at, String text) {
        if (SECRET_KEYS.contains(key(at)) || isHeader(at)) {
            hide(text, HIDDEN);
        } else if (text.length() > LONGEST) {
            hide(text, text.substring(0, BEGINNING) + "…");
        }
    }

    /** Looks at a part of a value that was filled in. It is a secret wherever it is not plainly something else. */
    void filledIn(JsonPointer at, String reference, String text) {
        if (!isPath(at) || SECRET_REFERENCE.matcher(reference).matches()) {
            hide(text, reference);
        }
    }

    private void hide(String text, String shown) {
        if (text.length() >= SHORTEST) {
            texts.putIfAbsent(text, shown);
        }
    }

    /** The last name in a pointer; of an element in a list, the list's. */
    private static String key(JsonPointer at) {
        JsonPointer last = at.last();
        if (last != null && last.mayMatchElement() && at.head() != null) {
            last = at.head().last();
        }
        return last == null ? "" : last.getMatchingProperty();
    }

    /** Of a named credential, certificate is a name. */
    private static boolean isPath(JsonPointer at) {
        return PATH_KEYS.contains(key(at)) && !"namedCredentials".equals(at.getMatchingProperty());
    }

    private static boolean isHeader(JsonPointer at) {
        JsonPointer head = at.head();
        JsonPointer parent = head == null ? null : head.last();
        return parent != null && "headers".equals(parent.getMatchingProperty());
    }

    /** Whether an exception tells a secret, so that it must not be handed on as a cause. */
    boolean hasOne(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            String message = String.valueOf(at.getMessage());
            if (!hide(message).equals(message)) {
                return true;
            }
        }
        return false;
    }

    String hide(String message) {
        String hidden = message;
        for (Map.Entry<String, String> text : texts.entrySet()) {
            hidden = hidden.replace(text.getKey(), text.getValue());
        }
        return hidden;
    }
}
