package pro.livestream.platform.consumer;

import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.CloudEventHeaders;
import pro.livestream.platform.event.EventRejectedException;
import pro.livestream.platform.event.EventSerde;
import pro.livestream.platform.tenant.Tenant;

/**
 * Takes the tombstones of users: every {@link PersonalData} lets the user go. Repeated as a whole while a dependency or the
 * tenant is away; what names no user of a tenant, or can't be erased by a bug, goes to the dead letters.
 */
@ApplicationScoped
public class Erasures {
    private final EventConsumer consumer;
    private final List<PersonalData> holders;

    Erasures(EventConsumer consumer, @All List<PersonalData> holders) {
        this.consumer = consumer;
        this.holders = holders;
    }

    /** Completes when the record's offset may be committed; never fails. What is no tombstone is passed over. */
    public Uni<Void> consume(ConsumerRecord<String, byte[]> entry) {
        return entry.value() == null
                ? consumer.take(entry, () -> erase(tenantOf(entry), userOf(entry.key())))
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> erase(Tenant tenant, UUID userId) {
        return Multi.createFrom()
                .iterable(holders)
                .onItem()
                .transformToUniAndConcatenate(holder -> holder.erase(tenant, userId))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static Tenant tenantOf(ConsumerRecord<String, byte[]> entry) {
        return EventSerde.header(entry.headers(), CloudEventHeaders.TENANT)
                .filter(Tenant::isName)
                .map(Tenant::new)
                .orElseThrow(() -> new EventRejectedException("the tombstone names no tenant"));
    }

    private static UUID userOf(@Nullable String key) {
        try {
            return UUID.fromString(key == null ? "" : key);
        } catch (IllegalArgumentException malformed) {
            throw new EventRejectedException("the tombstone names no user");
        }
    }
}
