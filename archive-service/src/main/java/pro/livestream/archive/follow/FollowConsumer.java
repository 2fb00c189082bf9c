package pro.livestream.archive.follow;

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
import pro.livestream.platform.event.EventSerde;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** Keeps {@code followers} up with {@code users.follows}; a tombstone ends a follow. */
@ApplicationScoped
class FollowConsumer {

    private static final Logger LOG = Logger.getLogger(FollowConsumer.class);
    private static final Duration RETRY_FIRST = Duration.ofMillis(200);
    private static final Duration RETRY_MAX = Duration.ofSeconds(10);

    private final EventConsumer events;
    private final TenantDatabase database;
    private final FollowerStore store;

    FollowConsumer(EventConsumer events, TenantDatabase database, FollowerStore store) {
        this.events = events;
        this.database = database;
        this.store = store;
    }

    @Incoming("users-follows-in")
    Uni<Void> consume(ConsumerRecord<String, byte[]> entry) {
        return entry.value() == null
                ? unfollow(entry)
                : events.consume(entry, FollowChanged.class, (tx, tenant, follow) -> store.put(tx, follow));
    }

    private Uni<Void> unfollow(ConsumerRecord<String, byte[]> entry) {
        var tenant = EventSerde.header(entry.headers(), CloudEventHeaders.TENANT);
        var ids = entry.key() == null ? new String[0] : entry.key().split(":", -1);
        if (tenant.isEmpty() || !Tenant.isName(tenant.get()) || ids.length != 2) {
            LOG.warnf("a tombstone of %s names no follow", entry.topic());
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom()
                .deferred(() -> database.inTransactionOfEvent(
                        new Tenant(tenant.get()),
                        tx -> store.remove(tx, UUID.fromString(ids[0]), UUID.fromString(ids[1]))))
                .onFailure(IllegalArgumentException.class)
                .recoverWithNull()
                .onFailure()
                .retry()
                .withBackOff(RETRY_FIRST, RETRY_MAX)
                .indefinitely();
    }
}
