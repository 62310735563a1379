package io.callout4j.config;

import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What reads YAML. A class of its own, since it can only be loaded where the application has Jackson's module for it. */
final class YamlFormat {

    private YamlFormat() {}

    static ObjectMapper mapper() {
        return YAMLMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
    }
}
