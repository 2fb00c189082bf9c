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
import pro.livestream.platform.json.WireJson;
import pro.livestream.stream.media.IngestHealth;

/** The table {@code ingest_health}: what was last measured of each signal, for whichever replica is asked. */
@ApplicationScoped
class HealthStore {

    private static final ObjectMapper JSON = WireJson.mapper();

    /** Rows in the order of their ids, so that replicas cannot lock each other out. */
    Uni<Void> put(SqlConnection tx, Map<UUID, IngestHealth> known, Instant now) {
        if (known.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var ordered = new TreeMap<>(known);
        return tx.preparedQuery("""
                        insert into ingest_health (stream_id, health, measured_at)
                        select stream_id, health::jsonb, $3 from unnest($1::uuid[], $2::text[]) as h (stream_id, health)
                        on conflict (stream_id) do update set health = excluded.health, measured_at = $3
                        """)
                .execute(StreamStore.tuple(
                        ordered.keySet().toArray(UUID[]::new),
                        ordered.values().stream().map(HealthStore::text).toArray(String[]::new),
                        now))
                .replaceWithVoid();
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
