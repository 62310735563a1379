package io.callout4j.internal.config;

import io.callout4j.fuzzing.Fuzzing;
import io.callout4j.fuzzing.Mutations;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changed configurations: only the library's own exceptions, in little time and memory. */
@Timeout(120)
class ConfigurationFuzzingTest {

    private static final String JSON = """
            {
              "$schema": "https://example.com/callouts.schema.json",
              "trust": {"system": true, "revocation": "off", "pins": ["sha256/${env:PIN}"]},
              "tlsVersions": ["1.2", "1.3"],
              "offer": "always",
              "serverNames": {"10.0.0.1": "erp.example.com"},
              "remoteSites": ["https://erp.example.com", "https://bücher.example:8443"],
              "namedCredentials": {
                "Erp": {
                  "url": "https://erp.example.com/soap", "timeout": 5000,
                  "headers": {"X-Tenant": "${env:WORD}", "X-User": "{!$Credential.Username}"},
                  "username": "me", "password": "${env:WORD}", "mergeFieldsInHeaders": true
                }
              },
              "proxy": {"host": "proxy.example.com", "port": 3128, "noProxy": ["*.example.com", "[::1]"]},
              "limits": {"requestBytes": 1000000, "responseBytes": 1000000, "xmlDepth": 100},
              "asyncThreads": 4, "wireLog": {"redact": ["Iban"]}, "reload": {"seconds": 2.5}
            }
            """;

    private static final String YAML = """
            trust:
              system: true
              revocation: "off"
            tlsVersions: ["1.2", "1.3"]
            remoteSites:
              - https://erp.example.com
            namedCredentials:
              Erp:
                url: https://erp.example.com/soap
                timeout: 5000
                headers: {X-Tenant: "${env:WORD}"}
                username: me
                password: |
                  ${env:WORD}
            proxy: {host: proxy.example.com, port: 3128}
            asyncThreads: 4
            """;

    private static final List<String> WORDS = List.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            "'",
            ":",
            ",",
            "\n",
            "  ",
            "- ",
            "? ",
            "&a ",
            "*a",
            "<<: ",
            "!!java.net.URL ",
            "%YAML 9.9\n",
            "---\n",
            "...\n",
            "|\n",
            "#",
            "\\u0000",
            "\\ud800",
            "\u001b[2J",
            "\u202e",
            "\t",
            "null",
            "true",
            "-1",
            "0",
            "1e999999999",
            "99999999999999999999",
            "0.0000001",
            "${env:WORD}",
            "${env:NONE}",
            "${env:",
            "${sys:user.home}",
            "$${",
            "}",
            "\"a\": ",
            "\"proxy\": {",
            "\"namedCredentials\": {\"\": ",
            "https://a／b/",
            "https://u:p@h/",
            "\uFEFF");

    private static final Map<String, String> VARIABLES = Map.of("WORD", "hunter2\r\n\u001b", "PIN", "x");

    @TempDir
    static Path folder;

    private static void read(String name, byte[] text) {
        ConfigurationReader.read(name, text, new Locations(folder), new ReadFiles(), VARIABLES::get);
    }

    @Test
    void json() {
        new Fuzzing().run(random -> Mutations.text(JSON, WORDS, random), text -> read("callouts.json", text));
    }

    @Test
    void yaml() {
        new Fuzzing().run(random -> Mutations.text(YAML, WORDS, random), text -> read("callouts.yaml", text));
    }

    /** As large as a configuration may be. */
    @ParameterizedTest
    @CsvSource({
        "[",
        "'{\"a\":'",
        "'{a: '",
        "'- '",
        "'a: '",
        "'? '",
        "'\"'",
        "1",
        "' '",
        "'\n'",
        "'${env:WORD}'",
        "'&a '",
        "'!a '",
        "'\"a\":1,'"
    })
    void ofOneWordOnly(String word) {
        String text = word.repeat((1 << 20) / word.length());
        for (String name : List.of("callouts.json", "callouts.yaml")) {
            for (String all : List.of(text, "{\"a\": [" + text, "{\"offer\": \"" + text.substring(20) + "\"}")) {
                new Fuzzing()
                        .check(name + " " + word, all.getBytes(StandardCharsets.UTF_8), bytes -> read(name, bytes));
            }
        }
    }
}
