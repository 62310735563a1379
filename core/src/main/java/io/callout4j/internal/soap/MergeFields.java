package io.callout4j.internal.soap;

import io.callout4j.error.CalloutConfigurationException;
import io.callout4j.internal.rules.SizeLimit;
import io.callout4j.request.NamedCredential;
import io.callout4j.spi.SoapCodec.Encoded;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The values that a named credential fills into an envelope. They are replaced in the encoded bytes, whatever the payload was: a bean, a
 * node, a string. This is possible because the fields contain no character that XML escapes.
 *
 * <p>In the encoded bytes, a program's own template and the text of its users cannot be distinguished. Therefore a value is only filled in
 * where the credential allows it: as the whole value of an element or attribute with one of the given names.
 *
 * @param values texts such as <code>{!$Credential.Password}</code>, and what to send instead
 * @param places the local names of the elements and attributes in which they are replaced
 */
public record MergeFields(Map<String, String> values, Set<String> places) {

    /** Nothing to fill in. */
    public static final MergeFields NONE = new MergeFields(Map.of(), Set.of());

    private static final Pattern BOUNDARY =
            Pattern.compile(";\\s*boundary\\s*=\\s*(?:\"([^\"]+)\"|([^\";\\s]+))", Pattern.CASE_INSENSITIVE);

    /** Copies the map. */
    public MergeFields {
        values = Map.copyOf(values);
        places = Set.copyOf(places);
    }

    /** What a credential fills in. */
    public static MergeFields of(@Nullable NamedCredential credential) {
        return credential == null ? NONE : new MergeFields(credential.bodyFields(), credential.bodyFieldPlaces());
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
        // The envelope of a multipart request begins after the headers of its part.
        int start = end == request.length() ? 0 : Math.max(0, envelope.indexOf("\r\n\r\n"));
        String filled = new FieldScanner(envelope, start, this).filled();
        if (filled.equals(envelope)) {
            return request;
        }
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

    /**
     * What to send as the value of an element or attribute.
     *
     * @param name its local name
     * @param value its value as written
     * @return the escaped value, or null to leave it unchanged
     */
    @Nullable
    String replacement(String name, String value) {
        String filled = places.contains(name) ? values.get(value.strip()) : null;
        return filled == null ? null : escaped(filled);
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
