package io.callout4j.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each limit in docs/limits.md and each guarantee in SECURITY.md names the test that proves it, and the test exists. */
class PromisesTest {

    private static final Path PROJECT = Path.of(System.getProperty("callout4j.project"));
    private static final List<Path> TESTS = tests();
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*(?:Test|IT))(?:#(\\w+))?`");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| .*\\|$");
    private static final Pattern GUARANTEE = Pattern.compile("(?ms)^- .*?(?=^- |^$)");

    @TestFactory
    Stream<DynamicTest> everyLimitHasATest() throws IOException {
        return promises("docs/limits.md", ROW)
                // Without the heads of the tables, and the measurements.
                .filter(row -> row.split("\\|").length == 6)
                .filter(row -> !row.startsWith("| ---") && !row.startsWith("| limit"))
                .map(row -> dynamicTest(row.split("\\|")[1].strip(), () -> namesATest(row)));
    }

    @TestFactory
    Stream<DynamicTest> everyGuaranteeHasATest() throws IOException {
        return promises("SECURITY.md", GUARANTEE)
                .map(promise -> dynamicTest(promise.lines().findFirst().orElseThrow(), () -> namesATest(promise)));
    }

    private static Stream<String> promises(String page, Pattern pattern) throws IOException {
        List<String> promises = pattern.matcher(Files.readString(PROJECT.resolve(page)))
                .results()
                .map(match -> match.group())
                .toList();
        assertThat(promises).as(page).hasSizeGreaterThan(5);
        return promises.stream();
    }

    private static void namesATest(String promise) {
        List<String[]> named = TEST.matcher(promise)
                .results()
                .map(match -> new String[] {match.group(1), match.group(2)})
                .toList();
        assertThat(named).as(promise).isNotEmpty();
        for (String[] test : named) {
            assertThat(sources(test[0])).as(test[0]).isNotEmpty().anySatisfy(source -> {
                if (test[1] != null) {
                    assertThat(source).contains(" " + test[1] + "(");
                }
            });
        }
    }

    private static List<String> sources(String type) {
        return TESTS.stream()
                .filter(file -> file.endsWith(type + ".java"))
                .map(PromisesTest::read)
                .toList();
    }

    private static List<Path> tests() {
        try (Stream<Path> modules = Files.list(PROJECT)) {
            return modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .flatMap(PromisesTest::filesIn)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> filesIn(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
