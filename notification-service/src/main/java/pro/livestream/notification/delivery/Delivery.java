package pro.livestream.notification.delivery;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.notification.inbox.Notification;

/** One notification on its way to one target: a user's address, or one of a user's push subscriptions. */
public record Delivery(
        UUID deliveryId,
        Notification notification,
        String target,
        int attempts,
        Instant createdAt,
        Instant expiresAt,
        @Nullable String locale) {}
