package io.callout4j.internal.config;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A misplaced secret is not shown in messages; its placeholder is. */
class MisplacedSecretsTest {

    @TempDir
    static Path folder;

    private static MistakenConfigurations configurations;

    @BeforeAll
    static void files() throws IOException {
        configurations = MistakenConfigurations.in(folder);
    }

    @Nested
    class AFilledInValue {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "{'offer': ¶'${env:WORD}'} | offer",
                    "{'offer': ¶'x${env:WORD}'} | offer",
                    "{'offer': ¶' ${env:WORD}${env:WORD} '} | offer",
                    "{'trust': {'pins': [¶'sha256/${env:WORD}']}} | trust.pins[0]",
                    "{'trust': {'revocation': ¶'a ${env:WORD}'}} | trust.revocation",
                    "{'tlsVersions': [¶'${env:WORD}!']} | tlsVersions[0]",
                    "{'serverNames': {'a': ¶'${env:WORD} x'}} | serverNames.a",
                    "{'remoteSites': [¶'${env:WORD}']} | remoteSites[0]",
                    "{'namedCredentials': {'Erp': {'url': ¶'${env:WORD}'}}} | namedCredentials.Erp.url",
                    "{'namedCredentials': {'Erp': {'url': 'https://e', 'certificate': ¶'x${file:contoso.pw}'}}} | namedCredentials.Erp.certificate",
                    "{'namedCredentials': {'Erp': {'url': 'https://e', 'certificate': ¶'${env:WORD}'}}} | namedCredentials.Erp.certificate",
                    "{'certificates': {'C': {'path': 'contoso.p12', 'password': '${env:PASSWORD}', 'alias': ¶'${env:WORD}'}}} | certificates.C.alias",
                    "{'certificates': {'C': {'path': ¶'${env:PASSWORD}', 'password': 'contoso.p12'}}} | certificates.C.path",
                    "{'certificates': {'C': {'path': ¶'a/${file:contoso.pw}'}}} | certificates.C.path",
                    "{'trust': {'files': [¶'${env:PASSWORD}']}} | trust.files[0]",
                    "{'proxy': {'host': ¶'u:${env:WORD}:x', 'port': 1}} | proxy.host",
                    "{'proxy': {'host': 'p', 'port': 1, 'noProxy': [¶'${env:WORD}:x']}} | proxy.noProxy[0]"
                })
        void isShownAsItsPlaceholder(String text, String key) {
            String reference = text.replaceAll(".*¶'[^$]*(\\$\\{[^}]*}).*", "$1");
            configurations.assertReported(text.strip(), key.strip(), reference);
        }

        @Test
        void isShownIfItIsPartOfAPath() {
            configurations.assertReported(
                    "{'certificates': {'C': {'path': ¶'${env:PLACE}/c.p12'}}}",
                    "certificates.C.path",
                    folder.resolve("nowhere/c.p12").toString());
        }
    }

    @Nested
    class AWrittenValue {

        @Test
        void isNotShownInAFragmentOfAUrl() {
            configurations.assertReported(
                    "{'namedCredentials': {'Erp': {'url': ¶'https://e.example/x#hunter2'}}}",
                    "namedCredentials.Erp.url",
                    "fragment");
        }

        @Test
        void isTruncatedIfItIsLong() {
            configurations.assertReported(
                    "{'offer': ¶'" + "x".repeat(100_000) + "'}", "offer", "must be always or matching");
            String key = "k".repeat(3_000);
            configurations.assertReported("{¶'" + key + "': 1}", key.substring(0, 80) + "…", "unknown key");
            configurations.assertReported("¶" + "{'a':".repeat(3_000), "a.a.a.a.a.a.a.a.a.a…", "nested too deeply");
        }
    }
}
