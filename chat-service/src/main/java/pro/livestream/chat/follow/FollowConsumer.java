package pro.livestream.chat.follow;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import pro.livestream.contracts.CloudEventHeaders;
import pro.livestream.contracts.event.FollowChanged;
import pro.livestream.platform.consumer.EventConsumer;
import pro.livestream.platform.error.DependencyFailure;
import pro.livestream.platform.event.EventSerde;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** Keeps the table of follows as {@code users.follows} says; its tombstones, which end a follow, are effects here. */
@ApplicationScoped
public class FollowConsumer {

    private static final Logger LOG = Logger.getLogger(FollowConsumer.class);

    private final EventConsumer events;
    private final TenantDatabase database;

    FollowConsumer(EventConsumer events, TenantDatabase database) {
        this.events = events;
        this.database = database;
    }

    @Incoming("follows-in")
    Uni<Void> changed(ConsumerRecord<String, byte[]> entry) {
        return entry.value() == null
                ? ended(entry)
                : events.consume(
                        entry,
                        FollowChanged.class,
                        (tx, tenant, event) -> event.active()
                                ? FollowStore.follow(tx, event.followingId(), event.followerId(), event.createdAt())
                                : FollowStore.unfollow(tx, event.followingId(), event.followerId()));
    }

    /** Deleting again what is gone does nothing, so that nothing need be remembered of it. */
    private Uni<Void> ended(ConsumerRecord<String, byte[]> entry) {
        var tenant = EventSerde.header(entry.headers(), CloudEventHeaders.TENANT)
                .filter(Tenant::isName)
                .map(Tenant::new);
        var ends = entry.key() == null ? new String[0] : entry.key().split(":", -1);
        if (tenant.isEmpty() || ends.length != 2) {
            LOG.warnf("A follow's tombstone at %d names nobody", entry.offset());
            return Uni.createFrom().voidItem();
        }
        UUID follower;
        UUID channel;
        try {
            follower = UUID.fromString(ends[0]);
            channel = UUID.fromString(ends[1]);
        } catch (IllegalArgumentException malformed) {
            LOG.warnf("A follow's tombstone at %d names nobody", entry.offset());
            return Uni.createFrom().voidItem();
        }
        return database.inTransactionOfEvent(tenant.get(), tx -> FollowStore.unfollow(tx, channel, follower))
                .onFailure(DependencyFailure::isOne)
                .retry()
                .withBackOff(Duration.ofMillis(200), Duration.ofSeconds(10))
                .indefinitely();
    }
}
