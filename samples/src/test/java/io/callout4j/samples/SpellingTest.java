package io.callout4j.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The prose of the documentation contains only words of docs/.words, and none of the phrases that CONTRIBUTING.md rejects. */
class SpellingTest {

    private static final Path PROJECT = Path.of(System.getProperty("callout4j.project"));
    private static final Path WORDS = PROJECT.resolve("docs/.words");
    private static final Path GLOSSARY = PROJECT.resolve("CONTRIBUTING.md");
    private static final Comparator<String> ALPHABETICAL =
            String.CASE_INSENSITIVE_ORDER.thenComparing(Comparator.naturalOrder());

    /** What is not prose: fenced and indented code, inline code, targets of links, addresses. */
    private static final Pattern CODE =
            Pattern.compile("(?ms)^ *```.*?^ *```$|^ {4}.*?$|`[^`]*`|\\]\\([^)]*\\)|<?https?:\\S+");

    private static final Pattern TOKEN = Pattern.compile("[\\p{L}\\p{N}_]+(?:['\u2019]\\p{L}+)?");
    private static final Pattern NOT_A_WORD = Pattern.compile(".*[\\p{N}_].*|.");
    private static final Pattern GLOSSARY_ROW = Pattern.compile("(?m)^\\| (`[^|]*) \\| ([^|]*) \\|$");
    private static final Pattern INLINE_CODE = Pattern.compile("`([^`]+)`");

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (String name : List.of("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "RELEASING.md")) {
            pages.add(PROJECT.resolve(name));
        }
        try (Stream<Path> docs = Files.walk(PROJECT.resolve("docs"))) {
            docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        return pages;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text without code; a mark replaces the code, so that the words around it do not become a phrase. */
    private static String prose(Path page) {
        return CODE.matcher(read(page)).replaceAll(" ` ");
    }

    private static List<String> words(String prose) {
        return TOKEN.matcher(prose)
                .results()
                .map(match -> match.group().replace('\u2019', '\'').replaceFirst("'s$", ""))
                .filter(token -> !NOT_A_WORD.matcher(token).matches())
                .toList();
    }

    /** A word that is listed in lower case may also start a sentence. */
    private static boolean isListed(String word, Set<String> listed) {
        return listed.contains(word)
                || (word.equals(capitalized(word)) && listed.contains(word.toLowerCase(Locale.ROOT)));
    }

    private static String capitalized(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1).toLowerCase(Locale.ROOT);
    }

    @Test
    void everyWordIsListed() throws IOException {
        if (Boolean.getBoolean("callout4j.writeWords")) {
            writeWords();
        }
        Set<String> listed = new HashSet<>(Files.readAllLines(WORDS));
        Map<String, Set<String>> unknown = new TreeMap<>(ALPHABETICAL);
        for (Path page : pages()) {
            for (String word : words(prose(page))) {
                if (!isListed(word, listed)) {
                    unknown.computeIfAbsent(word, w -> new TreeSet<>())
                            .add(PROJECT.relativize(page).toString());
                }
            }
        }
        assertThat(unknown)
                .as(
                        "words that docs/.words does not list. If a word is misspelled, correct it. If it is code, put it between"
                                + " backticks. If it is right, add it to docs/.words, which is sorted; to add all of them, run:%n"
                                + "JAVA_TOOL_OPTIONS=-Dcallout4j.writeWords=true mvn -B -pl samples -am test -Dtest=SpellingTest"
                                + " -Dsurefire.failIfNoSpecifiedTests=false")
                .isEmpty();
    }

    /** Lists the words that are in use: in lower case, unless a word occurs only with other capitals. */
    private static void writeWords() throws IOException {
        Set<String> used = new HashSet<>();
        for (Path page : pages()) {
            used.addAll(words(prose(page)));
        }
        Set<String> before = new HashSet<>(Files.readAllLines(WORDS));
        Set<String> list = new TreeSet<>(ALPHABETICAL);
        for (String word : used) {
            String lower = word.toLowerCase(Locale.ROOT);
            boolean begins = word.equals(capitalized(word)) && !word.equals(lower);
            list.add(begins && (used.contains(lower) || before.contains(lower)) ? lower : word);
        }
        Files.write(WORDS, list);
    }

    @Test
    void theListIsSortedWithoutDuplicates() throws IOException {
        List<String> listed = Files.readAllLines(WORDS);
        assertThat(listed).isSortedAccordingTo(ALPHABETICAL).doesNotHaveDuplicates();
    }

    /** The rejected phrases of the glossary in CONTRIBUTING.md, each with its replacement. */
    private static Map<String, String> refused() {
        String page = read(GLOSSARY);
        int start = page.indexOf("\n## English\n");
        Map<String, String> refused = new LinkedHashMap<>();
        Matcher row = GLOSSARY_ROW.matcher(page.substring(start, page.indexOf("\n## ", start + 1)));
        while (row.find()) {
            String instead = row.group(2);
            INLINE_CODE.matcher(row.group(1)).results().forEach(phrase -> refused.put(phrase.group(1), instead));
        }
        return refused;
    }

    @Test
    void noPhraseIsRejectedByTheGlossary() throws IOException {
        Map<String, String> refused = refused();
        assertThat(refused).as("phrases in the glossary of CONTRIBUTING.md").hasSizeGreaterThan(20);
        List<String> found = new ArrayList<>();
        for (Path page : pages()) {
            String prose = prose(page).replaceAll("\\s+", " ");
            refused.forEach((phrase, instead) -> {
                Matcher matcher = Pattern.compile(
                                "(?<![\\p{L}\\p{N}-])" + Pattern.quote(phrase) + "(?![\\p{L}\\p{N}-])",
                                Pattern.CASE_INSENSITIVE)
                        .matcher(prose);
                while (matcher.find()) {
                    found.add("%s: \"%s\" (write: %s)"
                            .formatted(
                                    PROJECT.relativize(page), around(prose, matcher.start(), matcher.end()), instead));
                }
            });
        }
        assertThat(found)
                .as("phrases that the glossary of CONTRIBUTING.md rejects")
                .isEmpty();
    }

    private static String around(String text, int start, int end) {
        return text.substring(Math.max(0, start - 25), Math.min(text.length(), end + 25));
    }
}
