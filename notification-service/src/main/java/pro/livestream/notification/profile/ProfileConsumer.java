package pro.livestream.notification.profile;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import pro.livestream.contracts.event.UserProfileChanged;
import pro.livestream.platform.consumer.Erasures;
import pro.livestream.platform.consumer.EventConsumer;

/** Keeps the users up to date; a tombstone makes every feature forget the user. */
@ApplicationScoped
class ProfileConsumer {

    private final EventConsumer events;
    private final Erasures erasures;
    private final UserStore users;

    ProfileConsumer(EventConsumer events, Erasures erasures, UserStore users) {
        this.events = events;
        this.erasures = erasures;
        this.users = users;
    }

    @Incoming("profiles-in")
    Uni<Void> on(ConsumerRecord<String, byte[]> entry) {
        return entry.value() == null
                ? erasures.consume(entry)
                : events.consume(entry, UserProfileChanged.class, (tx, tenant, profile) -> users.put(tx, profile));
    }
}
