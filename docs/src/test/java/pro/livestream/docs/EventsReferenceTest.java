package pro.livestream.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import pro.livestream.contracts.Topic;
import pro.livestream.contracts.event.Event;

class EventsReferenceTest {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .disable(YAMLGenerator.Feature.SPLIT_LINES))
            .enable(SerializationFeature.INDENT_OUTPUT);

    @Test
    void writesTheAsyncApiDocument() throws IOException {
        JsonNode document;
        try (var made = Event.class.getResourceAsStream("/asyncapi.json")) {
            document = new ObjectMapper().readTree(made);
        }

        Pages.isAsMade("docs/asyncapi.yaml", YAML.writeValueAsString(document));
    }

    @Test
    void listsTheTopicsAndTheirEvents() {
        var page = new StringBuilder("""
                # Events

                Values are JSON; headers are CloudEvents 1.0 in binary mode (`ce_id`, `ce_type`, `ce_source`, `ce_time`, `ce_specversion`, `ce_subject`), `tenant`, `x-request-id` and `traceparent`. Delivery is at least once: drop a `ce_id` that you have seen (of `streams.chat`: a `comment_id`). Records of one key are in order. Where a value has a `version`, keep the highest. A `null` value on a compacted topic is a deletion. Read with `isolation.level=read_committed`.

                The schemas (JSON Schema 2020-12) and samples lie in `contracts/src/main/resources`; the AsyncAPI document is [asyncapi.yaml](../asyncapi.yaml), also served at `/api/asyncapi`. What a consumer of ours rejects goes to `<topic>.dlq` (1 partition, 30 days).

                | topic | partitions | kept | events |
                | --- | --- | --- | --- |
                """);
        for (var topic : Topic.values()) {
            page.append("| `%s` | %d | %s | %s |\n"
                    .formatted(
                            topic.wireName(),
                            topic.partitions(),
                            topic.cleanup() == Topic.Cleanup.COMPACT ? "compacted" : kept(topic),
                            events(topic)));
        }

        Pages.isAsMade("docs/reference/events.md", page.toString());
    }

    private static String kept(Topic topic) {
        var hours = topic.retention().toHours();
        return hours % 24 == 0 ? hours / 24 + " d" : hours + " h";
    }

    private static String events(Topic topic) {
        return Arrays.stream(Event.class.getPermittedSubclasses())
                .filter(type -> topicOf(type).equals(topic.name()))
                .map(Class::getSimpleName)
                .map(name -> "[%s](../../contracts/src/main/resources/schemas/%s.json)".formatted(name, name))
                .collect(Collectors.joining(", "));
    }

    /** From the schema's place in the AsyncAPI document, which the contracts' own tests hold to the code. */
    private static String topicOf(Class<?> event) {
        try (var made = Event.class.getResourceAsStream("/asyncapi.json")) {
            var channels = new ObjectMapper().readTree(made).get("channels");
            return channels.properties().stream()
                    .filter(channel -> channel.getValue().get("messages").has(event.getSimpleName()))
                    .findFirst()
                    .orElseThrow()
                    .getKey();
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
