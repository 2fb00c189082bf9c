package pro.livestream.stream.lifecycle;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.tenant.Tenant;

/** Streams that are still to begin, as whoever plans them keeps them: opened, moved and cancelled in the planner's transaction. */
@ApplicationScoped
public class ScheduledStreams {
    private final StreamService service;
    private final StreamStore store;
    private final StreamEvents events;
    private final Clock clock = Clock.systemUTC();

    /** What is planned of one stream. */
    public record Plan(
            UUID userId,
            String username,
            String title,
            @Nullable String description,
            @Nullable String category,
            String visibility,
            Instant at) {}

    ScheduledStreams(StreamService service, StreamStore store, StreamEvents events) {
        this.service = service;
        this.store = store;
        this.events = events;
    }

    public Uni<UUID> open(SqlConnection tx, Tenant tenant, Plan plan) {
        var stream = service.drafted(tenant, plan.userId(), plan.username(), draft(plan));
        return store.insert(tx, stream)
                .chain(() -> events.updated(tx, tenant, stream))
                .replaceWith(stream.streamId());
    }

    /** False when the stream has begun, or is gone: then it stays as it is. */
    public Uni<Boolean> change(SqlConnection tx, Tenant tenant, UUID streamId, Plan plan) {
        return changed(tx, tenant, streamId, stream -> StreamChanges.planned(stream, patch(plan), plan.at(), now()));
    }

    /** Changes nothing where the stream has begun, or is gone. */
    public Uni<Void> cancel(SqlConnection tx, Tenant tenant, UUID streamId) {
        return changed(tx, tenant, streamId, stream -> StreamChanges.cancelled(stream, now()))
                .replaceWithVoid();
    }

    private Uni<Boolean> changed(
            SqlConnection tx, Tenant tenant, UUID streamId, java.util.function.UnaryOperator<Stream> change) {
        return store.find(tx, streamId)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(false)
                        : store.lock(tx, streamId).chain(stream -> changed(tx, tenant, stream, change)));
    }

    private Uni<Boolean> changed(
            SqlConnection tx, Tenant tenant, Stream stream, java.util.function.UnaryOperator<Stream> change) {
        if (stream.status() != StreamStatus.SCHEDULED) {
            return Uni.createFrom().item(false);
        }
        var changed = change.apply(stream);
        return store.update(tx, changed)
                .chain(() -> events.updated(tx, tenant, changed))
                .replaceWith(true);
    }

    private static StreamDraft draft(Plan plan) {
        return new StreamDraft(
                plan.title(),
                plan.description(),
                plan.category(),
                null,
                null,
                null,
                plan.visibility(),
                null,
                null,
                null,
                plan.at());
    }

    private static StreamPatch patch(Plan plan) {
        return new StreamPatch(plan.title(), plan.description(), plan.category(), null, null, null, plan.visibility());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
