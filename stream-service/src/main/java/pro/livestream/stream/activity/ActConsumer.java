package pro.livestream.stream.activity;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import pro.livestream.contracts.CloudEventHeaders;
import pro.livestream.contracts.event.ChatMessagePosted;
import pro.livestream.contracts.event.ReactionSent;
import pro.livestream.platform.event.EventSerde;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/**
 * Counts messages and reactions, a poll's records in one transaction per tenant. Key and headers say all that is needed, so that
 * no text is read; a record whose key or headers are malformed is nobody's and is passed over.
 */
@ApplicationScoped
class ActConsumer {

    private static final Logger LOG = Logger.getLogger(ActConsumer.class);
    private static final Duration RETRY_FIRST = Duration.ofMillis(200);
    private static final Duration RETRY_MAX = Duration.ofSeconds(10);

    private final TenantDatabase database;
    private final CountedRecords counted;
    private final MinuteStore minutes;

    ActConsumer(TenantDatabase database, CountedRecords counted, MinuteStore minutes) {
        this.database = database;
        this.counted = counted;
        this.minutes = minutes;
    }

    @Incoming("streams-chat-in")
    Uni<Void> messages(ConsumerRecords<String, byte[]> batch) {
        return count(batch, ChatMessagePosted.TYPE, MinuteStore.Act.MESSAGE);
    }

    @Incoming("streams-reactions-in")
    Uni<Void> reactions(ConsumerRecords<String, byte[]> batch) {
        return count(batch, ReactionSent.TYPE, MinuteStore.Act.REACTION);
    }

    private Uni<Void> count(ConsumerRecords<String, byte[]> batch, String type, MinuteStore.Act act) {
        var byTenant = new HashMap<Tenant, List<ConsumerRecord<String, byte[]>>>();
        for (var entry : batch) {
            if (header(entry, CloudEventHeaders.TYPE).filter(type::equals).isPresent()) {
                header(entry, CloudEventHeaders.TENANT)
                        .filter(Tenant::isName)
                        .ifPresent(name -> byTenant.computeIfAbsent(new Tenant(name), first -> new ArrayList<>())
                                .add(entry));
            }
        }
        return Multi.createFrom()
                .iterable(byTenant.entrySet())
                .onItem()
                .transformToUniAndConcatenate(some -> count(some.getKey(), some.getValue(), act))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> count(Tenant tenant, List<ConsumerRecord<String, byte[]>> entries, MinuteStore.Act act) {
        return Uni.createFrom()
                .deferred(() -> database.inTransactionOfEvent(
                        tenant,
                        tx -> counted.take(tx, entries.getFirst().topic(), entries)
                                .chain(fresh -> minutes.acts(tx, act, acts(fresh)))))
                .onFailure()
                .invoke(failure -> LOG.warnf("what happens on streams waits to be counted: %s", failure.toString()))
                .onFailure()
                .retry()
                .withBackOff(RETRY_FIRST, RETRY_MAX)
                .indefinitely();
    }

    private static Acts acts(List<ConsumerRecord<String, byte[]>> entries) {
        var acts = new Acts();
        entries.forEach(entry -> minute(entry).ifPresent(acts::add));
        return acts;
    }

    private static Optional<Acts.Minute> minute(ConsumerRecord<String, byte[]> entry) {
        try {
            var at = header(entry, CloudEventHeaders.TIME).map(Instant::parse);
            return Optional.of(Acts.Minute.of(
                    UUID.fromString(String.valueOf(entry.key())),
                    at.orElseGet(() -> Instant.ofEpochMilli(entry.timestamp()))));
        } catch (IllegalArgumentException | DateTimeParseException malformed) {
            LOG.warnf("%s/%d/%d is not counted: %s", entry.topic(), entry.partition(), entry.offset(), malformed);
            return Optional.empty();
        }
    }

    private static Optional<String> header(ConsumerRecord<String, byte[]> entry, String name) {
        return EventSerde.header(entry.headers(), name);
    }
}
