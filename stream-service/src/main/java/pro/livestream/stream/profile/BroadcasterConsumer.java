package pro.livestream.stream.profile;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import pro.livestream.contracts.CloudEventHeaders;
import pro.livestream.contracts.event.UserProfileChanged;
import pro.livestream.platform.event.EventConsumer;
import pro.livestream.platform.event.EventSerde;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.stream.seat.ViewingRecordStore;

/** Keeps {@code broadcasters} up with the gateway's profiles; a tombstone takes the name away, and the user from what it watched. */
@ApplicationScoped
class BroadcasterConsumer {

    private final EventConsumer events;
    private final TenantDatabase database;
    private final BroadcasterStore store;
    private final ViewingRecordStore viewings;

    BroadcasterConsumer(
            EventConsumer events, TenantDatabase database, BroadcasterStore store, ViewingRecordStore viewings) {
        this.events = events;
        this.database = database;
        this.store = store;
        this.viewings = viewings;
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
        return database.inTransaction(
                new Tenant(tenant.get()), tx -> store.erase(tx, userId).chain(() -> viewings.anonymise(tx, userId)));
    }
}
