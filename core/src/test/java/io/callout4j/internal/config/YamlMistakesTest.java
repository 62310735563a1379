package io.callout4j.internal.config;

import static io.callout4j.internal.config.MistakenConfigurations.mistake;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Mistakes in YAML, reported like those in JSON. */
class YamlMistakesTest {

    @TempDir
    static Path folder;

    private static MistakenConfigurations configurations;

    @BeforeAll
    static void files() throws IOException {
        configurations = MistakenConfigurations.in(folder);
    }

    static Stream<Arguments> mistakes() {
        String contoso = "certificates:\n  Contoso:\n    path: contoso.p12\n";
        return Stream.of(
                mistake("nothing", "¶# hunter2\n", "", "the file is empty"),
                mistake("a list", "¶- hunter2\n", "", "an object"),
                mistake("two documents", "offer: always\n---\n¶offer: hunter2\n", "", "after the end"),
                mistake("a key twice", "offer: always\noffer¶: matching\n", "offer", "occurs twice"),
                mistake(
                        "a misspelled key",
                        contoso + "    ¶pasword: hunter2\n",
                        "certificates.Contoso.pasword",
                        "Did you mean \"password\"?"),
                mistake(
                        "the only key, misspelled",
                        "keyStores:\n  - ¶pth: contoso.p12\n",
                        "keyStores[0].pth",
                        "Did you mean \"path\"?"),
                mistake(
                        "a password of digits",
                        contoso + "    password: ¶12345678\n",
                        "certificates.Contoso.password",
                        "double quotes"),
                mistake(
                        "a wrong password",
                        contoso + "    password: ¶hunter2\n",
                        "certificates.Contoso.password",
                        "password"),
                mistake("versions without quotes", "tlsVersions: [¶1.2]\n", "tlsVersions[0]", "double quotes"),
                mistake("a certificate of nothing", "certificates:\n  C:¶\n", "certificates.C", "but found null"),
                mistake("a tab", "certificates:\n¶\tC: hunter2\n", "certificates", "tabs are not allowed here"),
                mistake(
                        "a wrong indentation",
                        contoso + "   ¶password: hunter2\n",
                        "certificates.Contoso",
                        "indentation"),
                mistake("a string that begins with @", "offer: ¶@hunter2\n", "offer", "double quotes"),
                mistake(
                        "a missing bracket",
                        "tlsVersions: ¶[\"1.2\"\n",
                        "tlsVersions[0]",
                        "closing bracket is missing"),
                mistake(
                        "a colon in a password",
                        contoso + "    password: hunter2¶: x\n",
                        "certificates.Contoso.password",
                        "double quotes"),
                mistake(
                        "a variable in braces",
                        "certificates: {C: {path: contoso.p12, password: $¶{env:PASSWORD}}}\n",
                        "certificates.C.password",
                        "double quotes"),
                mistake(
                        "an alias for a string",
                        "certificates:\n  A:\n    path: contoso.p12\n    password: &pw hunter2-password\n"
                                + "  B:\n    path: contoso.p12\n    password: ¶*pw\n",
                        "certificates.B.password",
                        "aliases (*name) are not supported"),
                mistake(
                        "an alias for an object",
                        "certificates:\n  A: &a\n    path: contoso.p12\n    password: hunter2-password\n  B: ¶*a\n",
                        "certificates.B",
                        "aliases (*name) are not supported"),
                mistake(
                        "a merged object",
                        "certificates:\n  A: &a\n    path: contoso.p12\n    password: hunter2-password\n  B:\n    <<: ¶*a\n",
                        "certificates.B.<<",
                        "aliases (*name) are not supported"),
                mistake(
                        "a number that is too long",
                        "asyncThreads: ¶" + "1".repeat(2_000) + "\n",
                        "asyncThreads",
                        "this number is too long"),
                mistake(
                        "a secret in the wrong place",
                        "offer: ¶x${env:WORD}\n",
                        "offer",
                        "x${env:WORD}",
                        "must be always or matching"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void isReportedWithItsPosition(String what, String marked, String key, String[] parts) {
        configurations.assertFileReported("callouts.yaml", marked, key, parts);
    }
}
