package pro.livestream.platform.kafka;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/** One polling thread that reads a topic from its start and goes on for ever, whatever becomes of the brokers meanwhile. */
final class TopicReplayBlockingAdapter {
    private static final Logger LOG = Logger.getLogger(TopicReplayBlockingAdapter.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final String brokers;
    private final String topic;
    private final Consumer<ConsumerRecord<String, byte[]>> handler;
    private volatile boolean stopped;
    private volatile @org.jspecify.annotations.Nullable KafkaConsumer<String, byte[]> consumer;

    TopicReplayBlockingAdapter(String brokers, String topic, Consumer<ConsumerRecord<String, byte[]>> handler) {
        this.brokers = brokers;
        this.topic = topic;
        this.handler = handler;
    }

    Uni<Void> start() {
        return Uni.createFrom()
                .emitter(caughtUp ->
                        Thread.ofPlatform().daemon().name("replay-" + topic).start(() -> run(new CaughtUp(caughtUp))));
    }

    void stop() {
        stopped = true;
        var polling = consumer;
        if (polling != null) {
            polling.wakeup();
        }
    }

    private void run(CaughtUp caughtUp) {
        while (!stopped) {
            try (var reading = new KafkaConsumer<>(settings(), new StringDeserializer(), new ByteArrayDeserializer())) {
                consumer = reading;
                replay(reading, caughtUp);
            } catch (WakeupException end) {
                LOG.debugf("%s: no longer read", topic);
            } catch (KafkaException away) {
                LOG.warnf("%s can't be read, trying again: %s", topic, away.getMessage());
                LockSupport.parkNanos(RETRY.toNanos());
            }
        }
    }

    private void replay(KafkaConsumer<String, byte[]> reading, CaughtUp caughtUp) {
        var partitions = partitions(reading);
        while (partitions.isEmpty() && !stopped) {
            LockSupport.parkNanos(RETRY.toNanos() / 4);
            partitions = partitions(reading);
        }
        reading.assign(partitions);
        reading.seekToBeginning(partitions);
        var ends = reading.endOffsets(partitions);
        while (!stopped) {
            if (!caughtUp.done && isPast(reading, ends)) {
                caughtUp.complete();
            }
            for (var entry : reading.poll(POLL)) {
                hand(entry);
            }
        }
    }

    private void hand(ConsumerRecord<String, byte[]> entry) {
        try {
            handler.accept(entry);
        } catch (RuntimeException bug) {
            LOG.errorf(bug, "%s: the record at %d/%d was not taken", topic, entry.partition(), entry.offset());
        }
    }

    private List<TopicPartition> partitions(KafkaConsumer<String, byte[]> reading) {
        return reading.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    private static boolean isPast(KafkaConsumer<String, byte[]> reading, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> reading.position(end.getKey()) >= end.getValue());
    }

    private Map<String, Object> settings() {
        return Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                brokers,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                250,
                ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                10_000);
    }

    /** Completes the start once, also when the reading starts over. */
    private static final class CaughtUp {
        private final UniEmitter<? super Void> emitter;
        private boolean done;

        CaughtUp(UniEmitter<? super Void> emitter) {
            this.emitter = emitter;
        }

        void complete() {
            done = true;
            emitter.complete(null);
        }
    }
}
