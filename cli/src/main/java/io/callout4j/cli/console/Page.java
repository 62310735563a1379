package io.callout4j.cli.console;

import io.callout4j.Finding;
import io.callout4j.Severity;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * Text for people: aligned, calm, coloured only at a terminal. What it is given comes out of files of strangers, so that
 * characters that would steer a terminal or turn the direction of writing are shown by their code.
 */
public final class Page {

    private static final int WIDTH = 100;
    private static final int LABEL = 12;
    private static final int HALF = 47;

    private final PrintStream out;
    private final boolean coloured;

    public Page(PrintStream out, Ansi ansi) {
        this.out = out;
        this.coloured = ansi.enabled();
    }

    public void headline(String text) {
        out.println(styled(visible(text), Style.bold));
    }

    public void blank() {
        out.println();
    }

    /** A label and its values, one below the other; a value is never broken, so that it can be copied whole. */
    public void row(String label, String... values) {
        String head = label;
        for (String value : values) {
            out.println("  " + padded(head) + visible(value));
            head = "";
        }
    }

    /** One line as it is. */
    public void line(String text) {
        out.println(("  " + visible(text)).stripTrailing());
    }

    /** A label and a text beside it, within the page's width but for words that cannot be broken. */
    public void item(String label, String text) {
        wrapped("  " + padded(label), text);
    }

    /** Sentences below one another within the page's width. */
    public void paragraph(String text) {
        wrapped("", text);
    }

    /** Two parties side by side, each with lines of its own, wrapped within its half. */
    public void columns(String leftTitle, List<String> left, String rightTitle, List<String> right) {
        List<String> one = halved(left);
        List<String> other = halved(right);
        out.println("  " + styled(fitted(leftTitle), Style.bold) + "  " + styled(visible(rightTitle), Style.bold));
        for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
            String head = "  " + fitted(i < one.size() ? one.get(i) : "");
            out.println((head + "  " + (i < other.size() ? other.get(i) : "")).stripTrailing());
        }
    }

    private static List<String> halved(List<String> lines) {
        List<String> halved = new ArrayList<>();
        for (String line : lines) {
            String indent = line.startsWith("  ") ? "    " : "  ";
            String rest = visible(line);
            while (rest.length() > HALF) {
                int at = rest.lastIndexOf(' ', HALF);
                int cut = at <= indent.length() ? Math.max(rest.lastIndexOf(',', HALF - 1) + 1, 0) : at;
                cut = cut <= indent.length() ? HALF : cut;
                halved.add(rest.substring(0, cut).stripTrailing());
                rest = indent + rest.substring(cut).stripLeading();
            }
            halved.add(rest);
        }
        return halved;
    }

    private static String fitted(String text) {
        String shown = visible(text);
        return shown + " ".repeat(Math.max(0, HALF - shown.length()));
    }

    /** Text as it is, in lines of its own, with nothing in it that would steer a terminal. */
    public void text(String text) {
        text.lines().forEach(line -> out.println(visible(line.replace("\t", "    "))));
    }

    /** The findings, worst first, each with what was seen and what cures it. */
    public void findings(List<Finding> findings) {
        for (Finding finding : findings) {
            out.println(styled(finding.severity().code(), style(finding.severity())) + " "
                    + styled(finding.code(), Style.bold));
            wrapped("  ", finding.summary());
            detail("seen", finding.evidence());
            detail("why", finding.cause());
            detail("here", finding.remedyClient());
            detail("there", finding.remedyServer());
            detail("more", "docs/findings/" + finding.code() + ".md");
        }
    }

    private void detail(String label, @Nullable String text) {
        if (text != null) {
            item(label, text);
        }
    }

    private void wrapped(String head, String text) {
        String start = head;
        StringBuilder line = new StringBuilder();
        for (String word : visible(text).split(" ", -1)) {
            if (line.length() > 0 && start.length() + line.length() + 1 + word.length() > WIDTH) {
                out.println(start + line);
                start = " ".repeat(head.length());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        out.println(start + line);
    }

    private static String padded(String label) {
        return label + " ".repeat(Math.max(1, LABEL - label.length()));
    }

    private String styled(String text, Style style) {
        return coloured ? style.on() + text + Style.reset.on() : text;
    }

    private static Style style(Severity severity) {
        return switch (severity) {
            case ERROR -> Style.fg_red;
            case WARNING -> Style.fg_yellow;
            case INFO -> Style.fg_cyan;
        };
    }

    public static String visible(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            int type = Character.getType(c);
            if (type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR
                    || type == Character.SURROGATE) {
                shown.append(String.format("\\u%04X", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }
}
