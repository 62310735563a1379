package io.callout4j.samples;

import io.callout4j.CalloutStub;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints what happens: a label, then text wrapped at 100 columns. Never prints a secret. */
final class Transcript {

    private static final int COLUMNS = 100;
    private static final String INDENT = "    ";
    private static final int LABEL = 12;
    private static final String MARGIN = INDENT + " ".repeat(LABEL);

    private final PrintStream out;

    Transcript(PrintStream out) {
        this.out = out;
    }

    void title(String text) {
        out.println(text);
        out.println("=".repeat(text.length()));
    }

    void blank() {
        out.println();
    }

    void paragraph(String text) {
        wrapped(text, COLUMNS).forEach(out::println);
    }

    void heading(String text) {
        out.println();
        out.println(text);
    }

    /** A label with text; each line starts below the first. */
    void entry(String label, List<String> lines) {
        String start = INDENT + label + " ".repeat(LABEL - label.length());
        for (String line : lines) {
            for (String piece : wrapped(line, COLUMNS - MARGIN.length())) {
                out.println(start + piece);
                start = MARGIN;
            }
        }
    }

    /** The fields that are set, without passwords and the text of certificates. */
    void fields(CalloutStub stub) {
        List<String> lines = new ArrayList<>();
        lines.add("endpoint_x = " + stub.endpoint_x);
        if (stub.clientCertName_x != null) {
            lines.add("clientCertName_x = " + stub.clientCertName_x);
        }
        if (stub.clientCert_x != null) {
            lines.add(String.format(
                    Locale.ROOT, "clientCert_x = (base64 text of %,d characters)", stub.clientCert_x.length()));
        }
        if (stub.clientCertPasswd_x != null) {
            lines.add("clientCertPasswd_x = ********");
        }
        entry("set", lines);
    }

    void outcome(Outcome outcome) {
        if (outcome.failure() == null) {
            entry("outcome", List.of("result: " + outcome.result()));
        } else {
            entry(
                    "outcome",
                    List.of(
                            outcome.failure().getClass().getSimpleName(),
                            String.valueOf(outcome.failure().getMessage())));
        }
    }

    private static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() > 0 ? " " : "").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
