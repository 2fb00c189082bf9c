package pro.livestream.chat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import pro.livestream.contracts.CloudEventHeaders;
import pro.livestream.contracts.event.Event;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.platform.event.EventSerde;

/** What this service has told of a stream. */
final class Topics {

    private Topics() {}

    static <E extends Event> List<E> of(String topic, UUID stream, String eventType, Class<E> type) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                String.valueOf(EmbeddedParts.settings().get("KAFKA_BROKERS")),
                "isolation.level",
                "read_committed");
        var found = new ArrayList<E>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                for (var entry : consumer.poll(Duration.ofMillis(200))) {
                    var told = new String(
                            entry.headers().lastHeader(CloudEventHeaders.TYPE).value(), StandardCharsets.UTF_8);
                    if (stream.toString().equals(entry.key()) && told.equals(eventType)) {
                        found.add(EventSerde.read(entry.value(), type));
                    }
                }
            }
        }
        return found;
    }
}
