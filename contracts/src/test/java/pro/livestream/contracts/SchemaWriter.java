package pro.livestream.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import java.lang.reflect.AnnotatedElement;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes the JSON Schema (draft 2020-12) of an event record. */
final class SchemaWriter {
    private static final SchemaGenerator GENERATOR = generator();

    private SchemaWriter() {}

    static JsonNode of(Class<?> event) {
        ObjectNode schema = GENERATOR.generateSchema(event);
        schema.put("$id", "https://livestream.pro/schemas/" + event.getSimpleName() + ".json");
        schema.put("title", event.getSimpleName());
        return schema;
    }

    static String wireName(String component) {
        return component.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    private static SchemaGenerator generator() {
        var builder = new SchemaGeneratorConfigBuilder(
                        Wire.MAPPER, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(Option.EXTRA_OPEN_API_FORMAT_VALUES)
                .without(Option.SCHEMA_VERSION_INDICATOR)
                .with(Option.SCHEMA_VERSION_INDICATOR, Option.INLINE_ALL_SCHEMAS);
        builder.forTypesInGeneral().withCustomDefinitionProvider((type, context) -> {
            var format = type.getErasedType() == Instant.class
                    ? "date-time"
                    : type.getErasedType() == UUID.class ? "uuid" : null;
            return format == null
                    ? null
                    : new com.github.victools.jsonschema.generator.CustomDefinition(context.getGeneratorConfig()
                            .createObjectNode()
                            .put("type", "string")
                            .put("format", format));
        });
        builder.forFields()
                .withPropertyNameOverrideResolver(field -> wireName(field.getName()))
                .withNullableCheck(field -> isNullable(field.getRawMember().getAnnotatedType()))
                .withRequiredCheck(field -> !isNullable(field.getRawMember().getAnnotatedType()));
        return new SchemaGenerator(builder.build());
    }

    private static boolean isNullable(AnnotatedElement type) {
        return Arrays.stream(type.getAnnotations()).anyMatch(Nullable.class::isInstance);
    }
}
