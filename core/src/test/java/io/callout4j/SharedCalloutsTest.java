package io.callout4j;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callout4j.error.CalloutConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** This module has no SOAP codec, so the shared runtime never starts; its messages are tested. */
class SharedCalloutsTest {

    @AfterEach
    void forget() {
        System.clearProperty("callout4j.config");
    }

    @Test
    void readsTheFileThatThePropertyNames(@TempDir Path folder) {
        Path file = folder.resolve("callouts.json");
        System.setProperty("callout4j.config", file.toString());
        assertThatThrownBy(Callouts::shared)
                .isInstanceOf(CalloutConfigurationException.class)
                .hasMessageContaining("configuration file " + file + " does not exist");
    }

    @Test
    void saysWhatIsWrongInIt(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("callouts.json"), "{\"offers\": \"always\"}");
        System.setProperty("callout4j.config", file.toString());
        assertThatThrownBy(Callouts::shared)
                .isInstanceOf(CalloutConfigurationException.class)
                .hasMessageStartingWith(file + ", line 1, column 2 (offers)");
    }

    @Test
    void requiresAPathInTheProperty() {
        System.setProperty("callout4j.config", " ");
        assertThatThrownBy(Callouts::shared)
                .isInstanceOf(CalloutConfigurationException.class)
                .hasMessageContaining("system property callout4j.config is not a valid path");
    }

    @Test
    void namesTheMissingDependencyIfThereIsNoCodec() {
        assertThatThrownBy(Callouts::shared)
                .isInstanceOf(CalloutConfigurationException.class)
                .hasMessageContaining("io.callout4j:callout4j-cxf");
    }
}
