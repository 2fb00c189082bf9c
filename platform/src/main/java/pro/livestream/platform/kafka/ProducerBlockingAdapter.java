package pro.livestream.platform.kafka;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka's producer, whose calls can block on metadata, on one thread of its own, so that calls keep their order. */
public final class ProducerBlockingAdapter implements AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final KafkaProducer<String, byte[]> producer;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("kafka-send-", 0).factory());

    private ProducerBlockingAdapter(Map<String, Object> settings) {
        this.producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
    }

    /** A producer whose records wait {@code linger} for others to share a request with. */
    public static ProducerBlockingAdapter idempotent(String brokers, Duration linger) {
        var settings = settings(brokers);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, linger.toMillis());
        return new ProducerBlockingAdapter(settings);
    }

    /** A producer that fences every older one of the same id. */
    public static ProducerBlockingAdapter transactional(String brokers, String transactionalId) {
        var settings = settings(brokers);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 30_000);
        return new ProducerBlockingAdapter(settings);
    }

    private static Map<String, Object> settings(String brokers) {
        var settings = new HashMap<String, Object>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 2);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 16L * 1024 * 1024);
        return settings;
    }

    public Uni<Void> send(ProducerRecord<String, byte[]> entry) {
        return Uni.createFrom()
                .emitter(emitter -> thread.execute(() -> {
                    try {
                        var _ = producer.send(entry, (metadata, failure) -> {
                            if (failure == null) {
                                emitter.complete(null);
                            } else {
                                emitter.fail(failure);
                            }
                        });
                    } catch (RuntimeException failure) {
                        emitter.fail(failure);
                    }
                }));
    }

    /** Fences older producers of the same transactional id. */
    public Uni<Void> fence() {
        return onThread(producer::initTransactions);
    }

    /** All of the records or, for those who read committed ones, none. */
    public Uni<Void> sendTogether(List<ProducerRecord<String, byte[]>> entries) {
        return onThread(() -> {
            producer.beginTransaction();
            List<Future<RecordMetadata>> sent =
                    entries.stream().map(producer::send).toList();
            for (var one : sent) {
                confirm(one);
            }
            producer.commitTransaction();
        });
    }

    private static void confirm(Future<RecordMetadata> sent) {
        try {
            var _ = sent.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptException(stopped);
        } catch (ExecutionException failure) {
            throw new org.apache.kafka.common.KafkaException(failure.getCause());
        }
    }

    private Uni<Void> onThread(Runnable work) {
        return Uni.createFrom()
                .emitter(emitter -> thread.execute(() -> {
                    try {
                        work.run();
                        emitter.complete(null);
                    } catch (RuntimeException failure) {
                        emitter.fail(failure);
                    }
                }));
    }

    /** Not waited for: a broker that is away must not hold up the end. */
    @Override
    public void close() {
        thread.execute(() -> producer.close(CLOSE_TIMEOUT));
        thread.shutdown();
    }
}
