package pro.livestream.stream.profile;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import pro.livestream.contracts.event.UserProfileChanged;
import pro.livestream.platform.consumer.Erasures;
import pro.livestream.platform.consumer.EventConsumer;

/** Keeps {@code broadcasters} up with the gateway's profiles; a tombstone takes the name away, and the user from what it watched. */
@ApplicationScoped
class BroadcasterConsumer {

    private final EventConsumer events;
    private final Erasures erasures;
    private final BroadcasterStore store;

    BroadcasterConsumer(EventConsumer events, Erasures erasures, BroadcasterStore store) {
        this.events = events;
        this.erasures = erasures;
        this.store = store;
    }

    @Incoming("users-profile-in")
    Uni<Void> consume(ConsumerRecord<String, byte[]> entry) {
        return entry.value() == null
                ? erasures.consume(entry)
                : events.consume(entry, UserProfileChanged.class, (tx, tenant, profile) -> store.put(tx, profile));
    }
}
