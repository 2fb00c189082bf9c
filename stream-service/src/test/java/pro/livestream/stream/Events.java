package pro.livestream.stream;

import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import pro.livestream.contracts.CloudEventHeaders;
import pro.livestream.contracts.event.Event;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.platform.event.EventSerde;

/** What stands on a topic under a key. */
public final class Events {

    private Events() {}

    public static List<JsonPath> of(String topic, String key) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", String.valueOf(EmbeddedParts.settings().get("KAFKA_BROKERS")));
        var found = new ArrayList<JsonPath>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                for (var entry : consumer.poll(Duration.ofMillis(200))) {
                    if (key.equals(entry.key()) && entry.value() != null) {
                        found.add(JsonPath.from(new String(entry.value(), StandardCharsets.UTF_8)));
                    }
                }
            }
        }
        return found;
    }

    /** What another service says. */
    public static void send(Event event) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", String.valueOf(EmbeddedParts.settings().get("KAFKA_BROKERS")));
        var headers =
                EventSerde.headers(UUID.randomUUID().toString(), "another-service", event, Instant.now(), null, null);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            event.topic().wireName(), null, event.key(), EventSerde.write(event), headers))
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** What the gateway sends when an account is erased. */
    public static void erase(String tenant, String userId) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", String.valueOf(EmbeddedParts.settings().get("KAFKA_BROKERS")));
        var headers = new RecordHeaders()
                .add(CloudEventHeaders.TENANT, tenant.getBytes(StandardCharsets.UTF_8))
                .add("ce_id", UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("users.profile", null, userId, null, headers))
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
