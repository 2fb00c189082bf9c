package pro.livestream.stream.profile;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import pro.livestream.contracts.CloudEventHeaders;
import pro.livestream.contracts.event.UserProfileChanged;
import pro.livestream.platform.consumer.EventConsumer;
import pro.livestream.platform.error.DependencyFailure;
import pro.livestream.platform.event.EventSerde;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/** Keeps {@code broadcasters} up with the gateway's profiles; a tombstone takes the name away, and the user from what it watched. */
@ApplicationScoped
class BroadcasterConsumer {

    private static final Duration RETRY_FIRST = Duration.ofMillis(200);
    private static final Duration RETRY_MAX = Duration.ofSeconds(10);

    private final EventConsumer events;
    private final TenantDatabase database;
    private final BroadcasterStore store;
    private final Instance<PersonalData> holders;

    BroadcasterConsumer(
            EventConsumer events, TenantDatabase database, BroadcasterStore store, Instance<PersonalData> holders) {
        this.events = events;
        this.database = database;
        this.store = store;
        this.holders = holders;
    }

    @Incoming("users-profile-in")
    Uni<Void> consume(ConsumerRecord<String, byte[]> entry) {
        return entry.value() == null
                ? erase(entry)
                : events.consume(entry, UserProfileChanged.class, (tx, tenant, profile) -> store.put(tx, profile));
    }

    private Uni<Void> erase(ConsumerRecord<String, byte[]> entry) {
        var tenant = EventSerde.header(entry.headers(), CloudEventHeaders.TENANT);
        if (tenant.isEmpty() || !Tenant.isName(tenant.get())) {
            return Uni.createFrom().voidItem();
        }
        UUID userId = UUID.fromString(entry.key());
        return erase(new Tenant(tenant.get()), userId);
    }

    /** Repeated as a whole while PostgreSQL is away: each holder may be asked again. */
    private Uni<Void> erase(Tenant tenant, UUID userId) {
        return database.inTransactionOfEvent(tenant, tx -> store.erase(tx, userId))
                .chain(() -> Multi.createFrom()
                        .iterable(holders)
                        .onItem()
                        .transformToUniAndConcatenate(holder -> holder.erase(tenant, userId))
                        .collect()
                        .last())
                .replaceWithVoid()
                .onFailure(DependencyFailure::isOne)
                .retry()
                .withBackOff(RETRY_FIRST, RETRY_MAX)
                .indefinitely();
    }
}
