package pro.livestream.contracts;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** Every Kafka topic: the one place that says its name, partitions, clean-up and retention. */
public enum Topic {
    STREAMS_CHAT("streams.chat", 12, Cleanup.DELETE, Duration.ofDays(7)),
    STREAMS_REACTIONS("streams.reactions", 12, Cleanup.DELETE, Duration.ofDays(7)),
    STREAMS_MODERATION("streams.moderation", 3, Cleanup.DELETE, Duration.ofDays(30)),
    STREAMS_VIEWERS("streams.viewers", 12, Cleanup.DELETE, Duration.ofDays(7)),
    STREAM_STARTED("stream.started", 6, Cleanup.DELETE, Duration.ofDays(30)),
    STREAM_ENDED("stream.ended", 6, Cleanup.DELETE, Duration.ofDays(30)),
    STREAM_RECORDED("stream.recorded", 6, Cleanup.DELETE, Duration.ofDays(30)),
    STREAM_SCHEDULED("stream.scheduled", 3, Cleanup.COMPACT, Duration.ZERO),
    STREAM_UPDATED("stream.updated", 6, Cleanup.COMPACT, Duration.ZERO),
    STREAM_STAGES("stream.stages", 3, Cleanup.DELETE, Duration.ofDays(30)),
    ARCHIVE_READY("archive.ready", 3, Cleanup.DELETE, Duration.ofDays(30)),
    ARCHIVE_FAILED("archive.failed", 3, Cleanup.DELETE, Duration.ofDays(30)),
    PAYMENT_TIPS("payment.tips", 6, Cleanup.DELETE, Duration.ofDays(90)),
    PAYMENT_REFUNDED("payment.refunded", 6, Cleanup.DELETE, Duration.ofDays(90)),
    PAYMENT_DISPUTED("payment.disputed", 6, Cleanup.DELETE, Duration.ofDays(90)),
    USERS_PROFILE("users.profile", 6, Cleanup.COMPACT, Duration.ZERO),
    USERS_FOLLOWS("users.follows", 6, Cleanup.COMPACT, Duration.ZERO),
    IDENTITY_REVOCATIONS("identity.revocations", 1, Cleanup.DELETE, Duration.ofHours(25)),
    NOTIFICATIONS_DELIVERIES("notifications.deliveries", 12, Cleanup.DELETE, Duration.ofDays(7)),
    TENANTS("tenants", 1, Cleanup.COMPACT, Duration.ZERO),
    TENANTS_STATUS("tenants.status", 1, Cleanup.COMPACT, Duration.ZERO);

    /** What Kafka does with old records. */
    public enum Cleanup {
        DELETE,
        COMPACT
    }

    /** Where records go that a consumer's code rejected: {@code <topic>.dlq}, one partition, 30 days. */
    public static final Duration DEAD_LETTER_RETENTION = Duration.ofDays(30);

    private final String wireName;
    private final int partitions;
    private final Cleanup cleanup;
    private final Duration retention;

    Topic(String wireName, int partitions, Cleanup cleanup, Duration retention) {
        this.wireName = wireName;
        this.partitions = partitions;
        this.cleanup = cleanup;
        this.retention = retention;
    }

    public static Optional<Topic> named(String wireName) {
        return Arrays.stream(values()).filter(t -> t.wireName.equals(wireName)).findFirst();
    }

    public String wireName() {
        return wireName;
    }

    public String deadLetterName() {
        return deadLetterName(wireName);
    }

    public static String deadLetterName(String topic) {
        return topic + ".dlq";
    }

    /** At full size; the embedded run caps it. */
    public int partitions() {
        return partitions;
    }

    public Cleanup cleanup() {
        return cleanup;
    }

    /** Zero for compacted topics, whose latest record per key stays. */
    public Duration retention() {
        return retention;
    }
}
