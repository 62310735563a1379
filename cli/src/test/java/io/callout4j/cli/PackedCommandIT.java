package io.callout4j.cli;

import static io.callout4j.cli.Identities.SECRET;
import static io.callout4j.cli.Identities.SELF_SIGNED;
import static io.callout4j.cli.Identities.fixture;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The command as packaged by {@code mvn package}. */
class PackedCommandIT {

    private static final Path TARGET = Path.of(System.getProperty("callout4j.project"), "cli", "target");
    private static final String SUBJECT = "\"subject\":\"CN=J\u00F6rg \u65E5\u672C,O=Contoso\"";

    @TempDir
    private Path folder;

    record Ended(int code, byte[] out, String err) {

        String text() {
            return new String(out, StandardCharsets.UTF_8);
        }
    }

    private Ended run(Map<String, String> variables, Object... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        for (Object word : words) {
            command.add(word.toString());
        }
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(
                        Files.write(folder.resolve("in"), new byte[0]).toFile()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
        environment.remove("JAVA_TOOL_OPTIONS");
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
        environment.putAll(variables);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), Files.readAllBytes(out), Files.readString(err));
    }

    private static Object java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    @Nested
    class TheJar {

        @Test
        void runsFromAnyFolderAndWritesUtf8InAnyLocale() throws Exception {
            Identities.write(folder, "contoso.p12", SELF_SIGNED);

            Ended ended = run(
                    Map.of("LC_ALL", "C", "PW", SECRET),
                    java(),
                    "-jar",
                    TARGET.resolve("callout.jar"),
                    "certificate",
                    "inspect",
                    "contoso.p12",
                    "--password-env",
                    "PW",
                    "--json");

            assertThat(ended.err()).isEmpty();
            assertThat(ended.code()).isZero();
            assertThat(ended.text()).contains(SUBJECT).endsWith("}\n");
        }

        @Test
        void findsItsLibraries() throws Exception {
            try (JarFile jar = new JarFile(TARGET.resolve("callout.jar").toFile())) {
                String path = jar.getManifest().getMainAttributes().getValue("Class-Path");
                assertThat(path.split(" "))
                        .allSatisfy(
                                library -> assertThat(TARGET.resolve(library)).exists())
                        .anySatisfy(library -> assertThat(library).startsWith("lib/callout4j-core-"));
            }
        }

        @Test
        void keepsBouncyCastlesSignatureIntact() throws Exception {
            Path bouncyCastle;
            try (Stream<Path> libraries = Files.list(TARGET.resolve("lib"))) {
                bouncyCastle = libraries
                        .filter(file -> file.getFileName().toString().startsWith("bcprov"))
                        .findFirst()
                        .orElseThrow();
            }
            try (JarFile jar = new JarFile(bouncyCastle.toFile(), true)) {
                var entry = jar.getJarEntry("org/bouncycastle/jce/provider/BouncyCastleProvider.class");
                try (InputStream in = jar.getInputStream(entry)) {
                    in.readAllBytes();
                }
                assertThat(entry.getCodeSigners()).isNotEmpty();
            }
        }

        @Test
        void acceptsTheConfigurationInTheDocumentation() throws Exception {
            Path page = Path.of(System.getProperty("callout4j.project"), "docs", "configuration.md");
            Matcher block = Pattern.compile("(?ms)^```json\\n(.*?)^```$").matcher(Files.readString(page));
            assertThat(block.find()).isTrue();
            Files.writeString(folder.resolve("callouts.json"), block.group(1));
            Files.writeString(
                    folder.resolve("callouts.yaml"),
                    "certificates:\n  Contoso_SF: {path: contoso.p12, password: \"${env:CONTOSO_PW}\"}\n");
            byte[] contoso = keyStore("contoso");
            Files.write(folder.resolve("contoso.p12"), contoso);
            Files.writeString(folder.resolve("contoso.pw"), SECRET + "\n");
            Files.write(folder.resolve("identities.p12"), keyStore("fabrikam"));
            Files.writeString(folder.resolve("tls.crt"), SELF_SIGNED.toCertificatePem());
            Files.writeString(folder.resolve("partner-root.pem"), SELF_SIGNED.toCertificatePem());
            Files.writeString(
                    folder.resolve("tls.key"),
                    "-----BEGIN PRIVATE KEY-----\n"
                            + Base64.getMimeEncoder()
                                    .encodeToString(SELF_SIGNED.privateKey().getEncoded())
                            + "\n-----END PRIVATE KEY-----\n");
            Map<String, String> variables = Map.of(
                    "KS_PASSWORD", SECRET,
                    "CONTOSO_PW", SECRET,
                    "CONTOSO_P12_BASE64", Base64.getMimeEncoder().encodeToString(contoso),
                    "ERP_PASSWORD", SECRET,
                    "PROXY_PASSWORD", SECRET);

            for (String name : List.of("callouts.json", "callouts.yaml")) {
                Ended ended = run(variables, java(), "-jar", TARGET.resolve("callout.jar"), "config", "check", name);

                assertThat(ended.err() + ended.text()).doesNotContain(SECRET);
                assertThat(ended.text()).contains("The configuration is valid.", "Contoso_SF");
                assertThat(ended.code()).isZero();
            }
        }

        private byte[] keyStore(String alias) throws Exception {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    alias, SELF_SIGNED.privateKey(), SECRET.toCharArray(), new Certificate[] {SELF_SIGNED.certificate()
                    });
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            store.store(bytes, SECRET.toCharArray());
            return bytes.toByteArray();
        }

        @Test
        void showsItsVersion() throws Exception {
            Ended ended = run(Map.of(), java(), "-jar", TARGET.resolve("callout.jar"), "--version");

            assertThat(ended.text()).matches("callout \\d+\\.\\d+\\.\\d+\\S* on Java \\S+\\R");
        }

        @Test
        void rejectsAPasswordThatTheLocaleGarbles() throws Exception {
            // The launcher would set a UTF-8 locale, so this runs the bare jar in the C locale.
            Ended ended = run(
                    Map.of("LC_ALL", "C.UTF-8", "PW", "p\u00E4ssw\u00F6rt\u20AC"),
                    "sh",
                    "-c",
                    "LC_ALL=C exec \"$0\" \"$@\"",
                    java(),
                    "-jar",
                    TARGET.resolve("callout.jar"),
                    "certificate",
                    "inspect",
                    fixture("openssl-utf8.p12"),
                    "--password-env",
                    "PW");

            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.err()).contains("--password-file");
        }
    }

    @Nested
    @DisabledOnOs(OS.WINDOWS)
    class TheLauncher {

        private Path first;
        private Path link;

        @BeforeEach
        void createLinkToALink() throws IOException {
            first = Files.createSymbolicLink(folder.resolve("first link"), TARGET.resolve("callout"));
            link = Files.createSymbolicLink(folder.resolve("second link"), first.getFileName());
        }

        @AfterEach
        void deleteLinks() throws IOException {
            Files.delete(link);
            Files.delete(first);
        }

        @Test
        void worksThroughSymbolicLinksFromAnotherFolder() throws Exception {
            Ended ended = run(Map.of(), link, "--version");

            assertThat(ended.err()).isEmpty();
            assertThat(ended.text()).startsWith("callout ");
        }

        @Test
        void setsAUtf8LocaleIfThereIsNone() throws Exception {
            Path file = folder.resolve("plain.p12");
            Files.copy(fixture("openssl-utf8.p12"), file);
            // As bytes, because the process of this test may run in any locale.
            String line = "PW=$(printf 'p\\303\\244ssw\\303\\266rt\\342\\202\\254') exec \"$0\" \"$@\"";

            for (Map<String, String> locale : List.of(Map.<String, String>of(), Map.of("LC_ALL", "C"))) {
                Ended ended = run(
                        locale,
                        "sh",
                        "-c",
                        "export PW; " + line,
                        link,
                        "certificate",
                        "inspect",
                        file,
                        "--password-env",
                        "PW",
                        "--json");

                assertThat(ended.err()).isEmpty();
                assertThat(ended.code()).isZero();
                assertThat(ended.text()).contains("\"outcome\":\"opened\"");
            }
        }

        @Test
        void passesArgumentsWithSpacesAndJavaOptions() throws Exception {
            Identities.write(folder, "two words.p12", SELF_SIGNED);

            Ended ended = run(
                    Map.of("PW", SECRET, "CALLOUT_JAVA_OPTS", "-Xmx64m -Dcallout4j.test=1"),
                    link,
                    "certificate",
                    "inspect",
                    "two words.p12",
                    "--password-env=PW",
                    "--json");

            assertThat(ended.code()).isZero();
            assertThat(ended.text()).contains(SUBJECT);
        }

        @Test
        void printsNothingOfItsOwnWhileItArchivesClasses() throws Exception {
            for (int start = 1; start <= 2; start++) {
                Ended ended = run(Map.of(), link, "certificate", "inspect", "none.p12", "--json");

                assertThat(ended.code()).isEqualTo(2);
                assertThat(ended.out()).isEmpty();
                assertThat(ended.err()).hasLineCount(2);
            }
            assertThat(Files.exists(folder.resolve("cache/callout4j")))
                    .isEqualTo(Runtime.version().feature() >= 19);
        }

        @Test
        void rejectsAnOldJavaByItsReleaseFile() throws Exception {
            Path old = Files.createDirectories(folder.resolve("old/bin"));
            Files.createFile(
                    old.resolve("java"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
            Files.writeString(folder.resolve("old/release"), "JAVA_VERSION=\"1.8.0_402\"\n");

            Ended ended = run(Map.of("JAVA_HOME", folder.resolve("old").toString()), link, "--version");

            assertThat(ended.code()).isEqualTo(70);
            assertThat(ended.err()).contains("Java 1.8.0_402").contains("Java 17 or newer");
        }

        @Test
        void rejectsAnOldJavaWithoutAReleaseFile() throws Exception {
            Path old = Files.createDirectories(folder.resolve("old/bin"));
            Path java = Files.createFile(
                    old.resolve("java"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
            Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");

            Ended ended = run(Map.of("JAVA_HOME", folder.resolve("old").toString()), link, "--version");

            assertThat(ended.code()).isEqualTo(70);
            assertThat(ended.err()).contains("Java 11.0.2");
        }

        @Test
        void rejectsAJavaHomeWithoutJava() throws Exception {
            Ended ended = run(Map.of("JAVA_HOME", folder.toString()), link, "--version");

            assertThat(ended.code()).isEqualTo(70);
            assertThat(ended.err()).contains("JAVA_HOME is " + folder).hasLineCount(1);
        }
    }

    @Nested
    class TheZip {

        @Test
        void containsTheCommandItsLibrariesAndLicences() throws Exception {
            Path zip;
            try (Stream<Path> files = Files.list(TARGET)) {
                zip = files.filter(file -> file.getFileName().toString().matches("callout-\\d.*\\.zip"))
                        .findFirst()
                        .orElseThrow();
            }
            TreeSet<String> names = new TreeSet<>();
            try (ZipFile file = new ZipFile(zip.toFile())) {
                file.stream()
                        .filter(entry -> !entry.isDirectory())
                        .map(ZipEntry::getName)
                        .map(name -> name.substring(name.indexOf('/') + 1))
                        .forEach(names::add);
            }
            TreeSet<String> expected = new TreeSet<>(
                    List.of("callout", "callout.cmd", "callout.jar", "LICENSE", "NOTICE", "LICENCES-OF-LIBRARIES.md"));
            try (JarFile jar = new JarFile(TARGET.resolve("callout.jar").toFile())) {
                expected.addAll(List.of(jar.getManifest()
                        .getMainAttributes()
                        .getValue("Class-Path")
                        .split(" ")));
            }
            assertThat(names).isEqualTo(expected);
        }
    }

    @Test
    void printsTheSameJsonInTheSameProcess() throws Exception {
        Map<String, String> variables = new HashMap<>(Map.of("PW", "secret"));
        Object[] words = {"certificate", "inspect", fixture("keytool17.p12"), "--password-env", "PW", "--json"};
        Object[] jar = Stream.concat(Stream.of(java(), "-jar", TARGET.resolve("callout.jar")), Stream.of(words))
                .toArray();

        Ended packed = run(variables, jar);

        CommandRun.Result here = new CommandRun().variable("PW", "secret").run(words);
        assertThat(JsonMapper.shared().readTree(packed.out())).isEqualTo(here.json());
    }
}
