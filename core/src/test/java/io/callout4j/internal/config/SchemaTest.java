package io.callout4j.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON Schema matches the model. */
class SchemaTest {

    private static final Path FILE = Path.of("src/main/resources/io/callout4j/internal/config/callouts.schema.json");

    private static String generated() {
        SchemaGeneratorConfigBuilder config = new SchemaGeneratorConfigBuilder(
                        SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT, Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES);
        config.forFields()
                .withPropertyNameOverrideResolver(SchemaTest::name)
                .withDescriptionResolver(field -> described(field).value())
                .withRequiredCheck(field -> described(field).required());
        // Any of these may also be a string with a placeholder: ${env:NAME}.
        config.forTypesInGeneral().withTypeAttributeOverride((node, scope, context) -> {
            if (scope.getType().isInstanceOf(Number.class) || scope.getType().isInstanceOf(Boolean.class)) {
                String kind = node.get("type").asString();
                node.putArray("type").add(kind).add("string");
            }
        });
        JsonNode schema = new SchemaGenerator(config.build()).generateSchema(CalloutsFile.class);
        return JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n";
    }

    private static String name(FieldScope field) {
        String name = described(field).name();
        return name.isEmpty() ? null : name;
    }

    private static Described described(FieldScope field) {
        return field.getAnnotationConsideringFieldAndGetter(Described.class);
    }

    @Test
    void matchesTheModel() throws IOException {
        String generated = generated();
        if (Boolean.getBoolean("callout4j.writeSchema")) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, generated);
        }
        assertThat(Files.readString(FILE))
                .as("regenerate it with -Dcallout4j.writeSchema=true")
                .isEqualTo(generated);
    }

    @Test
    void describesEveryKey() throws IOException {
        JsonNode schema = JsonMapper.builder().build().readTree(Files.readString(FILE));
        for (Map.Entry<String, JsonNode> property : schema.get("properties").properties()) {
            assertThat(property.getValue().has("description"))
                    .as(property.getKey())
                    .isTrue();
        }
        assertThat(schema.get("additionalProperties").asBoolean()).isFalse();
        JsonNode erp = schema.at("/$defs/CredentialSettings");
        assertThat(erp.at("/required/0").asString()).isEqualTo("url");
        assertThat(erp.at("/properties/timeout/type/1").asString()).isEqualTo("string");
    }
}
