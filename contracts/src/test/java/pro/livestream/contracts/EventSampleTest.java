package pro.livestream.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pro.livestream.contracts.event.Event;

/** Each event's golden sample and schema; run with {@code -Dcontracts.write=true} after a wanted change. */
class EventSampleTest {
    private static final Path SAMPLES = Path.of("src/main/resources/samples");
    private static final Path SCHEMAS = Path.of("src/main/resources/schemas");
    private static final Path RELEASED = Path.of("src/test/resources/released");
    private static final boolean WRITE = Boolean.getBoolean("contracts.write");

    static Stream<Event> events() {
        return SampleEvents.all().stream();
    }

    @ParameterizedTest
    @MethodSource("events")
    void isWrittenAsItsGoldenSampleSays(Event event) throws IOException {
        var written = tree(event);

        assertThat(written).isEqualTo(golden(SAMPLES, event, written));
    }

    @ParameterizedTest
    @MethodSource("events")
    void isReadBackFromItsSample(Event event) throws IOException {
        var sample = golden(SAMPLES, event, tree(event));

        assertThat(Wire.MAPPER.treeToValue(sample, event.getClass())).isEqualTo(event);
    }

    @ParameterizedTest
    @MethodSource("events")
    void hasTheSchemaThatIsCheckedIn(Event event) throws IOException {
        var made = SchemaWriter.of(event.getClass());

        assertThat(made).isEqualTo(golden(SCHEMAS, event, made));
    }

    @ParameterizedTest
    @MethodSource("events")
    void matchesItsSchemaWhichRefusesAMissingField(Event event) throws IOException {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(file(SCHEMAS, event)), InputFormat.JSON);
        var sample = tree(event);

        assertThat(schema.validate(sample.toString(), InputFormat.JSON)).isEmpty();
        ((com.fasterxml.jackson.databind.node.ObjectNode) sample).remove("tenant");
        assertThat(schema.validate(sample.toString(), InputFormat.JSON)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("events")
    void keepsWhatWasReleased(Event event) throws IOException {
        var released = file(RELEASED, event);
        if (WRITE && !Files.exists(released)) {
            Files.createDirectories(RELEASED);
            Files.copy(file(SCHEMAS, event), released);
        }
        var before = Wire.MAPPER.readTree(released.toFile());
        var today = SchemaWriter.of(event.getClass());

        before.get("properties")
                .properties()
                .forEach(old -> assertThat(today.get("properties").get(old.getKey()))
                        .as("%s.%s may not be removed, renamed or retyped", event.eventType(), old.getKey())
                        .isEqualTo(old.getValue()));
        assertThat(required(before)).as("a field may only be added as optional").containsAll(required(today));
    }

    @Test
    void isOfATopicThatIsDeclaredAndEachTopicHasAnEvent() {
        var topics = new HashSet<Topic>();
        events().forEach(event -> topics.add(event.topic()));

        assertThat(topics).containsExactlyInAnyOrder(Topic.values());
    }

    /** By way of text, since a tree made from objects tells a long from an int and one read from text can't. */
    private static JsonNode tree(Event event) throws IOException {
        return Wire.MAPPER.readTree(Wire.MAPPER.writeValueAsString(event));
    }

    private static Set<String> required(JsonNode schema) {
        var names = new HashSet<String>();
        schema.withArray("required").forEach(name -> names.add(name.asText()));
        return names;
    }

    private static Path file(Path folder, Event event) {
        return folder.resolve(event.getClass().getSimpleName() + ".json");
    }

    private static JsonNode golden(Path folder, Event event, JsonNode made) throws IOException {
        var file = file(folder, event);
        if (WRITE) {
            Files.createDirectories(folder);
            Files.writeString(file, Wire.MAPPER.writeValueAsString(made) + "\n");
        }
        return Wire.MAPPER.readTree(file.toFile());
    }
}
