package io.callout4j.internal.config;

import io.callout4j.internal.text.ForeignText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

    /** What a message may share with a value by chance. */
    private static final int SHARED_BY_CHANCE = 3;

    /** Texts of messages that are no part of a value, even if a value contains them too. */
    private static final Pattern OWN_WORDS = Pattern.compile("https://example\\.com/services/userstatus|https?(://)?");

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    /** A part of a value that was filled in. */
    private record FilledIn(String reference, String text) {}

    private final Map<JsonPointer, List<FilledIn>> filledIn = new HashMap<>();

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
            filledIn.computeIfAbsent(at, first -> new ArrayList<>()).add(new FilledIn(reference, text));
        }
    }

    private void hide(String text, String shown) {
        if (text.length() >= MIN_SECRET_LENGTH) {
            // Also in the forms in which messages quote values.
            texts.putIfAbsent(text, shown);
            texts.putIfAbsent(ForeignText.escaped(text), shown);
            texts.putIfAbsent(ForeignText.printable(text), shown);
            texts.putIfAbsent(ForeignText.quotable(text, ForeignText.MAX_NAME), shown);
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

    /** Whether an exception about a value contains a secret, in which case it must not become a cause. */
    boolean hasOne(JsonPointer at, Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (!hide(at, message).equals(message)) {
                return true;
            }
        }
        return false;
    }

    /**
     * A message about a value without secrets. If the value was filled in and the message still shows a part of it, such as what is in front
     * of a colon, the message only says where the value came from.
     */
    String hide(JsonPointer at, String message) {
        String hidden = hide(message);
        List<FilledIn> parts = filledIn.getOrDefault(at, List.of());
        String words = parts.stream()
                .map(FilledIn::reference)
                .reduce(hidden, (text, reference) -> text.replace(reference, " "))
                .toLowerCase(Locale.ROOT);
        String others = OWN_WORDS.matcher(words).replaceAll(" ");
        if (parts.stream().noneMatch(part -> sharesText(others, part.text().toLowerCase(Locale.ROOT)))) {
            return hidden;
        }
        return "the value of "
                + parts.stream().map(FilledIn::reference).distinct().collect(Collectors.joining(" and "))
                + " cannot be used here. It is not shown, because it may be a secret. Check what it is, and which values"
                + " this key allows.";
    }

    private static boolean sharesText(String message, String value) {
        int length = Math.min(SHARED_BY_CHANCE + 1, value.length());
        Set<String> shared = new HashSet<>();
        for (int i = 0; i + length <= message.length(); i++) {
            shared.add(message.substring(i, i + length));
        }
        for (int i = 0; i + length <= value.length() && length > 0; i++) {
            if (shared.contains(value.substring(i, i + length))) {
                return true;
            }
        }
        // Short words, such as the scheme in front of a colon, are compared as a whole.
        Set<String> words = new HashSet<>(List.of(NO_WORD.split(message)));
        return Arrays.stream(NO_WORD.split(value)).anyMatch(word -> word.length() > 1 && words.contains(word));
    }

    private String hide(String message) {
        String hidden = message;
        for (Map.Entry<String, String> text : texts.entrySet()) {
            hidden = hidden.replace(text.getKey(), text.getValue());
        }
        return hidden;
    }
}
