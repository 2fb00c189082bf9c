package pro.livestream.platform;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import pro.livestream.local.testing.EmbeddedParts;

/** Reads a topic from its start, as a consumer of analytics does. */
public final class TopicReader {
    private TopicReader() {}

    /** The matching records there are within {@code patience}, or as soon as there are {@code wanted}. */
    public static List<ConsumerRecord<String, byte[]>> read(
            String topic, int wanted, Duration patience, Predicate<ConsumerRecord<String, byte[]>> matching) {
        var found = new ArrayList<ConsumerRecord<String, byte[]>>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers",
                        EmbeddedParts.settings().get("KAFKA_BROKERS"),
                        "isolation.level",
                        "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var end = System.nanoTime() + patience.toNanos();
            while (System.nanoTime() < end && found.size() < wanted) {
                for (var entry : consumer.poll(Duration.ofMillis(100))) {
                    if (matching.test(entry)) {
                        found.add(entry);
                    }
                }
            }
        }
        return found;
    }
}
