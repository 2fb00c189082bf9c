package pro.livestream.notification.profile;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import pro.livestream.contracts.CloudEventHeaders;
import pro.livestream.contracts.event.UserProfileChanged;
import pro.livestream.platform.consumer.EventConsumer;
import pro.livestream.platform.error.DependencyFailure;
import pro.livestream.platform.event.EventSerde;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** Keeps the users up to date; a tombstone makes every feature forget the user. */
@ApplicationScoped
class ProfileConsumer {
    private static final Logger LOG = Logger.getLogger(ProfileConsumer.class);
    private static final Duration RETRY_FIRST = Duration.ofMillis(200);
    private static final Duration RETRY_MAX = Duration.ofSeconds(10);

    private final EventConsumer consumer;
    private final TenantDatabase database;
    private final UserStore users;
    private final Instance<PersonalData> holders;

    ProfileConsumer(EventConsumer consumer, TenantDatabase database, UserStore users, Instance<PersonalData> holders) {
        this.consumer = consumer;
        this.database = database;
        this.users = users;
        this.holders = holders;
    }

    @Incoming("profiles-in")
    Uni<Void> on(ConsumerRecord<String, byte[]> entry) {
        return entry.value() == null
                ? erased(entry)
                : consumer.consume(entry, UserProfileChanged.class, (tx, tenant, profile) -> users.put(tx, profile));
    }

    private Uni<Void> erased(ConsumerRecord<String, byte[]> entry) {
        var tenant = EventSerde.header(entry.headers(), CloudEventHeaders.TENANT)
                .filter(Tenant::isName)
                .map(Tenant::new);
        var user = userId(entry.key());
        if (tenant.isEmpty() || user.isEmpty()) {
            LOG.warnf("A tombstone at %d/%d names no user of a tenant", entry.partition(), entry.offset());
            return Uni.createFrom().voidItem();
        }
        return erase(tenant.get(), user.get());
    }

    private Uni<Void> erase(Tenant tenant, UUID user) {
        return database.inTransactionOfEvent(tenant, tx -> users.bury(tx, user))
                .chain(() -> Multi.createFrom()
                        .iterable(holders)
                        .onItem()
                        .transformToUniAndConcatenate(holder -> holder.erase(tenant, user))
                        .collect()
                        .last())
                .replaceWithVoid()
                .onFailure(DependencyFailure::isOne)
                .invoke(failure -> LOG.warnf("an erasure of %s waits: %s", tenant, failure.toString()))
                .onFailure(DependencyFailure::isOne)
                .retry()
                .withBackOff(RETRY_FIRST, RETRY_MAX)
                .indefinitely()
                .onFailure()
                .invoke(bug -> LOG.errorf(bug, "user %s of %s could not be erased", user, tenant))
                .onFailure()
                .recoverWithNull();
    }

    private static Optional<UUID> userId(String key) {
        try {
            return Optional.of(UUID.fromString(key));
        } catch (IllegalArgumentException | NullPointerException none) {
            return Optional.empty();
        }
    }
}
