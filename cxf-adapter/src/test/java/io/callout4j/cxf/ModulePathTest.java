package io.callout4j.cxf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The module descriptors, from the perspective of a modular program. */
class ModulePathTest {

    /** The dependencies that a program gets with callout4j-cxf, without those of the tests. */
    private static final Pattern TEST_LIBRARY = Pattern.compile(
            "(junit|archunit|assertj|logback|micrometer|opentelemetry|HdrHistogram|LatencyUtils|byte-buddy|opentest4j"
                    + "|apiguardian|jqwik).*");

    @TempDir
    private Path folder;

    private static String modulePath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .filter(entry -> !TEST_LIBRARY
                        .matcher(Path.of(entry).getFileName().toString())
                        .matches())
                .collect(Collectors.joining(File.pathSeparator));
    }

    @Test
    void aModularProgramMakesACallout() throws Exception {
        Path consumer = compiled();
        Path root = Files.writeString(folder.resolve("root.pem"), Pki.ROOT.toCertificatePem());
        Path alice = Files.write(folder.resolve("alice.p12"), Pki.ALICE.toPkcs12(Pki.PASSWORD.toCharArray()));
        try (LoopbackServer server = LoopbackServer.tls(Pki.SERVER, Pki.clients(), StatusService.nameOfClient())) {
            String output = run(
                    "--module-path",
                    modulePath() + File.pathSeparator + consumer,
                    "--module",
                    "consumer/consumer.Main",
                    server.url(),
                    root.toString(),
                    alice.toString(),
                    Pki.PASSWORD);
            assertThat(output).contains("module consumer was seen as CN=Alice");
        }
    }

    @Test
    void internalsCannotBeImported() throws Exception {
        Path source = Files.createDirectories(folder.resolve("curious"));
        Files.writeString(source.resolve("module-info.java"), "module curious { requires io.callout4j.core; }");
        Files.writeString(
                source.resolve("Curious.java"),
                "package curious; class Curious { io.callout4j.internal.tls.Connector connector; }");
        StringWriter errors = new StringWriter();
        assertThat(compile(errors, source, folder.resolve("curious-classes"))).isFalse();
        assertThat(errors.toString()).contains("io.callout4j.internal.tls is not visible");
    }

    private Path compiled() throws IOException, URISyntaxException {
        Path source = Path.of(Objects.requireNonNull(getClass().getResource("/module-path/module-info.java"))
                        .toURI())
                .getParent();
        StringWriter errors = new StringWriter();
        Path classes = folder.resolve("classes");
        assertThat(compile(errors, source, classes)).as("%s", errors).isTrue();
        return classes;
    }

    private static boolean compile(StringWriter errors, Path source, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
                Stream<Path> sources = Files.walk(source)) {
            List<Path> java =
                    sources.filter(file -> file.toString().endsWith(".java")).toList();
            return compiler.getTask(
                            errors,
                            files,
                            null,
                            List.of("-proc:none", "-d", classes.toString(), "--module-path", modulePath()),
                            null,
                            files.getJavaFileObjects(java.toArray(Path[]::new)))
                    .call();
        }
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(arguments));
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readString(output);
    }
}
