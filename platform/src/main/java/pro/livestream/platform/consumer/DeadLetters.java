package pro.livestream.platform.consumer;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import pro.livestream.contracts.Topic;
import pro.livestream.platform.config.ServiceConfig;
import pro.livestream.platform.kafka.EventSender;

/** The topics {@code <topic>.dlq} and the keys that are diverted there until somebody replays them. */
@ApplicationScoped
class DeadLetters {
    private static final int ERROR_LENGTH_MAX = 1_000;

    private final Pool pool;
    private final EventSender sender;
    private final ServiceConfig config;

    DeadLetters(Pool pool, EventSender sender, ServiceConfig config) {
        this.pool = pool;
        this.sender = sender;
        this.config = config;
    }

    /** Asks the table; one small indexed look-up per record, since a replay may lift the block at any time. */
    Uni<Boolean> isBlocked(ConsumerRecord<String, byte[]> entry) {
        return pool.preparedQuery(
                        "select 1 from platform.dead_letter_key where consumer = $1 and topic = $2 and key = $3")
                .execute(Tuple.of(config.name(), entry.topic(), keyOf(entry)))
                .map(rows -> rows.size() > 0);
    }

    /** First the block, then the letter: a crash between the two sends a letter twice, never lets a later record pass. */
    Uni<Void> add(ConsumerRecord<String, byte[]> entry, String error) {
        return pool.preparedQuery("""
                        insert into platform.dead_letter_key (consumer, topic, key) values ($1, $2, $3)
                        on conflict do nothing
                        """)
                .execute(Tuple.of(config.name(), entry.topic(), keyOf(entry)))
                .chain(() -> sender.send(letter(entry, error)));
    }

    private ProducerRecord<String, byte[]> letter(ConsumerRecord<String, byte[]> entry, String error) {
        var headers = new RecordHeaders(entry.headers().toArray());
        put(headers, "dlq-consumer", config.name());
        put(headers, "dlq-topic", entry.topic());
        put(headers, "dlq-partition", String.valueOf(entry.partition()));
        put(headers, "dlq-offset", String.valueOf(entry.offset()));
        put(headers, "dlq-error", error.substring(0, Math.min(error.length(), ERROR_LENGTH_MAX)));
        return new ProducerRecord<>(Topic.deadLetterName(entry.topic()), null, entry.key(), entry.value(), headers);
    }

    private static void put(RecordHeaders headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static String keyOf(ConsumerRecord<String, byte[]> entry) {
        return entry.key() == null ? "" : entry.key();
    }
}
