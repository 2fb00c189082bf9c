package pro.livestream.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The topics as a consumer of analytics reads them: from the start, without repeated {@code ce_id}s. */
final class Events {
    private Events() {}

    /** An event with the headers that tell of its origin. */
    record Received(JsonNode value, Map<String, String> headers) {}

    /** All of the key once at least so many are there, or what is there when the patience ends. */
    static List<JsonNode> of(String topic, String key, int wanted, Duration patience) {
        return received(topic, key, wanted, patience).stream()
                .map(Received::value)
                .toList();
    }

    static List<Received> received(String topic, String key, int wanted, Duration patience) {
        var byId = new LinkedHashMap<String, Received>();
        read(topic, key, patience, () -> byId.size() >= wanted, entry -> {
            var headers = headers(entry);
            byId.putIfAbsent(headers.get("ce_id"), new Received(Suite.JSON.readTree(entry.value()), headers));
        });
        return new ArrayList<>(byId.values());
    }

    private static void read(String topic, String key, Duration patience, BooleanSupplier enough, Reader reader) {
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
            while (System.nanoTime() < end && (!enough.getAsBoolean() || !isAtEnd(consumer))) {
                for (var entry : consumer.poll(Duration.ofMillis(200))) {
                    if (key.equals(entry.key()) && entry.value() != null) {
                        reader.take(entry);
                    }
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @FunctionalInterface
    private interface Reader {
        void take(ConsumerRecord<String, byte[]> entry) throws IOException;
    }

    /** The ids of a room's messages as they stand in the topic, repeated ones repeated, once so many different ones do. */
    static List<String> commentIds(String stream, int wanted, Duration patience) {
        var ids = new ArrayList<String>();
        read("streams.chat", stream, patience, () -> new HashSet<>(ids).size() >= wanted, entry -> {
            ids.add(Suite.JSON.readTree(entry.value()).path("comment_id").asText());
        });
        return ids;
    }

    private static boolean isAtEnd(KafkaConsumer<?, ?> consumer) {
        var ends = consumer.endOffsets(consumer.assignment());
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private static Map<String, String> headers(ConsumerRecord<?, ?> entry) {
        var headers = new HashMap<String, String>();
        entry.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return headers;
    }

    static List<JsonNode> matching(List<JsonNode> events, Predicate<JsonNode> wanted) {
        return events.stream().filter(wanted).toList();
    }
}
