package pro.livestream.archive;

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
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import pro.livestream.contracts.event.Event;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.platform.event.EventSerde;

/** Events as the other services send and read them. */
final class Topics {

    private static final String BROKERS =
            String.valueOf(EmbeddedParts.settings().get("KAFKA_BROKERS"));

    private Topics() {}

    static void send(Event... events) {
        Map<String, Object> settings = Map.of("bootstrap.servers", BROKERS, "acks", "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            for (Event event : events) {
                var headers =
                        EventSerde.headers(UUID.randomUUID().toString(), "test", event, Instant.now(), null, null);
                producer.send(new ProducerRecord<>(
                                event.topic().wireName(), null, event.key(), EventSerde.write(event), headers))
                        .get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static List<byte[]> of(String topic, String key) {
        Map<String, Object> settings = Map.of("bootstrap.servers", BROKERS, "isolation.level", "read_committed");
        var found = new ArrayList<byte[]>();
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
                        found.add(entry.value());
                    }
                }
            }
        }
        return found;
    }
}
