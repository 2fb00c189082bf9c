package pro.livestream.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The topics as a consumer of analytics reads them: from the start, without repeated {@code ce_id}s. */
final class Events {
    private Events() {}

    static List<JsonNode> of(String topic, String key, int wanted, Duration patience) {
        var byId = new LinkedHashMap<String, JsonNode>();
        var end = System.nanoTime() + patience.toNanos();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", Suite.running().brokers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (System.nanoTime() < end && byId.size() < wanted) {
                for (var entry : consumer.poll(Duration.ofMillis(200))) {
                    if (key.equals(entry.key()) && entry.value() != null) {
                        byId.putIfAbsent(
                                new String(
                                        entry.headers().lastHeader("ce_id").value(),
                                        java.nio.charset.StandardCharsets.UTF_8),
                                Suite.JSON.readTree(entry.value()));
                    }
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return new ArrayList<>(byId.values());
    }

    static List<JsonNode> matching(List<JsonNode> events, Predicate<JsonNode> wanted) {
        return events.stream().filter(wanted).toList();
    }
}
