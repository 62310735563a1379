package io.callout4j.cli.console;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Response headers as a report may show them. Reports end up in tickets, so sessions and credentials are left out. */
public final class HeaderText {

    private static final Set<String> SECRET =
            Set.of("set-cookie", "set-cookie2", "authorization", "proxy-authorization", "authentication-info");

    private HeaderText() {}

    /**
     * {@return the headers with secret values replaced by an ellipsis}
     *
     * @param headers the headers as received
     */
    public static Map<String, String> redacted(Map<String, String> headers) {
        Map<String, String> redacted = new LinkedHashMap<>();
        headers.forEach((name, value) -> redacted.put(name, redacted(name, value)));
        return redacted;
    }

    private static String redacted(String name, String value) {
        String key = name.toLowerCase(Locale.ROOT);
        if (key.equals("location")) {
            // The address is what matters; its parameters may hold a token.
            return value.replaceAll("[?#].*", "?…");
        }
        if (key.endsWith("-authenticate")) {
            return value.split("[ ,]", 2)[0] + " …";
        }
        return SECRET.contains(key) || key.contains("token") || key.contains("session") || key.contains("api-key")
                ? "…"
                : value;
    }
}
