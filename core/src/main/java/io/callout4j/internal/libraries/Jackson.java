package io.callout4j.internal.libraries;

import io.callout4j.error.CalloutConfigurationException;
import org.jspecify.annotations.Nullable;

/** Jackson as the class path has it. */
public final class Jackson {

    private static final String CORE = "tools.jackson.core.JsonParser";
    private static final String YAML = "tools.jackson.dataformat.yaml.YAMLFactory";
    private static final String SNAKE = "org.snakeyaml.engine.v2.api.LoadSettings";

    private Jackson() {}

    /** The exception for a configuration that cannot be read because of a linkage error. */
    public static CalloutConfigurationException unusable(String configuration, LinkageError failure) {
        String core = Jars.of(CORE);
        String found = core == null ? "there is no jackson-core on the class path" : described(core, CORE);
        return new CalloutConfigurationException(
                "The configuration " + configuration
                        + " cannot be read: it needs tools.jackson.core:jackson-core 3.0 or" + " newer, but " + found
                        + ". Add the dependency in a suitable version.",
                failure);
    }

    /** The exception for a configuration in YAML that cannot be read because of a linkage error. */
    public static CalloutConfigurationException withoutYaml(String configuration, LinkageError failure) {
        String yaml = Jars.of(YAML);
        String found = yaml == null
                ? "there is no YAML parser on the class path"
                : described(yaml, YAML) + " and does not match " + core() + " and " + snake();
        return new CalloutConfigurationException(
                "The configuration " + configuration + " is YAML and cannot be read: " + found + ". Add the dependency"
                        + " tools.jackson.dataformat:jackson-dataformat-yaml in the version of jackson-core, or write the"
                        + " file in JSON.",
                failure);
    }

    private static String core() {
        String core = Jars.of(CORE);
        return core == null ? "the missing jackson-core" : core;
    }

    private static String snake() {
        String snake = Jars.of(SNAKE);
        return snake == null ? "the missing snakeyaml-engine" : snake;
    }

    private static String described(String jar, String type) {
        @Nullable String version = Jars.version(type);
        return jar + (version == null || jar.contains(version) ? "" : " (version " + version + ")")
                + " is on the class path";
    }
}
