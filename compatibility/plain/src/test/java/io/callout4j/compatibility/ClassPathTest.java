package io.callout4j.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.callout4j.certificates.CertificateProfile;
import io.callout4j.certificates.HeldCertificate;
import io.callout4j.testkit.MutualTlsServer;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user reads if the class path has an old library, the wrong one, or none. */
class ClassPathTest {

    private static final HeldCertificate CONTOSO =
            HeldCertificate.selfSigned(CertificateProfile.client("CN=Contoso_SF"));

    @TempDir
    Path folder;

    private static List<String> usual() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static List<String> with(String first) {
        List<String> jars = usual();
        jars.add(0, Path.of("target/others", first).toAbsolutePath().toString());
        return jars;
    }

    private static List<String> without(String artifact) {
        List<String> jars = usual();
        assertThat(jars.removeIf(jar -> jar.contains(File.separator + artifact))).isTrue();
        return jars;
    }

    private String run(List<String> classPath, String... args) throws IOException, InterruptedException {
        return run(classPath, List.of(), args);
    }

    private static String run(List<String> classPath, List<String> options, String... args)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                String.join(File.pathSeparator, classPath)));
        command.addAll(options);
        command.add("io.callout4j.compatibility.Program");
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        System.out.println(out);
        assertThat(out).doesNotContain("\tat ").doesNotContain("Exception in thread");
        return out;
    }

    private String certificate() throws IOException {
        return Files.write(folder.resolve("contoso.p12"), CONTOSO.toPkcs12("secret".toCharArray()))
                .toString();
    }

    @Test
    void theUsualClassPathOpensTheCertificate() throws Exception {
        assertThat(run(usual(), "certificate", certificate())).contains("done: 1 certificates");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bcprov-jdk15on-1.70.jar", "bc-fips-2.1.0.jar"})
    void anOtherBouncyCastleIsNamed(String jar) throws Exception {
        assertThat(run(with(jar), "certificate", certificate()))
                .contains("CalloutConfigurationException", jar + " comes before bcprov-jdk18on-1.87.jar", "1.78.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bcprov-jdk15on-1.70.jar", "bc-fips-2.1.0.jar"})
    void certificatesCannotBeCreatedWithAnOtherBouncyCastle(String jar) throws Exception {
        assertThat(run(with(jar), "create"))
                .contains("CalloutConfigurationException", jar + " comes before bcprov-jdk18on-1.87.jar");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bcprov-jdk15on-1.70.jar", "bc-fips-2.1.0.jar"})
    void calloutsWithoutClientCertificateWorkWithAnOtherBouncyCastle(String jar) throws Exception {
        HeldCertificate localhost = HeldCertificate.selfSigned(CertificateProfile.server("localhost"));
        Path root = Files.writeString(folder.resolve("root.pem"), localhost.toCertificatePem());
        try (MutualTlsServer server = Program.server(localhost)) {
            assertThat(run(
                            with(jar),
                            List.of("-Durl=" + server.url("/services/UserStatus")),
                            "callout",
                            root.toString()))
                    .contains("WARN io.callout4j.Callouts", jar + " comes before bcprov-jdk18on-1.87.jar")
                    .contains("done: called");
        }
    }

    @Test
    void withoutBouncyCastleItsAbsenceIsNamed() throws Exception {
        List<String> jars = without("bcprov-jdk18on");

        assertThat(run(jars, "certificate", certificate()))
                .contains("CalloutConfigurationException", "There is no Bouncy Castle on the class path");
    }

    @Test
    void withoutJacksonItsAbsenceIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("callouts.json"), "{}");

        assertThat(run(without("jackson-core"), "configuration", file.toString()))
                .contains(
                        "CalloutConfigurationException",
                        "tools.jackson.core:jackson-core 3.0 or newer",
                        "there is no jackson-core on the class path");
    }

    @Test
    void withoutJacksonCalloutsWork() throws Exception {
        assertThat(run(without("jackson-core"), "certificate", certificate())).contains("done: 1 certificates");
    }

    @Test
    void yamlWithoutItsParserIsExplained() throws Exception {
        Path file = Files.writeString(folder.resolve("callouts.yaml"), "offer: always");

        assertThat(run(with("jackson-dataformat-yaml-3.2.4.jar"), "configuration", file.toString()))
                .contains("CalloutConfigurationException", "jackson-dataformat-yaml-3.2.4.jar is on the class path and does not match")
                .contains("the missing snakeyaml-engine");
    }
}
