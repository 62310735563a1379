package io.callout4j.internal.soap;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.internal.rules.SizeLimit;
import io.callout4j.spi.SoapCodec.Encoded;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The values that a named credential fills into an envelope. They are replaced in the encoded bytes, whatever the payload was: a bean, a
 * node, a string. This is possible because the fields contain no character that XML escapes.
 *
 * @param values texts such as <code>{!$Credential.Password}</code>, and what to send instead
 */
public record MergeFields(Map<String, String> values) {

    /** Nothing to fill in. */
    public static final MergeFields NONE = new MergeFields(Map.of());

    private static final Pattern BOUNDARY =
            Pattern.compile(";\\s*boundary\\s*=\\s*(?:\"([^\"]+)\"|([^\";\\s]+))", Pattern.CASE_INSENSITIVE);

    /** Copies the map. */
    public MergeFields {
        values = Map.copyOf(values);
    }

    /**
     * Returns the request with its fields filled in, escaped for both text and attributes.
     *
     * @throws CalloutConfigurationException if it grows beyond the limit
     */
    Encoded fill(Encoded request, int limit) {
        if (values.isEmpty()) {
            return request;
        }
        int end = endOfEnvelope(request);
        String envelope = new String(request.body(), 0, end, StandardCharsets.UTF_8);
        // In one pass: values are not searched for fields.
        Pattern any =
                Pattern.compile(values.keySet().stream().map(Pattern::quote).collect(Collectors.joining("|")));
        Matcher matcher = any.matcher(envelope);
        if (!matcher.find()) {
            return request;
        }
        String filled = matcher.replaceAll(
                match -> Matcher.quoteReplacement(escaped(values.getOrDefault(match.group(), match.group()))));
        byte[] bytes = filled.getBytes(StandardCharsets.UTF_8);
        int rest = request.length() - end;
        if (bytes.length + (long) rest > limit) {
            throw SizeLimit.requestTooLarge(limit);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream(bytes.length + rest);
        whole.write(bytes, 0, bytes.length);
        whole.write(request.body(), end, rest);
        return new Encoded(whole.toByteArray(), whole.size(), request.headers());
    }

    /** Shows the names of the fields, never their values. */
    @Override
    public String toString() {
        return "MergeFields" + values.keySet();
    }

    /** Attachments after the envelope are not changed. */
    private static int endOfEnvelope(Encoded request) {
        Matcher boundary = BOUNDARY.matcher(request.headers().getOrDefault("Content-Type", ""));
        if (!boundary.find()) {
            return request.length();
        }
        String delimiter = "\r\n--" + (boundary.group(1) == null ? boundary.group(2) : boundary.group(1));
        String all = new String(request.body(), 0, request.length(), StandardCharsets.ISO_8859_1);
        // The first delimiter starts the envelope's part, the second ends it.
        int second = all.indexOf(delimiter, all.indexOf(delimiter.substring(2)) + delimiter.length());
        return second < 0 ? request.length() : second;
    }

    private static String escaped(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&apos;");
    }
}
