package io.callout4j.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The README and the pages under docs: their Java compiles, their dependencies exist, their links work. */
class DocumentationTest {

    private static final Path PROJECT = Path.of(System.getProperty("callout4j.project"));
    private static final Pattern BLOCK = Pattern.compile("(?m)^```(\\w*)\\n(.*?)^```$", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)(#[^)]*)?\\)");
    private static final Pattern CLASS = Pattern.compile("(?m)^public (?:final )?class (\\w+)");

    /** What every snippet may use without importing it. */
    private static final String IMPORTS = """
            import static com.github.tomakehurst.wiremock.client.WireMock.*;
            import static org.assertj.core.api.Assertions.*;
            import io.callout4j.*;
            import io.callout4j.certificates.*;
            import io.callout4j.diagnosis.*;
            import io.callout4j.error.*;
            import io.callout4j.error.Finding.Severity;
            import io.callout4j.identity.*;
            import io.callout4j.request.*;
            import io.callout4j.request.Operation.SoapVersion;
            import io.callout4j.samples.UserStatusClient.*;
            import io.callout4j.testkit.*;
            import io.callout4j.trust.*;
            import jakarta.xml.bind.annotation.*;
            import java.nio.file.*;
            import java.time.*;
            import java.util.*;
            import java.util.concurrent.*;
            import javax.xml.namespace.QName;
            """;

    @TempDir
    private Path classes;

    record Snippet(String page, int number, String language, String text) {
        @Override
        public String toString() {
            return page + ", block " + number;
        }
    }

    private static List<Path> pages() {
        List<Path> pages =
                new ArrayList<>(Stream.of("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "RELEASING.md")
                        .map(PROJECT::resolve)
                        .toList());
        try (Stream<Path> docs = Files.walk(PROJECT.resolve("docs"))) {
            docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pages;
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Snippet> snippets(String language) {
        List<Snippet> found = new ArrayList<>();
        for (Path page : pages()) {
            Matcher matcher = BLOCK.matcher(read(page));
            for (int number = 1; matcher.find(); number++) {
                if (matcher.group(1).equals(language)) {
                    found.add(new Snippet(PROJECT.relativize(page).toString(), number, language, matcher.group(2)));
                }
            }
        }
        return found;
    }

    static List<Snippet> java() {
        return snippets("java");
    }

    static List<Snippet> xml() {
        return snippets("xml");
    }

    @ParameterizedTest
    @MethodSource("java")
    void javaCompiles(Snippet snippet) {
        List<Source> sources = isWholeFile(snippet) ? wholeFiles(snippet.page()) : List.of(asSource(snippet));
        StringWriter errors = new StringWriter();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        boolean compiled = compiler.getTask(
                        errors,
                        null,
                        null,
                        List.of("-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path")),
                        null,
                        sources)
                .call();
        assertThat(compiled).as("%s does not compile:%n%s", snippet, errors).isTrue();
    }

    /** A snippet with its imports is complete: what it does not import is missing. */
    private static boolean isWholeFile(Snippet snippet) {
        return snippet.text().startsWith("import ");
    }

    /** The complete files of a page belong together. */
    private static List<Source> wholeFiles(String page) {
        return java().stream()
                .filter(snippet -> snippet.page().equals(page) && isWholeFile(snippet))
                .map(snippet -> new Source(className(snippet.text()), snippet.text()))
                .toList();
    }

    private static Source asSource(Snippet snippet) {
        String name = className(snippet.text());
        return new Source(name, name.equals("Snippet") ? asMethod(snippet.text()) : IMPORTS + snippet.text());
    }

    private static String className(String text) {
        Matcher declared = CLASS.matcher(text);
        return declared.find() ? declared.group(1) : "Snippet";
    }

    /**
     * The statements of a snippet, with parameters for the variables that the surrounding text has introduced, unless the snippet declares
     * them.
     */
    private static String asMethod(String statements) {
        StringBuilder given = new StringBuilder();
        if (!statements.contains("Callouts callouts =")) {
            given.append("Callouts callouts, ");
        }
        if (!statements.contains("var port =")) {
            given.append("UserStatusPort port, ");
        }
        if (statements.contains("(request)") && !statements.contains("CalloutRequest request =")) {
            given.append("CalloutRequest request, Operation operation, ");
        }
        return IMPORTS + "class Snippet { void run(" + given + "UpdateStatus request_x) throws Exception {\n"
                + statements + "\n}}";
    }

    @ParameterizedTest
    @MethodSource("xml")
    void dependenciesAreArtifactsOfThisBuild(Snippet snippet) throws Exception {
        Document document = parsed(snippet.text());
        String version = text(parsed(read(PROJECT.resolve("bom/pom.xml"))), "version");
        NodeList dependencies = document.getElementsByTagName("dependency");
        assertThat(dependencies.getLength()).isPositive();
        for (int i = 0; i < dependencies.getLength(); i++) {
            Element dependency = (Element) dependencies.item(i);
            assertThat(text(dependency, "groupId")).isEqualTo("io.callout4j");
            assertThat(text(dependency, "version")).isEqualTo(version);
            assertThat(read(PROJECT.resolve("bom/pom.xml")))
                    .contains("<artifactId>" + text(dependency, "artifactId") + "</artifactId>");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/first-callout.md"})
    void showsAWholePomAndAWholeProgram(String page) {
        assertThat(xml()).filteredOn(snippet -> snippet.page().equals(page)).anySatisfy(snippet -> assertThat(
                        snippet.text())
                .startsWith("<project ")
                .contains("<maven.compiler.release>17</maven.compiler.release>"));
        assertThat(java())
                .filteredOn(snippet -> snippet.page().equals(page) && isWholeFile(snippet))
                .anySatisfy(snippet -> assertThat(snippet.text()).contains("public static void main("));
    }

    private static Document parsed(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }

    private static String text(Element parent, String element) {
        return parent.getElementsByTagName(element).item(0).getTextContent();
    }

    private static String text(Document document, String element) {
        return document.getElementsByTagName(element).item(0).getTextContent();
    }

    @Test
    void theBomHasTheVersionOfTheBuild() throws Exception {
        Document bom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(PROJECT.resolve("bom/pom.xml").toFile());
        Document parent = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(PROJECT.resolve("pom.xml").toFile());
        assertThat(text(bom, "version")).isEqualTo(text(parent, "version"));
    }

    @Test
    void linksLeadToExistingFiles() {
        for (Path page : pages()) {
            Matcher matcher = LINK.matcher(read(page));
            while (matcher.find()) {
                assertThat(page.resolveSibling(matcher.group(1)))
                        .as("linked from %s", PROJECT.relativize(page))
                        .exists();
            }
        }
    }

    @Test
    void theTwoCommandsOfTheReadmeHaveTheirOwnBlocks() {
        String readme = read(PROJECT.resolve("README.md"));
        for (String heading : List.of("## Run it", "## Test it")) {
            int start = readme.indexOf(heading + "\n");
            String section = readme.substring(start, readme.indexOf("\n## ", start + 3));
            Matcher block = BLOCK.matcher(section);
            assertThat(block.find()).as(heading).isTrue();
            assertThat(block.group(2).strip().lines()).as(heading).hasSize(1);
            assertThat(block.find()).as(heading + " has one block").isFalse();
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
