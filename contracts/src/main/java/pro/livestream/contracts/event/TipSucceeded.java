package pro.livestream.contracts.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.Topic;

/** A tip was paid; {@code amount} and {@code fee} in the minor unit of {@code currency} (ISO 4217). */
public record TipSucceeded(
        String eventType,
        String tenant,
        UUID transactionId,
        UUID streamId,
        UUID senderId,
        UUID receiverId,
        long amount,
        String currency,
        long fee,
        String senderUsername,
        @Nullable String message,
        Instant succeededAt,
        long version)
        implements Event {

    public static final String TYPE = "payment_tip";

    public TipSucceeded(
            String tenant,
            UUID transactionId,
            UUID streamId,
            UUID senderId,
            UUID receiverId,
            long amount,
            String currency,
            long fee,
            String senderUsername,
            @Nullable String message,
            Instant succeededAt,
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
                fee,
                senderUsername,
                message,
                succeededAt,
                version);
    }

    @Override
    public Topic topic() {
        return Topic.PAYMENT_TIPS;
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
