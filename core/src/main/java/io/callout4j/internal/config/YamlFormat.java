package io.callout4j.internal.config;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/** What reads YAML. A class of its own, since it can only be loaded where the application has Jackson's module for it. */
final class YamlFormat {

    private YamlFormat() {}

    static Document.Format format() {
        YAMLMapper mapper = YAMLMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        return new Document.Format(mapper, YamlFormat::foreign, YamlReason::of, YamlReason::place);
    }

    /** Jackson takes the name in *name for the value itself: a password would be another one than what the file says. */
    private static @Nullable String foreign(JsonParser parser) {
        return parser instanceof YAMLParser yaml && yaml.isCurrentAlias()
                ? "configurations have no aliases (*name). Write out what is meant; a text that begins with * stands in"
                        + " double quotes."
                : null;
    }
}
