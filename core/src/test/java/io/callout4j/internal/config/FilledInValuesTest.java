package io.callout4j.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.callout4j.error.CalloutException;
import io.callout4j.internal.identity.NamedCertificates;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No part of a value that a placeholder filled in is in a message, however the code that rejects it takes it apart. */
class FilledInValuesTest {

    private static final String PART = "hunter";

    private static final List<String> VALUES = List.of(
            "hunter2:rest",
            "HUNTER2:rest",
            "hunter2:hunter3@hunter4/hunter5?hunter6#hunter7",
            "hunter+2://hunter3",
            "https://hunter2:hunter3@hunter4.example/",
            "https://a.example/#hunter2",
            "https://a.example:hunter2/",
            "https://a.example/hunter2 x",
            "https://a.example/?hunter2=hunter3#hunter4",
            "https://hunter2..example/",
            "sha256/hunter2",
            "hunter2\u001b[31m:rest",
            "hunter2\r\nhunter3",
            "hunter".repeat(100),
            "https://" + "hunter.".repeat(2_000) + "*",
            "x".repeat(300) + "hunter2 x");

    private static final List<String> KEYS = List.of(
            "{'offer': '¶'}",
            "{'trust': {'pins': ['¶']}}",
            "{'trust': {'revocation': '¶'}}",
            "{'tlsVersions': ['¶']}",
            "{'serverNames': {'a': '¶'}}",
            "{'serverNames': {'a': '¶ x'}}",
            "{'remoteSites': ['¶']}",
            "{'remoteSites': [' ¶ ']}",
            "{'asyncThreads': '¶'}",
            "{'namedCredentials': {'Erp': {'url': '¶'}}}",
            "{'namedCredentials': {'Erp': {'url': 'https://e', 'certificate': '¶'}}}",
            "{'namedCredentials': {'Erp': {'url': 'https://e', 'timeout': '¶'}}}",
            "{'namedCredentials': {'Erp': {'url': 'https://e', 'headers': {'X-A': '¶\\n'}}}}",
            "{'namedCredentials': {'Erp': {'url': 'https://e', 'headers': {'X-A': '{!$Credential.¶}'}}}}",
            "{'namedCredentials': {'Erp': {'url': 'https://e', 'username': '¶:', 'password': 'x'}}}",
            "{'certificates': {'C': {'inline': '¶'}}}",
            "{'certificates': {'C': {'path': '¶'}}}",
            "{'keyStores': [{'path': '¶'}]}",
            "{'proxy': {'host': '¶', 'port': 1}}",
            "{'proxy': {'use': '¶'}}",
            "{'proxy': {'host': 'p', 'port': 1, 'noProxy': ['¶:x']}}",
            "{'wireLog': {'redact': ['¶ x']}}");

    @TempDir
    static Path folder;

    static Stream<Arguments> mistakes() {
        return KEYS.stream().flatMap(key -> VALUES.stream().map(value -> Arguments.of(key, value)));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void areInNoMessage(String key, String value) {
        Throwable thrown = catchThrowable(() -> open(key, value));

        if (thrown != null) {
            assertThat(thrown).isInstanceOf(CalloutException.class);
            assertThat(thrown.getMessage()).hasSizeLessThan(1000);
        }
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            assertThat(String.valueOf(at.getMessage())).doesNotContainIgnoringCase(PART);
        }
    }

    @Test
    void areNamedByTheirPlaceholders() {
        String key = "{'namedCredentials': {'Erp': {'url': '¶'}}}";
        String place = "callouts.json, line 1, column 38 (namedCredentials.Erp.url): ";

        assertThat(catchThrowable(() -> open(key, "secret:rest")))
                .hasMessage(
                        place + "The endpoint \"${env:TOKEN}\" cannot be called: its scheme is neither https nor http."
                                + " Set the named credential's url to a URL such as https://example.com/services/UserStatus.");
        assertThat(catchThrowable(() -> open(key, "ftp://x")))
                .hasMessage(
                        place + "the value of ${env:TOKEN} cannot be used here. It is not shown, because it may be a"
                                + " secret. Check what it is, and which values this key allows.");
    }

    private static void open(String key, String value) {
        String json = key.replace('\'', '"').replace("¶", "${env:TOKEN}");
        Configuration configuration = ConfigurationReader.read(
                "callouts.json",
                json.getBytes(StandardCharsets.UTF_8),
                new Locations(folder),
                new ReadFiles(),
                name -> name.equals("TOKEN") ? value : null);
        NamedCertificates.builder()
                .addAll(configuration.settings().get(Settings.CERTIFICATES))
                .build()
                .close();
    }
}
