package io.callout4j.internal.rules;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.internal.text.ForeignText;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which HTTP headers a caller may set. */
public final class HeaderRules {

    /** RFC 9110 section 5.6.2, token. */
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /** The callout itself sets these, from the endpoint and the body. */
    private static final Set<String> RESERVED = Set.of("host", "content-length", "transfer-encoding", "connection");

    private static final Set<String> REQUEST_CODINGS = Set.of("gzip", "identity");

    private HeaderRules() {}

    /**
     * Rejects headers that cannot be sent.
     *
     * @param where where they were set, for the message
     * @throws CalloutConfigurationException for the first one that is invalid
     */
    public static void check(Map<String, String> headers, String where) {
        Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> {
            String problem = problem(name, value);
            if (problem == null && !seen.add(name)) {
                problem = "it is set twice with different capitalization, so it is unclear which value to send";
            }
            if (problem == null && isUnknownCoding(name, value)) {
                problem = "the only supported content coding of a request is gzip";
            }
            if (problem != null) {
                throw new CalloutConfigurationException("The header \"" + ForeignText.printable(String.valueOf(name))
                        + "\" " + where + " cannot be sent: " + problem + ". Nothing was sent. Remove or correct it.");
            }
        });
    }

    private static boolean isUnknownCoding(String name, String value) {
        return name.equalsIgnoreCase("Content-Encoding")
                && !REQUEST_CODINGS.contains(value.strip().toLowerCase(Locale.ROOT));
    }

    /** Why a header cannot be sent, or null if it can. */
    public static @Nullable String problem(@Nullable String name, @Nullable String value) {
        if (name == null || !TOKEN.matcher(name).matches()) {
            return "its name contains a character that HTTP does not allow in names";
        }
        if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            return "the callout sets it from the endpoint and the body";
        }
        return value == null ? "its value is null" : valueProblem(value);
    }

    private static @Nullable String valueProblem(String value) {
        for (int i = 0; i < value.length(); i++) {
            char at = value.charAt(i);
            // The value itself is not shown: it may be a credential.
            if (at == '\r' || at == '\n' || at == 0) {
                return "its value contains a " + (at == 0 ? "NUL" : "line break") + " at character " + (i + 1)
                        + ", which could be used to inject further headers";
            }
            if (at != '\t' && ForeignText.isControl(at)) {
                return "its value contains the control character " + ForeignText.codePoint(at) + " at character "
                        + (i + 1);
            }
            if (at > 0xff) {
                return "its value contains " + ForeignText.codePoint(at) + " at character " + (i + 1)
                        + ", which HTTP headers must not contain";
            }
        }
        return null;
    }
}
