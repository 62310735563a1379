package io.callout4j.cli.console;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Headers of an answer as a report may show them: it goes into tickets, and a session is nobody else's business. */
public final class HeaderText {

    private static final Set<String> SECRET =
            Set.of("set-cookie", "set-cookie2", "authorization", "proxy-authorization", "authentication-info");

    private HeaderText() {}

    public static Map<String, String> shown(Map<String, String> headers) {
        Map<String, String> shown = new LinkedHashMap<>();
        headers.forEach((name, value) -> shown.put(name, shown(name, value)));
        return shown;
    }

    private static String shown(String name, String value) {
        String key = name.toLowerCase(Locale.ROOT);
        if (key.equals("location")) {
            // The address is what matters; its parameters may hold a ticket.
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
