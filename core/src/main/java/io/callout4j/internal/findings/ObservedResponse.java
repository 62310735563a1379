package io.callout4j.internal.findings;

import io.callout4j.internal.text.ForeignText;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP response to a request that the doctor or a callout has sent.
 *
 * @param method {@code GET} or {@code POST}
 * @param status the HTTP status, or null if no response head arrived
 * @param headers the response headers, with names as first received; lookup ignores case
 * @param bodyStart the beginning of the body as text, empty if there is no body or it was not kept
 * @param faultCode the code of the SOAP fault in the response, or null if there is none
 * @param faultString the text of the SOAP fault, or null
 * @param lost how the response was lost or why it is unusable, or null if it is complete
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
    private static final int MAX_TITLE = 120;

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

    /** Whether the body is HTML, according to its content type or its beginning. */
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

    /** The body in one line, for pattern matching. */
    public String text() {
        return bodyStart.replaceAll("\\s+", " ");
    }

    /** The title that a browser would show, empty if there is none. */
    String title() {
        Matcher matcher = TITLE.matcher(bodyStart);
        if (!matcher.find()) {
            return "";
        }
        String title = ForeignText.oneLine(matcher.group(2).replaceAll("<[^>]*>", " "));
        return ForeignText.quotable(title, MAX_TITLE);
    }

    /** The response as a sentence, for evidence. */
    public String inWords() {
        String title = title();
        String server = ForeignText.quotable(ForeignText.oneLine(header("Server")), MAX_TITLE);
        return "The " + method + " returned HTTP " + status + (title.isEmpty() ? "" : ", \"" + title + "\"")
                + (server.isEmpty() ? "" : ", from a server that identifies itself as " + server) + ".";
    }
}
