package io.callout4j.cxf;

import static org.assertj.core.api.Assertions.assertThat;

import io.callout4j.Callouts;
import io.callout4j.identity.CertificateExpiry;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the shared runtime finds its configuration. Each test uses a separate JVM, because the runtime only starts once. */
class SharedConfigurationTest {

    /** The main class of the other JVM. */
    public static final class Names {
        private Names() {}

        public static void main(String[] args) {
            System.out.println(Callouts.shared().certificates().stream()
                    .map(CertificateExpiry::name)
                    .toList());
        }
    }

    @TempDir
    Path folder;

    private Path resources;
    private Path work;

    @BeforeEach
    void files() throws IOException {
        Files.write(folder.resolve("alice.p12"), Pki.ALICE.toPkcs12(Pki.PASSWORD.toCharArray()));
        resources = Files.createDirectories(folder.resolve("resources"));
        work = Files.createDirectories(folder.resolve("work"));
    }

    private Path configuration(Path place, String name, String path) throws IOException {
        return Files.writeString(
                place.resolve(name),
                "{\"certificates\": {\"" + place.getFileName() + "_" + name + "\": {\"path\": \"" + path
                        + "\", \"password\": \"${env:PW}\"}}}");
    }

    private String names(Map<String, String> variables, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-cp", resources + File.pathSeparator + System.getProperty("java.class.path"), Names.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().put("PW", Pki.PASSWORD);
        builder.environment().putAll(variables);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readString(folder.resolve("out")).strip();
    }

    @Test
    void isSearchedInPropertyVariableFolderAndClassPath() throws Exception {
        assertThat(names(Map.of())).isEqualTo("[]");
        configuration(resources, "callouts.json", folder.resolve("alice.p12").toString());
        assertThat(names(Map.of())).isEqualTo("[resources_callouts.json]");
        configuration(work, "callouts.json", "../alice.p12");
        assertThat(names(Map.of())).isEqualTo("[work_callouts.json]");
        Path variables = configuration(folder, "variable.json", "alice.p12");
        Map<String, String> set = Map.of("CALLOUT4J_CONFIG", variables.toString());
        assertThat(names(set)).isEqualTo("[" + folder.getFileName() + "_variable.json]");
        Path property = configuration(folder, "property.json", "alice.p12");
        assertThat(names(set, "-Dcallout4j.config=" + property))
                .isEqualTo("[" + folder.getFileName() + "_property.json]");
    }

    @Test
    void onTheClassPathCannotHaveRelativePaths() throws Exception {
        configuration(resources, "callouts.json", "alice.p12");
        assertThat(names(Map.of()))
                .contains(
                        "CalloutConfigurationException",
                        "(certificates.resources_callouts.json.path)",
                        "absolute path");
    }

    @Test
    void isRejectedIfTheNamedFileDoesNotExist() throws Exception {
        configuration(work, "callouts.json", "../alice.p12");
        assertThat(names(Map.of("CALLOUT4J_CONFIG", "nowhere.json"))).contains("nowhere.json does not exist");
    }
}
