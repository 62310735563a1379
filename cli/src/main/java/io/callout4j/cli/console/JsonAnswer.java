package io.callout4j.cli.console;

import io.callout4j.Finding;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * An answer for programs: one JSON object on one line. Every key is always there, null where its value is not known. The
 * keys and their order stand in {@code docs/contract.md}.
 */
public interface JsonAnswer {

    /** Writes the object's properties. */
    void writeProperties(JsonGenerator json);

    /** Writes the line, in UTF-8 whatever the locale. */
    default void print(PrintStream out) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            writeProperties(json);
            json.writeEndObject();
        }
        // A lone surrogate from some certificate's name becomes "?" here; the generator's own UTF-8 would fail over it.
        byte[] line = (text + "\n").getBytes(StandardCharsets.UTF_8);
        out.write(line, 0, line.length);
        out.flush();
    }

    /** Writes a list of texts, or null. */
    static void writeTexts(JsonGenerator json, String key, @Nullable List<String> texts) {
        if (texts == null) {
            json.writeNullProperty(key);
            return;
        }
        json.writeArrayPropertyStart(key);
        texts.forEach(json::writeString);
        json.writeEndArray();
    }

    /** Writes {@code findings}, the same in every answer. */
    static void writeFindings(JsonGenerator json, List<Finding> findings) {
        json.writeArrayPropertyStart("findings");
        for (Finding finding : findings) {
            json.writeStartObject();
            json.writeStringProperty("code", finding.code());
            json.writeStringProperty("severity", finding.severity().code());
            json.writeStringProperty("summary", finding.summary());
            json.writeStringProperty("evidence", finding.evidence());
            json.writeStringProperty("cause", finding.cause());
            json.writeStringProperty("remedyClient", finding.remedyClient());
            json.writeStringProperty("remedyServer", finding.remedyServer());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
