package io.callout4j.cli.console;

import io.callout4j.error.Finding;
import io.callout4j.internal.text.ForeignText;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Output for programs: one JSON object on one line. Every key is always present, with null for an unknown value. The keys
 * and their order are documented in {@code docs/contract.md}.
 */
public interface JsonOutput {

    /**
     * Writes the properties of the object.
     *
     * @param json where to write them
     */
    void writeProperties(JsonGenerator json);

    /**
     * Prints the line, in UTF-8 whatever the locale.
     *
     * @param out where to print it
     */
    default void print(PrintStream out) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            writeProperties(json);
            json.writeEndObject();
        }
        // Such characters are only in strings, where JSON has the same escapes: a terminal that shows them is not
        // deceived.
        byte[] line = (ForeignText.escaped(text.toString()) + "\n").getBytes(StandardCharsets.UTF_8);
        out.write(line, 0, line.length);
        out.flush();
    }

    /**
     * Writes a list of strings, or null.
     *
     * @param json where to write it
     * @param key the key
     * @param texts the strings, or null
     */
    static void writeStrings(JsonGenerator json, String key, @Nullable List<String> texts) {
        if (texts == null) {
            json.writeNullProperty(key);
            return;
        }
        json.writeArrayPropertyStart(key);
        texts.forEach(json::writeString);
        json.writeEndArray();
    }

    /**
     * Writes a number, or null.
     *
     * @param json where to write it
     * @param key the key
     * @param number the number, or null
     */
    static void writeNumber(JsonGenerator json, String key, @Nullable Integer number) {
        if (number == null) {
            json.writeNullProperty(key);
        } else {
            json.writeNumberProperty(key, number);
        }
    }

    /**
     * Writes {@code findings}, which look the same in the output of every command.
     *
     * @param json where to write them
     * @param findings the findings, worst first
     */
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
