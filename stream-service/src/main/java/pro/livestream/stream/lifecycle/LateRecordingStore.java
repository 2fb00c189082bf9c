package pro.livestream.stream.lifecycle;

import static pro.livestream.stream.lifecycle.StreamStore.tuple;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The table {@code late_recordings}, always inside a tenant's transaction. */
@ApplicationScoped
class LateRecordingStore {

    /** A recording that is still to be fetched. */
    record Late(UUID streamId, Instant endedAt) {}

    Uni<Void> add(SqlConnection tx, UUID streamId, Instant endedAt) {
        return tx.preparedQuery("""
                        insert into late_recordings (stream_id, ended_at, look_at) values ($1, $2, $2)
                        on conflict (stream_id) do nothing
                        """).execute(tuple(streamId, endedAt)).replaceWithVoid();
    }

    Uni<List<Late>> due(SqlConnection tx, Instant now) {
        return tx.preparedQuery(
                        "select stream_id, ended_at from late_recordings where look_at <= $1 order by look_at limit 20")
                .execute(tuple(now))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Late(
                                row.getUUID("stream_id"),
                                row.getOffsetDateTime("ended_at").toInstant()))
                        .toList());
    }

    /** Nothing happens where none is to be fetched. */
    Uni<Void> lookAt(SqlConnection tx, UUID streamId, Instant at) {
        return tx.preparedQuery("update late_recordings set look_at = $2 where stream_id = $1")
                .execute(tuple(streamId, at))
                .replaceWithVoid();
    }

    /** False where it was done, or given up, before. */
    Uni<Boolean> done(SqlConnection tx, UUID streamId) {
        return tx.preparedQuery("delete from late_recordings where stream_id = $1")
                .execute(tuple(streamId))
                .map(deleted -> deleted.rowCount() == 1);
    }

    Uni<Void> forgetOf(SqlConnection tx, UUID userId) {
        return tx.preparedQuery("""
                        delete from late_recordings using streams
                        where streams.stream_id = late_recordings.stream_id and streams.user_id = $1
                        """).execute(tuple(userId)).replaceWithVoid();
    }
}
