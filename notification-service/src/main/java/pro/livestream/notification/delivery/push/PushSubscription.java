package pro.livestream.notification.delivery.push;

import io.vertx.mutiny.core.buffer.Buffer;
import java.time.Instant;
import java.util.UUID;

/** A browser of a user, as its push service knows it. */
record PushSubscription(UUID subscriptionId, UUID userId, String endpoint, Keys keys, Instant createdAt) {

    /** What messages for this browser are encrypted with. */
    record Keys(Buffer point, Buffer auth) {}
}
