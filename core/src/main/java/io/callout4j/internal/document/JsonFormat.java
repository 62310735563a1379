package io.callout4j.internal.document;

import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON; rejects duplicate keys. */
final class JsonFormat {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private JsonFormat() {}

    static Document.Format format() {
        return new Document.Format(FACTORY, parser -> null, JsonFormat::reason, message -> null);
    }

    private static String reason(String message) {
        return SyntaxReason.of(
                message,
                "Check the quotes, commas, and brackets before it; keys and strings need double quotes, and"
                        + " JSON has no comments.");
    }
}
