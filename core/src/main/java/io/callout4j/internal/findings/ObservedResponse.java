package io.callout4j.internal.findings;

import io.callout4j.internal.text.ForeignText;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP answer to what the doctor, or a callout, has sent.
 *
 * @param method {@code GET} or {@code POST}
 * @param status the HTTP status, or null where no head of an answer came
 * @param headers the answer's headers, names as first received; look-up ignores case
 * @param bodyStart the first part of the body as text, empty where it has none or was not kept
 * @param faultCode the code of the SOAP fault in it, or null where there is none
 * @param faultString the text of the SOAP fault, or null
 * @param lost how the answer was lost or why it cannot be used, or null where it came whole
 */
public record ObservedResponse(
        String method,
        @Nullable Integer status,
        Map<String, String> headers,
        String bodyStart,
        @Nullable String faultCode,
        @Nullable String faultString,
        @Nullable String lost) {

    private static final Pattern TITLE =
            Pattern.compile("<(title|h1)[^>]*>(.*?)</\\1", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final int LONGEST_TITLE = 120;

    boolean posted() {
        return method.equals("POST");
    }

    public boolean hasStatus(int... some) {
        for (int each : some) {
            if (status != null && status == each) {
                return true;
            }
        }
        return false;
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** Whether the body is a page for people, by its type or by how it begins. */
    boolean isHtml() {
        String start = bodyStart.stripLeading().toLowerCase(Locale.ROOT);
        return header("Content-Type").toLowerCase(Locale.ROOT).contains("html")
                || start.startsWith("<!doctype html")
                || start.startsWith("<html");
    }

    boolean isSoap() {
        return faultCode != null
                || bodyStart.contains("http://schemas.xmlsoap.org/soap/envelope/")
                || bodyStart.contains("http://www.w3.org/2003/05/soap-envelope");
    }

    /** The body in one line, for rules to look into. */
    public String text() {
        return bodyStart.replaceAll("\\s+", " ");
    }

    /** What a person would see of it as its title, empty where it has none. */
    String title() {
        Matcher matcher = TITLE.matcher(bodyStart);
        if (!matcher.find()) {
            return "";
        }
        String title = ForeignText.oneLine(matcher.group(2).replaceAll("<[^>]*>", " "));
        return title.length() <= LONGEST_TITLE ? title : title.substring(0, LONGEST_TITLE) + "…";
    }

    /** The answer in words, for evidence. */
    public String inWords() {
        String title = title();
        String server = ForeignText.oneLine(header("Server"));
        return "The " + method + " was answered with HTTP " + status + (title.isEmpty() ? "" : ", \"" + title + "\"")
                + (server.isEmpty() ? "" : ", by a server that calls itself " + server) + ".";
    }
}
