package io.callout4j.cli;

import static io.callout4j.cli.Identities.SECRET;
import static io.callout4j.cli.Identities.SELF_SIGNED;
import static io.callout4j.cli.Identities.fixture;
import static io.callout4j.cli.PackedCommand.SUBJECT;
import static io.callout4j.cli.PackedCommand.TARGET;
import static org.assertj.core.api.Assertions.assertThat;

import io.callout4j.cli.PackedCommand.Ended;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The command as packaged by {@code mvn package}. */
class PackedCommandIT {

    @TempDir
    private Path folder;

    private Ended run(Map<String, String> variables, Object... words) throws IOException, InterruptedException {
        return PackedCommand.run(folder, variables, words);
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
                    List.of("callout", "callout.cmd", "callout.jar", "LICENSE", "NOTICE", "LICENSES-OF-LIBRARIES.md"));
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
