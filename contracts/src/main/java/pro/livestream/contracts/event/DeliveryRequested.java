package pro.livestream.contracts.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.Topic;

/** A page of followers is to be told, or was ({@code state}: requested, done or dead). */
public record DeliveryRequested(
        String eventType,
        String tenant,
        UUID deliveryId,
        UUID userId,
        String kind,
        String channel,
        String state,
        @Nullable String reason,
        Instant at)
        implements Event {

    public static final String TYPE = "notification_delivery";

    public DeliveryRequested(
            String tenant,
            UUID deliveryId,
            UUID userId,
            String kind,
            String channel,
            String state,
            @Nullable String reason,
            Instant at) {
        this(TYPE, tenant, deliveryId, userId, kind, channel, state, reason, at);
    }

    @Override
    public Topic topic() {
        return Topic.NOTIFICATIONS_DELIVERIES;
    }

    @Override
    public String key() {
        return deliveryId.toString();
    }
}
