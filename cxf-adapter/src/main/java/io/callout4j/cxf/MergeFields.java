package io.callout4j.cxf;

import io.callout4j.CalloutConfigurationException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Fills a named credential's fields into an envelope. In the written bytes, whatever the payload was: a bean, a node, a text. The fields hold
 * no character that XML escapes, so they stand there letter for letter.
 */
final class MergeFields {

    private MergeFields() {}

    /**
     * The same request with its fields filled in, escaped for text and attributes alike.
     *
     * @throws CalloutConfigurationException where it grows beyond the limit
     */
    static EncodedRequest fill(EncodedRequest request, Map<String, String> fields, int limit) {
        if (fields.isEmpty()) {
            return request;
        }
        int end = endOfEnvelope(request);
        String envelope = new String(request.body(), 0, end, StandardCharsets.UTF_8);
        // In one pass: what is filled in is never looked at for fields again.
        Pattern any =
                Pattern.compile(fields.keySet().stream().map(Pattern::quote).collect(Collectors.joining("|")));
        Matcher matcher = any.matcher(envelope);
        if (!matcher.find()) {
            return request;
        }
        String filled = matcher.replaceAll(
                match -> Matcher.quoteReplacement(escaped(fields.getOrDefault(match.group(), match.group()))));
        byte[] bytes = filled.getBytes(StandardCharsets.UTF_8);
        int rest = request.length() - end;
        if (bytes.length + (long) rest > limit) {
            throw SoapEncoder.tooLarge(limit);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream(bytes.length + rest);
        whole.write(bytes, 0, bytes.length);
        whole.write(request.body(), end, rest);
        return new EncodedRequest(whole.toByteArray(), whole.size(), request.headers());
    }

    /** Attachments behind the envelope are bytes of their own, and are left as they are. */
    private static int endOfEnvelope(EncodedRequest request) {
        Matcher boundary = AnswerReader.BOUNDARY.matcher(request.headers().getOrDefault("Content-Type", ""));
        if (!boundary.find()) {
            return request.length();
        }
        String delimiter = "\r\n--" + (boundary.group(1) == null ? boundary.group(2) : boundary.group(1));
        String all = new String(request.body(), 0, request.length(), StandardCharsets.ISO_8859_1);
        // The first delimiter opens the envelope's part, the second ends it.
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
