package io.callout4j.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The pages under docs, for tests that compare them with the command. */
public final class DocumentationPages {

    private static final Path DOCS = Path.of(System.getProperty("callout4j.project"), "docs");
    private static final Pattern SHELL = Pattern.compile("(?m)^```sh\\n(.*?)^```$", Pattern.DOTALL);
    private static final Pattern KEY = Pattern.compile("(?m)^\\| `(\\w+)` \\|");

    private DocumentationPages() {}

    public static String contract() {
        return read("contract.md");
    }

    public static String read(String page) {
        try {
            return Files.readString(DOCS.resolve(page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The keys in the table of a section, in order. */
    public static List<String> keys(String section) {
        return KEY.matcher(section).results().map(match -> match.group(1)).toList();
    }

    /** The shell commands of a page, one per line. */
    public static List<String> commands(String page) {
        return SHELL.matcher(read(page))
                .results()
                .flatMap(block -> block.group(1).lines())
                .toList();
    }
}
