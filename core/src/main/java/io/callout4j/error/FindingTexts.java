package io.callout4j.error;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The usual cause of a kind of finding, and the remedies. Read from {@code findings.json}, from which the pages of {@code docs/findings}
 * are generated too.
 *
 * @param cause the usual cause, or null
 * @param remedyClient the usual remedy on your side, or null
 * @param remedyServer the usual remedy at the server, or null
 */
record FindingTexts(
        @Nullable String cause,
        @Nullable String remedyClient,
        @Nullable String remedyServer) {

    static final String RESOURCE = "findings.json";
    private static final FindingTexts NONE = new FindingTexts(null, null, null);

    /** Loaded with the first finding, not with the first callout. */
    private static final class All {
        private static final Map<String, FindingTexts> BY_CODE = read();
    }

    /** The texts of a code. */
    static FindingTexts of(FindingCode code) {
        return All.BY_CODE.getOrDefault(code.code(), NONE);
    }

    private static Map<String, FindingTexts> read() {
        try (InputStream in =
                        Objects.requireNonNull(FindingTexts.class.getResourceAsStream(RESOURCE), "findings.json");
                JsonParser json = new JsonFactory().createParser(ObjectReadContext.empty(), in)) {
            Map<String, FindingTexts> all = new HashMap<>();
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.START_OBJECT) {
                    Map<String, String> fields = fields(json);
                    all.put(
                            Objects.requireNonNull(fields.get("code")),
                            new FindingTexts(
                                    fields.get("cause"), fields.get("remedyClient"), fields.get("remedyServer")));
                }
            }
            return Map.copyOf(all);
        } catch (LinkageError e) {
            // Without Jackson, the findings have no explanation; they must not hide the failure that they belong to.
            return Map.of();
        } catch (IOException e) {
            throw new IllegalStateException("The library's own findings.json cannot be read.", e);
        }
    }

    /** The string fields of one object. */
    private static Map<String, String> fields(JsonParser json) {
        Map<String, String> fields = new HashMap<>();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (value == JsonToken.VALUE_STRING) {
                // The backticks are for the pages; messages are plain text.
                fields.put(name, json.getString().replace("`", ""));
            } else {
                json.skipChildren();
            }
        }
        return fields;
    }
}
