package pro.livestream.stream.lifecycle;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.event.RecordingGap;
import pro.livestream.platform.identity.Caller;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.stream.media.IngestHealth;

/** How a stream is at the moment, for its broadcaster. */
@ApplicationScoped
public class StreamPulse {

    /** Health is null where nothing was measured lately. */
    public record Pulse(
            UUID streamId,
            UUID userId,
            String status,
            String media,
            int viewerCount,
            int peakViewerCount,
            int totalViewers,
            @Nullable Instant asOf,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            List<RecordingGap> gaps,
            @Nullable IngestHealth ingest) {

        public Pulse {
            gaps = List.copyOf(gaps);
        }
    }

    private static final Duration HEALTH_AGE_MAX = Duration.ofSeconds(15);

    private final TenantDatabase database;
    private final StreamStore store;
    private final HealthStore health;
    private final Clock clock = Clock.systemUTC();

    StreamPulse(TenantDatabase database, StreamStore store, HealthStore health) {
        this.database = database;
        this.store = store;
        this.health = health;
    }

    /** For the broadcaster and the tenant's moderators; others are refused. */
    public Uni<Pulse> of(Caller caller, UUID streamId) {
        return database.inTransaction(caller.tenant(), tx -> store.find(tx, streamId))
                .map(found -> found.orElseThrow(() -> new StreamError.Unknown().refused()))
                .invoke(stream -> {
                    if (!StreamPolicy.mayEnd(caller, stream)) {
                        throw new StreamError.NotOwner().refused();
                    }
                })
                .chain(() -> of(caller.tenant(), streamId));
    }

    public Uni<Pulse> of(Tenant tenant, UUID streamId) {
        return database.inTransaction(
                tenant,
                tx -> store.find(tx, streamId)
                        .map(found -> found.orElseThrow(() -> new StreamError.Unknown().refused()))
                        .chain(stream -> health.find(
                                        tx, streamId, clock.instant().minus(HEALTH_AGE_MAX))
                                .map(measured -> pulse(stream, measured.orElse(null)))));
    }

    private static Pulse pulse(Stream stream, @Nullable IngestHealth measured) {
        return new Pulse(
                stream.streamId(),
                stream.userId(),
                stream.status().wireName(),
                stream.media().wireName(),
                stream.viewerCount(),
                stream.peakViewerCount(),
                stream.totalViewers(),
                stream.viewersAsOf(),
                stream.startedAt(),
                stream.endedAt(),
                stream.gaps(),
                stream.status() == StreamStatus.LIVE ? measured : null);
    }
}
