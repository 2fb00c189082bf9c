package pro.livestream.archive.replay;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import pro.livestream.contracts.CloudEventHeaders;
import pro.livestream.platform.consumer.EventConsumer;
import pro.livestream.platform.error.DependencyFailure;
import pro.livestream.platform.event.EventRejectedException;
import pro.livestream.platform.event.EventSerde;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;

/**
 * Keeps the chat for replay, a poll's records in one transaction per tenant. The acts may be repeated without harm, so no
 * event ids are remembered; where a batch makes trouble its records are taken one by one.
 */
@ApplicationScoped
class ChatConsumer {

    private static final Logger LOG = Logger.getLogger(ChatConsumer.class);
    private static final Duration RETRY_FIRST = Duration.ofMillis(200);
    private static final Duration RETRY_MAX = Duration.ofSeconds(10);

    private final EventConsumer events;
    private final TenantDatabase database;
    private final ReplayStore store;

    ChatConsumer(EventConsumer events, TenantDatabase database, ReplayStore store) {
        this.events = events;
        this.database = database;
        this.store = store;
    }

    @Incoming("streams-chat-in")
    Uni<Void> consume(ConsumerRecords<String, byte[]> batch) {
        var byTenant = new HashMap<Tenant, ChatActs>();
        var troubled = new ArrayList<ConsumerRecord<String, byte[]>>();
        var taken = new HashMap<Tenant, List<ConsumerRecord<String, byte[]>>>();
        for (var entry : batch) {
            if (entry.value() == null) {
                continue;
            }
            try {
                var tenant = tenantOf(entry);
                byTenant.computeIfAbsent(tenant, ignored -> ChatActs.none()).add(entry);
                taken.computeIfAbsent(tenant, ignored -> new ArrayList<>()).add(entry);
            } catch (EventRejectedException malformed) {
                troubled.add(entry);
            }
        }
        return Multi.createFrom()
                .iterable(byTenant.entrySet())
                .onItem()
                .transformToUniAndConcatenate(acts -> apply(acts, taken.getOrDefault(acts.getKey(), List.of())))
                .collect()
                .last()
                .chain(() -> oneByOne(troubled));
    }

    private Uni<Void> apply(Map.Entry<Tenant, ChatActs> acts, List<ConsumerRecord<String, byte[]>> entries) {
        return Uni.createFrom()
                .deferred(() -> database.inTransactionOfEvent(acts.getKey(), tx -> store.apply(tx, acts.getValue())))
                .onFailure(failure -> !DependencyFailure.isOne(failure))
                .recoverWithUni(failure -> {
                    LOG.warnf(failure, "a batch of chat messages is taken one by one");
                    return oneByOne(entries);
                })
                .onFailure()
                .invoke(failure -> LOG.warnf("chat messages wait: %s", failure.toString()))
                .onFailure()
                .retry()
                .withBackOff(RETRY_FIRST, RETRY_MAX)
                .indefinitely();
    }

    private Uni<Void> oneByOne(List<ConsumerRecord<String, byte[]>> entries) {
        return Multi.createFrom()
                .iterable(entries)
                .onItem()
                .transformToUniAndConcatenate(entry -> ChatActs.consume(events, entry, store))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static Tenant tenantOf(ConsumerRecord<String, byte[]> entry) {
        return EventSerde.header(entry.headers(), CloudEventHeaders.TENANT)
                .filter(Tenant::isName)
                .map(Tenant::new)
                .orElseThrow(() -> new EventRejectedException("the event names no tenant"));
    }
}
