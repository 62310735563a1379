package io.callout4j.internal.config;

import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.core.JsonPointer;

/**
 * Removes the secrets of a configuration from messages. Messages should not contain any; this is for secrets under the wrong key. Values
 * that were filled in are shown as their placeholder, <code>${env:NAME}</code>, so that the reader knows where they came from.
 */
final class Secrets {

    private static final String HIDDEN = "***";
    private static final Set<String> SECRET_KEYS = Set.of("password", "keyPassword", "inline");
    /** Keys whose values are paths: messages must be able to show them, even if a variable contains a part of them. */
    private static final Set<String> PATH_KEYS = Set.of("path", "certificate", "privateKey", "files", "crls");
    /** Placeholders that suggest a secret by their name; the content of a file is always a secret. */
    private static final Pattern SECRET_REFERENCE =
            Pattern.compile("\\$\\{file:.*|.*(pass|pw|secret|token).*", Pattern.CASE_INSENSITIVE);

    private static final int MIN_SECRET_LENGTH = 4;
    /** Longer values are truncated, to keep messages readable. */
    private static final int MAX_SHOWN_LENGTH = 200;

    private static final int TRUNCATED_LENGTH = 40;

    /** Replacements by secret; the longest first, because a shorter one may be part of it. */
    private final Map<String, String> texts =
            new TreeMap<>(Comparator.comparing(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    /** Records a value, after everything was filled in. */
    void note(JsonPointer at, String text) {
        if (SECRET_KEYS.contains(key(at)) || isHeader(at)) {
            hide(text, HIDDEN);
        } else if (text.length() > MAX_SHOWN_LENGTH) {
            hide(text, text.substring(0, TRUNCATED_LENGTH) + "…");
        }
    }

    /** Records a part of a value that was filled in. It is a secret unless it is clearly something else. */
    void filledIn(JsonPointer at, String reference, String text) {
        if (!isPath(at) || SECRET_REFERENCE.matcher(reference).matches()) {
            hide(text, reference);
        }
    }

    private void hide(String text, String shown) {
        if (text.length() >= MIN_SECRET_LENGTH) {
            texts.putIfAbsent(text, shown);
        }
    }

    /** The last name in a pointer; for an element of a list, the name of the list. */
    private static String key(JsonPointer at) {
        JsonPointer last = at.last();
        if (last != null && last.mayMatchElement() && at.head() != null) {
            last = at.head().last();
        }
        return last == null ? "" : last.getMatchingProperty();
    }

    /** In a named credential, the certificate is a name, not a path. */
    private static boolean isPath(JsonPointer at) {
        return PATH_KEYS.contains(key(at)) && !"namedCredentials".equals(at.getMatchingProperty());
    }

    private static boolean isHeader(JsonPointer at) {
        JsonPointer head = at.head();
        JsonPointer parent = head == null ? null : head.last();
        return parent != null && "headers".equals(parent.getMatchingProperty());
    }

    /** Whether an exception contains a secret, in which case it must not become a cause. */
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
