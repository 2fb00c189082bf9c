package pro.livestream.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import pro.livestream.contracts.event.Event;

/** The AsyncAPI 3 document of the topics is made from their declaration; {@code -Dcontracts.write=true} writes it. */
class AsyncApiTest {
    private static final Path DOCUMENT = Path.of("src/main/resources/asyncapi.json");

    @Test
    void describesEveryTopicAndEvent() throws IOException {
        var made = Wire.MAPPER.readTree(Wire.MAPPER.writeValueAsString(document()));
        if (Boolean.getBoolean("contracts.write")) {
            Files.writeString(DOCUMENT, Wire.MAPPER.writeValueAsString(made) + "\n");
        }

        assertThat(made).isEqualTo(Wire.MAPPER.readTree(DOCUMENT.toFile()));
    }

    private static ObjectNode document() throws IOException {
        var document = Wire.MAPPER.createObjectNode().put("asyncapi", "3.0.0");
        document.putObject("info")
                .put("title", "LiveStream Pro events")
                .put("version", "1.0.0")
                .put(
                        "description",
                        "Facts on Kafka: JSON values, CloudEvents 1.0 headers in binary mode, at least once.")
                .putObject("license")
                .put("name", "Apache-2.0");
        document.put("defaultContentType", "application/json");
        var channels = document.putObject("channels");
        var operations = document.putObject("operations");
        var components = document.putObject("components");
        var messages = components.putObject("messages");
        components.putObject("messageTraits").set("cloudEvent", headers());
        for (var topic : Topic.values()) {
            var channel = channels.putObject(topic.name()).put("address", topic.wireName());
            channel.putObject("bindings")
                    .putObject("kafka")
                    .put("topic", topic.wireName())
                    .put("partitions", topic.partitions());
            channel.putObject("messages");
            operations
                    .putObject("receive_" + topic.name())
                    .put("action", "receive")
                    .putObject("channel")
                    .put("$ref", "#/channels/" + topic.name());
        }
        var byName = new TreeMap<String, Event>();
        SampleEvents.all().forEach(event -> byName.put(event.getClass().getSimpleName(), event));
        for (var entry : byName.entrySet()) {
            message(entry.getKey(), entry.getValue(), messages);
            ((ObjectNode) channels.get(entry.getValue().topic().name()).get("messages"))
                    .putObject(entry.getKey())
                    .put("$ref", "#/components/messages/" + entry.getKey());
        }
        return document;
    }

    private static void message(String name, Event event, ObjectNode messages) throws IOException {
        var message = messages.putObject(name).put("name", event.eventType()).put("contentType", "application/json");
        message.putArray("traits").addObject().put("$ref", "#/components/messageTraits/cloudEvent");
        ObjectNode schema = SchemaWriter.of(event.getClass()).deepCopy();
        schema.remove(java.util.List.of("$schema", "$id"));
        message.set("payload", schema);
        JsonNode sample = Wire.MAPPER.readTree(Wire.MAPPER.writeValueAsString(event));
        message.putArray("examples").addObject().set("payload", sample);
    }

    private static ObjectNode headers() {
        var trait = Wire.MAPPER.createObjectNode();
        var headers = trait.putObject("headers").put("type", "object");
        var properties = headers.putObject("properties");
        for (var name : Arrays.asList(
                CloudEventHeaders.ID,
                CloudEventHeaders.TYPE,
                CloudEventHeaders.SOURCE,
                CloudEventHeaders.TIME,
                CloudEventHeaders.SPEC_VERSION,
                CloudEventHeaders.SUBJECT,
                CloudEventHeaders.TENANT,
                CloudEventHeaders.REQUEST_ID,
                CloudEventHeaders.TRACE_PARENT)) {
            properties.putObject(name).put("type", "string");
        }
        return trait;
    }
}
