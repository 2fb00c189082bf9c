package pro.livestream.stream.lifecycle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.json.WireJson;
import pro.livestream.stream.activity.MinuteStore;
import pro.livestream.stream.media.IngestHealth;

/** The table {@code ingest_health}: what was last measured of each signal, for whichever replica is asked. */
@ApplicationScoped
class HealthStore {

    private static final ObjectMapper JSON = WireJson.mapper();

    private final MinuteStore minutes;

    HealthStore(MinuteStore minutes) {
        this.minutes = minutes;
    }

    /** Rows in the order of their ids, so that replicas cannot lock each other out. */
    Uni<Void> put(SqlConnection tx, Map<UUID, IngestHealth> known, Instant now) {
        if (known.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var ordered = new TreeMap<>(known);
        return tx.preparedQuery("""
                        with known as (
                            select * from unnest($1::uuid[], $2::text[]) as h (stream_id, health)
                        ), before as (
                            select stream_id, (i.health ->> 'dropped_frames')::bigint as dropped
                            from ingest_health i join known using (stream_id)
                        ), put as (
                            insert into ingest_health (stream_id, health, measured_at)
                            select stream_id, health::jsonb, $3 from known
                            on conflict (stream_id) do update set health = excluded.health, measured_at = $3
                        )
                        select stream_id, coalesce(dropped, 0) as dropped from known left join before using (stream_id)
                        """)
                .execute(StreamStore.tuple(
                        ordered.keySet().toArray(UUID[]::new),
                        ordered.values().stream().map(HealthStore::text).toArray(String[]::new),
                        now))
                .chain(rows -> minutes.arrived(
                        tx,
                        StreamSupport.stream(rows.spliterator(), false)
                                .flatMap(row ->
                                        arrived(row.getUUID("stream_id"), row.getLong("dropped"), known).stream())
                                .toList(),
                        now));
    }

    /** An encoder counts the pictures that it has lost from its own start on. */
    private static Optional<MinuteStore.Arrived> arrived(
            UUID streamId, long droppedBefore, Map<UUID, IngestHealth> known) {
        @Nullable IngestHealth health = known.get(streamId);
        if (health == null || health.bitrateKbps() == null) {
            return Optional.empty();
        }
        long dropped = health.droppedFrames() == null ? 0 : health.droppedFrames();
        return Optional.of(new MinuteStore.Arrived(
                streamId, health.bitrateKbps(), dropped < droppedBefore ? dropped : dropped - droppedBefore));
    }

    /** Empty for a stream whose signal was not measured since. */
    Uni<Optional<IngestHealth>> find(SqlConnection tx, UUID streamId, Instant since) {
        return tx.preparedQuery(
                        "select health::text as health from ingest_health where stream_id = $1 and measured_at > $2")
                .execute(StreamStore.tuple(streamId, since))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> read(row.getString("health")))
                        .findFirst());
    }

    private static String text(IngestHealth health) {
        try {
            return JSON.writeValueAsString(health);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException(bug);
        }
    }

    private static IngestHealth read(String stored) {
        try {
            return JSON.readValue(stored, IngestHealth.class);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("kept health of a signal is not readable", bug);
        }
    }
}
