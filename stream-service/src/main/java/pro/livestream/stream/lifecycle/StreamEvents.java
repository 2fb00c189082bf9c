package pro.livestream.stream.lifecycle;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.event.StreamEnded;
import pro.livestream.contracts.event.StreamRecorded;
import pro.livestream.contracts.event.StreamStarted;
import pro.livestream.contracts.event.StreamUpdated;
import pro.livestream.platform.outbox.Outbox;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.stream.media.RecordingSummary;

/** Tells the others of a stream, in the transaction that changed it. */
@ApplicationScoped
class StreamEvents {

    private final Outbox outbox;

    StreamEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    Uni<Void> started(SqlConnection tx, Tenant tenant, Stream stream) {
        var event = new StreamStarted(
                tenant.name(),
                stream.streamId(),
                stream.userId(),
                stream.broadcaster().username(),
                stream.title(),
                stream.description(),
                stream.category(),
                stream.tags(),
                stream.language(),
                stream.thumbnailUrl(),
                stream.visibility(),
                stream.mediaProvider(),
                stream.record(),
                stream.notifyOn(),
                stream.scheduledAt(),
                startOf(stream),
                stream.version());
        return outbox.append(tx, event).chain(() -> updated(tx, tenant, stream));
    }

    Uni<Void> ended(SqlConnection tx, Tenant tenant, Stream stream, String reason, RecordingSummary recording) {
        var event = new StreamEnded(
                tenant.name(),
                stream.streamId(),
                stream.userId(),
                stream.title(),
                stream.visibility(),
                reason,
                stream.mediaProvider(),
                recording.bucket(),
                recording.manifest(),
                stream.gaps(),
                startOf(stream),
                endOf(stream),
                stream.peakViewerCount(),
                stream.totalViewers(),
                stream.version());
        return outbox.append(tx, event).chain(() -> updated(tx, tenant, stream));
    }

    /** What came after the end. */
    Uni<Void> recorded(SqlConnection tx, Tenant tenant, Stream stream, String bucket, String manifest) {
        var event = new StreamRecorded(
                tenant.name(),
                stream.streamId(),
                stream.userId(),
                stream.title(),
                stream.visibility(),
                stream.mediaProvider(),
                bucket,
                manifest,
                stream.gaps(),
                startOf(stream),
                endOf(stream),
                stream.version());
        return outbox.append(tx, event).chain(() -> updated(tx, tenant, stream));
    }

    Uni<Void> updated(SqlConnection tx, Tenant tenant, Stream stream) {
        return updated(tx, tenant, stream, stream.status().wireName());
    }

    Uni<Void> deleted(SqlConnection tx, Tenant tenant, Stream stream) {
        return updated(tx, tenant, stream, "deleted");
    }

    private Uni<Void> updated(SqlConnection tx, Tenant tenant, Stream stream, String status) {
        var event = new StreamUpdated(
                tenant.name(),
                stream.streamId(),
                stream.userId(),
                stream.title(),
                stream.description(),
                stream.category(),
                stream.tags(),
                stream.language(),
                stream.thumbnailUrl(),
                stream.visibility(),
                status,
                stream.media().wireName(),
                stream.scheduledAt(),
                stream.startedAt(),
                stream.endedAt(),
                stream.updatedAt(),
                stream.version());
        return outbox.append(tx, event);
    }

    private static Instant startOf(Stream stream) {
        @Nullable Instant startedAt = stream.startedAt();
        return startedAt == null ? stream.createdAt() : startedAt;
    }

    private static Instant endOf(Stream stream) {
        @Nullable Instant endedAt = stream.endedAt();
        return endedAt == null ? stream.updatedAt() : endedAt;
    }
}
