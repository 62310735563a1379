package io.callout4j.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * Runs programs of this machine, such as OpenSSL, for tests of core and of the command. If one is missing, the test is skipped, or fails if
 * {@code CALLOUT4J_REQUIRE_TOOLS} is {@code true}.
 */
public final class ExternalTool {

    private static final boolean REQUIRED = "true".equals(System.getenv("CALLOUT4J_REQUIRE_TOOLS"));
    private static final long TIMEOUT_SECONDS = 120;

    private final Path folder;
    private final Map<String, String> environment;

    private ExternalTool(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /** Runs programs in a folder. */
    public static ExternalTool in(Path folder) {
        return new ExternalTool(folder, Map.of());
    }

    /** The same with these variables in the environment. */
    public ExternalTool withEnvironment(Map<String, String> variables) {
        return new ExternalTool(folder, variables);
    }

    /** The JDK's keytool. */
    public static String keytool() {
        return Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    }

    /** Skips or fails the test unless a program is on the PATH. */
    public static void require(String tool) {
        boolean installed = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, tool)));
        if (!installed) {
            missing(tool);
        }
    }

    private static void missing(String tool) {
        assertThat(REQUIRED)
                .as("%s is not on this machine, and CALLOUT4J_REQUIRE_TOOLS is set", tool)
                .isFalse();
        Assumptions.abort(tool + " is not on this machine");
    }

    /** Starts a program; its output and its errors are one stream. */
    public Process start(String... command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            missing(command[0]);
            throw e;
        }
    }

    /** Runs a program that must succeed, and returns its output. */
    public String run(String... command) throws IOException, InterruptedException {
        return run(0, command);
    }

    /** Runs a program that must end with an exit code, and returns its output. */
    public String run(int code, String... command) throws IOException, InterruptedException {
        Process process = start(command);
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as("%s ended with%n%s", String.join(" ", command), output)
                .isEqualTo(code);
        return output;
    }
}
