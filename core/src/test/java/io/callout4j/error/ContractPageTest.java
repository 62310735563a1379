package io.callout4j.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.callout4j.error.Finding.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/contract.md and the code name the same outcomes, phases, reasons and findings. */
class ContractPageTest {

    private static final Path PROJECT = Path.of(System.getProperty("callout4j.project"));
    private static final Pattern NAME = Pattern.compile("`([a-z0-9]+(?:-[a-z0-9]+)*)`");
    private static final Pattern USED = Pattern.compile("FindingCode\\.([A-Z0-9_]+)");

    private static Set<String> namedUnder(String heading) throws IOException {
        String page = Files.readString(PROJECT.resolve("docs/contract.md"));
        int start = page.indexOf("## " + heading + "\n");
        assertThat(start).as("the heading " + heading).isNotNegative();
        int end = page.indexOf("\n## ", start + 3);
        Set<String> names = new TreeSet<>();
        Matcher matcher = NAME.matcher(page.substring(start, end < 0 ? page.length() : end));
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    @Test
    void namesThePhases() throws IOException {
        assertThat(namedUnder("Phases"))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(CalloutPhase.values())
                        .map(CalloutPhase::code)
                        .toList());
    }

    @Test
    void namesTheReasons() throws IOException {
        assertThat(namedUnder("Reasons"))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ClientCertificateException.Reason.values())
                        .map(ClientCertificateException.Reason::code)
                        .toList());
    }

    @Test
    void namesTheOutcomes() throws IOException {
        assertThat(namedUnder("Outcomes"))
                .containsExactlyInAnyOrder(
                        "response",
                        "empty",
                        "configuration",
                        "certificate",
                        "connect",
                        "tls",
                        "timeout",
                        "http",
                        "not-soap",
                        "fault");
    }

    @Test
    void namesEveryFindingAndNoOther() throws IOException {
        Set<String> named = namedUnder("Findings");
        named.removeAll(Arrays.stream(Severity.values()).map(Severity::code).collect(Collectors.toSet()));
        assertThat(named).containsExactlyInAnyOrderElementsOf(codes());
    }

    @Test
    void namesNoFindingThatIsNeverReported() throws IOException {
        Set<String> used = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(PROJECT.resolve("core/src/main/java"))) {
            sources.filter(file -> file.toString().endsWith(".java")).forEach(file -> {
                Matcher matcher = USED.matcher(read(file));
                while (matcher.find()) {
                    used.add(matcher.group(1));
                }
            });
        }
        assertThat(used)
                .containsAll(Arrays.stream(FindingCode.values()).map(Enum::name).toList());
    }

    static Set<String> codes() {
        return Arrays.stream(FindingCode.values())
                .map(FindingCode::code)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
