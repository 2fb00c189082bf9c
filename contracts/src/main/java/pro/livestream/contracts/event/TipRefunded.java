package pro.livestream.contracts.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.Topic;

/** A tip was given back. */
public record TipRefunded(
        String eventType,
        String tenant,
        UUID transactionId,
        UUID streamId,
        UUID senderId,
        UUID receiverId,
        long amount,
        String currency,
        @Nullable String reason,
        Instant refundedAt,
        long version)
        implements Event {

    public static final String TYPE = "payment_refunded";

    public TipRefunded(
            String tenant,
            UUID transactionId,
            UUID streamId,
            UUID senderId,
            UUID receiverId,
            long amount,
            String currency,
            @Nullable String reason,
            Instant refundedAt,
            long version) {
        this(
                TYPE,
                tenant,
                transactionId,
                streamId,
                senderId,
                receiverId,
                amount,
                currency,
                reason,
                refundedAt,
                version);
    }

    @Override
    public Topic topic() {
        return Topic.PAYMENT_REFUNDED;
    }

    @Override
    public String key() {
        return streamId.toString();
    }

    @Override
    public Long aggregateVersion() {
        return version;
    }
}
