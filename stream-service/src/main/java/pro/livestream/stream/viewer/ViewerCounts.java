package pro.livestream.stream.viewer;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;
import pro.livestream.contracts.event.ViewerCounted;
import pro.livestream.platform.event.EventSerde;
import pro.livestream.platform.id.Ids;
import pro.livestream.platform.kafka.EventSender;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.stream.activity.MinuteStore;

/** Takes the counts from Redis to the table and, where they changed, to the topic. */
@ApplicationScoped
public class ViewerCounts {

    private static final Logger LOG = Logger.getLogger(ViewerCounts.class);

    private final TenantDatabase database;
    private final ViewerSets sets;
    private final ViewerCountStore store;
    private final MinuteStore minutes;
    private final ViewerConfig config;
    private final EventSender sender;
    private final Clock clock = Clock.systemUTC();

    ViewerCounts(
            TenantDatabase database,
            ViewerSets sets,
            ViewerCountStore store,
            MinuteStore minutes,
            ViewerConfig config,
            EventSender sender) {
        this.database = database;
        this.sets = sets;
        this.store = store;
        this.minutes = minutes;
        this.config = config;
        this.sender = sender;
    }

    Uni<Void> countLive(Tenant tenant) {
        return database.inTransaction(tenant, store::live)
                .chain(streams -> streams.isEmpty() ? Uni.createFrom().voidItem() : count(tenant, streams));
    }

    /** For a stream about to end: its last numbers; without Redis those before stand. */
    public Uni<Void> settle(Tenant tenant, UUID streamId) {
        return count(tenant, List.of(streamId))
                .onFailure()
                .invoke(e -> LOG.warnf("last count of %s is missing: %s", streamId, e.toString()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> count(Tenant tenant, List<UUID> streams) {
        Instant asOf = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return Multi.createFrom()
                .iterable(streams)
                .onItem()
                .transformToUniAndConcatenate(id -> sets.count(tenant, id))
                .collect()
                .in(ArrayList<ViewerSets.Counted>::new, ArrayList::add)
                .chain(counts -> database.inTransaction(
                        tenant,
                        tx -> store.put(tx, streams, counts, asOf)
                                .call(put -> minutes.watched(tx, watched(put, asOf), asOf))))
                .chain(put -> Multi.createFrom()
                        .iterable(put.stream()
                                .filter(ViewerCountStore.Put::changed)
                                .toList())
                        .onItem()
                        .transformToUniAndConcatenate(change -> tell(tenant, change, asOf))
                        .collect()
                        .last())
                .replaceWithVoid();
    }

    /** A longer pause than that of an outage is nobody's time. */
    private List<MinuteStore.Watched> watched(List<ViewerCountStore.Put> put, Instant asOf) {
        return put.stream()
                .map(one -> {
                    Instant before = one.beforeAsOf();
                    var since = before == null || before.isAfter(asOf) ? Duration.ZERO : Duration.between(before, asOf);
                    return new MinuteStore.Watched(
                            one.streamId(),
                            one.viewerCount(),
                            since.compareTo(config.outageAfter()) > 0 ? config.outageAfter() : since);
                })
                .toList();
    }

    private Uni<Void> tell(Tenant tenant, ViewerCountStore.Put change, Instant asOf) {
        var event = new ViewerCounted(
                tenant.name(), change.streamId(), change.viewerCount(), change.peakViewerCount(), asOf);
        var headers = EventSerde.headers(Ids.next().toString(), "stream-service", event, asOf, null, null);
        return sender.send(
                new ProducerRecord<>(event.topic().wireName(), null, event.key(), EventSerde.write(event), headers));
    }
}
