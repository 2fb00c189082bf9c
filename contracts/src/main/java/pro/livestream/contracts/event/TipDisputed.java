package pro.livestream.contracts.event;

import java.time.Instant;
import java.util.UUID;
import pro.livestream.contracts.Topic;

/** The payer's bank took a tip back, or a dispute changed ({@code state}: opened, won or lost). */
public record TipDisputed(
        String eventType,
        String tenant,
        UUID transactionId,
        UUID streamId,
        UUID senderId,
        UUID receiverId,
        long amount,
        String currency,
        String state,
        Instant disputedAt,
        long version)
        implements Event {

    public static final String TYPE = "payment_disputed";

    public TipDisputed(
            String tenant,
            UUID transactionId,
            UUID streamId,
            UUID senderId,
            UUID receiverId,
            long amount,
            String currency,
            String state,
            Instant disputedAt,
            long version) {
        this(TYPE, tenant, transactionId, streamId, senderId, receiverId, amount, currency, state, disputedAt, version);
    }

    @Override
    public Topic topic() {
        return Topic.PAYMENT_DISPUTED;
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
