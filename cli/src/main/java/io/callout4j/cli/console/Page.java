package io.callout4j.cli.console;

import io.callout4j.error.Finding;
import io.callout4j.error.Finding.Severity;
import io.callout4j.internal.text.ForeignText;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * Text output for people: aligned, wrapped, and colored only at a terminal. The text may come from untrusted files, so
 * characters that control a terminal or change the direction of writing are shown as escapes.
 */
public final class Page {

    private static final int WIDTH = 100;
    private static final int LABEL = 12;
    private static final int FINDING_LABEL = 15;
    private static final int COLUMN = 47;

    private final PrintStream out;
    private final boolean colored;

    /**
     * Creates a page.
     *
     * @param out where it is printed
     * @param ansi whether it is colored
     */
    public Page(PrintStream out, Ansi ansi) {
        this.out = out;
        this.colored = ansi.enabled();
    }

    /**
     * Prints a line in bold.
     *
     * @param text the line
     */
    public void headline(String text) {
        out.println(styled(printable(text), Style.bold));
    }

    /** Prints an empty line. */
    public void blank() {
        out.println();
    }

    /**
     * Prints a label and its values, one per line. Values are never wrapped, so that they can be copied whole.
     *
     * @param label the label
     * @param values the values
     */
    public void row(String label, String... values) {
        String head = label;
        for (String value : values) {
            out.println("  " + padded(head, LABEL) + printable(value));
            head = "";
        }
    }

    /**
     * Prints an indented line without wrapping it.
     *
     * @param text the line
     */
    public void line(String text) {
        out.println(("  " + printable(text)).stripTrailing());
    }

    /**
     * Prints a label with text beside it, wrapped to the width of the page.
     *
     * @param label the label
     * @param text the text
     */
    public void item(String label, String text) {
        item(label, LABEL, text);
    }

    /**
     * Prints a label with text beside it, wrapped to the width of the page.
     *
     * @param label the label
     * @param width the width of the label's column
     * @param text the text
     */
    public void item(String label, int width, String text) {
        wrapped("  " + padded(label, width), text);
    }

    /**
     * Prints text wrapped to the width of the page.
     *
     * @param text the text
     */
    public void paragraph(String text) {
        wrapped("", text);
    }

    /**
     * Prints two lists of lines side by side, each wrapped within its column.
     *
     * @param leftTitle the title of the left column
     * @param left the lines of the left column
     * @param rightTitle the title of the right column
     * @param right the lines of the right column
     */
    public void columns(String leftTitle, List<String> left, String rightTitle, List<String> right) {
        List<String> leftLines = wrappedToColumn(left);
        List<String> rightLines = wrappedToColumn(right);
        out.println("  " + styled(paddedToColumn(leftTitle), Style.bold) + "  "
                + styled(printable(rightTitle), Style.bold));
        for (int i = 0; i < Math.max(leftLines.size(), rightLines.size()); i++) {
            String head = "  " + paddedToColumn(i < leftLines.size() ? leftLines.get(i) : "");
            out.println((head + "  " + (i < rightLines.size() ? rightLines.get(i) : "")).stripTrailing());
        }
    }

    private static List<String> wrappedToColumn(List<String> lines) {
        List<String> wrapped = new ArrayList<>();
        for (String line : lines) {
            String indent = line.startsWith("  ") ? "    " : "  ";
            String rest = printable(line);
            while (rest.length() > COLUMN) {
                int at = rest.lastIndexOf(' ', COLUMN);
                int cut = at <= indent.length() ? Math.max(rest.lastIndexOf(',', COLUMN - 1) + 1, 0) : at;
                cut = cut <= indent.length() ? COLUMN : cut;
                wrapped.add(rest.substring(0, cut).stripTrailing());
                rest = indent + rest.substring(cut).stripLeading();
            }
            wrapped.add(rest);
        }
        return wrapped;
    }

    private static String paddedToColumn(String text) {
        String shown = printable(text);
        return shown + " ".repeat(Math.max(0, COLUMN - shown.length()));
    }

    /**
     * Prints text line by line as it is.
     *
     * @param text the text
     */
    public void text(String text) {
        text.lines().forEach(line -> out.println(printable(line.replace("\t", "    "))));
    }

    /**
     * Prints findings with what was seen, the cause, the remedies, and the command that prints more.
     *
     * @param findings the findings, worst first
     */
    public void findings(List<Finding> findings) {
        for (Finding finding : findings) {
            finding(finding);
            detail("more", "callout help finding " + finding.code());
        }
    }

    /**
     * Prints a finding without a reference to its page.
     *
     * @param finding the finding
     */
    public void finding(Finding finding) {
        heading(finding.severity(), finding.code());
        wrapped("  ", finding.summary());
        detail("seen", finding.evidence());
        detail("why", finding.cause());
        detail("on your side", finding.remedyClient());
        detail("at the server", finding.remedyServer());
    }

    /**
     * Prints the severity and the code of a finding.
     *
     * @param severity the severity
     * @param code the code
     */
    public void heading(Severity severity, String code) {
        out.println(styled(severity.code(), style(severity)) + " " + styled(printable(code), Style.bold));
    }

    /**
     * Prints one part of a finding.
     *
     * @param label what the text is
     * @param text the text; nothing is printed if it is null
     */
    public void detail(String label, @Nullable String text) {
        if (text != null) {
            item(label, FINDING_LABEL, text);
        }
    }

    private void wrapped(String head, String text) {
        String start = head;
        StringBuilder line = new StringBuilder();
        for (String word : printable(text).split(" ", -1)) {
            if (line.length() > 0 && start.length() + line.length() + 1 + word.length() > WIDTH) {
                out.println(start + line);
                start = " ".repeat(head.length());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        out.println(start + line);
    }

    private static String padded(String label, int width) {
        return label + " ".repeat(Math.max(1, width - label.length()));
    }

    private String styled(String text, Style style) {
        return colored ? style.on() + text + Style.reset.on() : text;
    }

    private static Style style(Severity severity) {
        return switch (severity) {
            case ERROR -> Style.fg_red;
            case WARNING -> Style.fg_yellow;
            case INFO -> Style.fg_cyan;
        };
    }

    /**
     * {@return the text with control and formatting characters escaped}
     *
     * @param text any text
     */
    public static String printable(String text) {
        return ForeignText.escaped(text);
    }
}
