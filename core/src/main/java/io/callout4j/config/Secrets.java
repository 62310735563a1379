package io.callout4j.config;

import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.core.JsonPointer;

/**
 * The texts of one configuration that must not be shown, and takes them out of messages. A message is not meant to hold one; this is for the
 * one that somebody has put into the wrong place.
 */
final class Secrets {

    private static final Set<String> SECRET_KEYS = Set.of("password", "keyPassword", "inline");
    /** Keys whose values messages must be able to name, wherever they come from. */
    private static final Set<String> PLAIN_KEYS = Set.of(
            "path", "certificate", "privateKey", "files", "crls", "url", "host", "noProxy", "remoteSites", "alias");

    private static final int SHORTEST = 4;

    private final Set<String> texts = new LinkedHashSet<>();

    /** Looks at a text. What was filled in as a whole is a secret wherever it is not plainly something else. */
    void note(JsonPointer at, String text, boolean filledIn) {
        String key = key(at);
        boolean secret = SECRET_KEYS.contains(key) || isHeader(at) || (filledIn && !PLAIN_KEYS.contains(key));
        if (secret && text.length() >= SHORTEST) {
            texts.add(text);
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
        for (String text : texts) {
            hidden = hidden.replace(text, "***");
        }
        return hidden;
    }
}
