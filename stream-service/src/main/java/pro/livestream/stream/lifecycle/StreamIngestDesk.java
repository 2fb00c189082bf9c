package pro.livestream.stream.lifecycle;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import pro.livestream.platform.error.RefusedException;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.stream.key.StreamKeys;
import pro.livestream.stream.media.IngestCheckpoint;
import pro.livestream.stream.media.IngestDesk;
import pro.livestream.stream.media.IngestGrant;
import pro.livestream.stream.media.IngestHealth;
import pro.livestream.stream.media.IngestRefused;
import pro.livestream.stream.media.MediaState;
import pro.livestream.stream.media.PlaybackSigns;
import pro.livestream.stream.viewer.PlaybackQuality;
import pro.livestream.stream.viewer.QoeSums;

/** Lets signals in to the streams that they belong to, and hears how they are. */
@ApplicationScoped
class StreamIngestDesk implements IngestDesk {

    private final TenantDatabase database;
    private final StreamStore store;
    private final MediaLeaseStore leases;
    private final StreamEvents events;
    private final HealthStore health;
    private final StreamKeys keys;
    private final QoeSums qoe;
    private final StreamConfig config;
    private final Clock clock = Clock.systemUTC();

    StreamIngestDesk(
            TenantDatabase database,
            StreamStore store,
            MediaLeaseStore leases,
            StreamEvents events,
            HealthStore health,
            StreamKeys keys,
            QoeSums qoe,
            StreamConfig config) {
        this.database = database;
        this.store = store;
        this.leases = leases;
        this.events = events;
        this.health = health;
        this.keys = keys;
        this.qoe = qoe;
        this.config = config;
    }

    @Override
    public Uni<IngestGrant> openByKey(String streamKey, Duration silence) {
        return keys.holder(streamKey)
                .map(holder -> holder.orElseThrow(
                        () -> new IngestRefused(IngestRefused.Reason.UNKNOWN_KEY, "The stream key is not valid")))
                .chain(holder -> database.inTransaction(
                        holder.tenant(),
                        tx -> store.findLive(tx, holder.userId())
                                .chain(live -> open(
                                        tx, holder.tenant(), live.orElseThrow(StreamIngestDesk::notLive), silence))))
                .onFailure(RefusedException.class)
                .transform(e -> new IngestRefused(IngestRefused.Reason.UNAVAILABLE, "Try again in a moment"));
    }

    @Override
    public Uni<IngestGrant> openStream(String tenantName, UUID streamId, Duration silence) {
        var tenant = new Tenant(tenantName);
        return database.inTransaction(
                tenant,
                tx -> store.find(tx, streamId)
                        .map(found -> found.filter(stream -> stream.status() == StreamStatus.LIVE)
                                .orElseThrow(StreamIngestDesk::notLive))
                        .chain(stream -> open(tx, tenant, stream, silence)));
    }

    @Override
    public Uni<UUID> broadcaster(String tenant, UUID streamId) {
        return database.inTransaction(new Tenant(tenant), tx -> store.find(tx, streamId))
                .map(found -> found.orElseThrow(() -> new StreamError.Unknown().refused())
                        .userId());
    }

    private static IngestRefused notLive() {
        return new IngestRefused(IngestRefused.Reason.NOT_LIVE, "Start a stream first");
    }

    private Uni<IngestGrant> open(SqlConnection tx, Tenant tenant, Stream stream, Duration silence) {
        Instant now = clock.instant();
        return leases.take(tx, stream.streamId(), now, now.plus(config.lease()), now.minus(silence))
                .map(lease -> lease.orElseThrow(() ->
                        new IngestRefused(IngestRefused.Reason.TAKEN, "Another server has this stream at the moment")))
                .map(lease -> new IngestGrant(
                        tenant.name(),
                        stream.streamId(),
                        stream.userId(),
                        stream.record(),
                        "public".equals(stream.visibility()),
                        lease.epoch(),
                        lease.run(),
                        lease.mediaSequence(),
                        lease.discontinuitySequence()));
    }

    @Override
    public Uni<Void> mediaChanged(IngestGrant grant, MediaState media) {
        return changeMedia(new Tenant(grant.tenant()), grant.streamId(), media);
    }

    Uni<Void> changeMedia(Tenant tenant, UUID streamId, MediaState media) {
        return database.inTransaction(
                tenant,
                tx -> store.lock(tx, streamId).chain(stream -> {
                    var changed =
                            StreamChanges.media(stream, media, clock.instant().truncatedTo(ChronoUnit.MILLIS));
                    return changed.version() == stream.version()
                            ? Uni.createFrom().voidItem()
                            : store.update(tx, changed).chain(() -> events.updated(tx, tenant, changed));
                }));
    }

    @Override
    public Uni<Map<UUID, Held>> renew(Collection<IngestCheckpoint> held) {
        var byTenant =
                held.stream().collect(Collectors.groupingBy(c -> c.grant().tenant()));
        Instant until = clock.instant().plus(config.lease());
        return Multi.createFrom()
                .iterable(byTenant.entrySet())
                .onItem()
                .transformToUniAndConcatenate(entry -> database.inTransaction(
                        new Tenant(entry.getKey()),
                        tx -> leases.renew(tx, entry.getValue(), until)
                                .call(ours ->
                                        health.put(tx, measured(entry.getValue(), ours.keySet()), clock.instant()))))
                .collect()
                .in(HashMap::new, (Map<UUID, Held> all, Map<UUID, Held> some) -> all.putAll(some));
    }

    private static Map<UUID, IngestHealth> measured(List<IngestCheckpoint> held, Set<UUID> ours) {
        var measured = new HashMap<UUID, IngestHealth>();
        for (IngestCheckpoint checkpoint : held) {
            var known = checkpoint.health();
            if (known != null && ours.contains(checkpoint.grant().streamId())) {
                measured.put(checkpoint.grant().streamId(), known);
            }
        }
        return measured;
    }

    @Override
    public Uni<Map<UUID, PlaybackSigns>> playback(Collection<IngestGrant> held) {
        return Multi.createFrom()
                .iterable(held)
                .onItem()
                .transformToUniAndConcatenate(grant -> qoe.recent(new Tenant(grant.tenant()), grant.streamId())
                        .map(told -> told.map(quality -> Map.entry(grant.streamId(), signs(quality)))))
                .collect()
                .in(HashMap::new, (all, told) -> told.ifPresent(one -> all.put(one.getKey(), one.getValue())));
    }

    private static PlaybackSigns signs(PlaybackQuality quality) {
        return new PlaybackSigns(quality.reports(), quality.rebufferRatio());
    }

    @Override
    public Uni<Finishing> finishElsewhere(String tenant, UUID streamId) {
        return database.inTransaction(new Tenant(tenant), tx -> leases.askToFinish(tx, streamId, clock.instant()));
    }

    @Override
    public Uni<Set<UUID>> wantedFinished(Collection<IngestGrant> held) {
        Instant until = clock.instant().plus(config.lease());
        return Multi.createFrom()
                .iterable(held.stream()
                        .collect(Collectors.groupingBy(IngestGrant::tenant))
                        .entrySet())
                .onItem()
                .transformToUniAndConcatenate(entry -> database.inTransaction(
                        new Tenant(entry.getKey()), tx -> leases.wantedFinished(tx, entry.getValue(), until)))
                .collect()
                .in(HashSet::new, (Set<UUID> all, Set<UUID> some) -> all.addAll(some));
    }

    @Override
    public Uni<Void> finished(IngestGrant grant) {
        return database.inTransaction(
                new Tenant(grant.tenant()), tx -> leases.finished(tx, grant.streamId(), grant.epoch()));
    }

    @Override
    public Uni<Void> release(IngestGrant grant) {
        return database.inTransaction(
                new Tenant(grant.tenant()), tx -> leases.release(tx, grant.streamId(), grant.epoch(), clock.instant()));
    }
}
