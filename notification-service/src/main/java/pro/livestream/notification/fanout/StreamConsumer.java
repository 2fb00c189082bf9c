package pro.livestream.notification.fanout;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.event.StreamStarted;
import pro.livestream.contracts.event.StreamUpdated;
import pro.livestream.platform.consumer.EventConsumer;
import pro.livestream.platform.event.EventSerde;
import pro.livestream.platform.tenant.Tenant;

/**
 * Opens the fan-out of a stream that went live: at its start, or with its first media where the broadcaster chose so. The two
 * topics have no order between them, so whichever comes second opens it. Unlisted streams are not announced.
 */
@ApplicationScoped
class StreamConsumer {
    private static final String ON_MEDIA = "media";
    private static final String UNLISTED = "unlisted";
    private static final String MEDIA_LIVE = "live";

    private final EventConsumer consumer;
    private final FanoutStore fanouts;
    private final FanoutJob job;
    private final FanoutConfig config;

    StreamConsumer(EventConsumer consumer, FanoutStore fanouts, FanoutJob job, FanoutConfig config) {
        this.consumer = consumer;
        this.fanouts = fanouts;
        this.job = job;
        this.config = config;
    }

    @Incoming("started-in")
    Uni<Void> started(ConsumerRecord<String, byte[]> entry) {
        return consumer.consume(entry, StreamStarted.class, this::started);
    }

    @Incoming("updated-in")
    Uni<Void> updated(ConsumerRecord<String, byte[]> entry) {
        return consumer.consume(entry, StreamUpdated.class, this::updated);
    }

    private Uni<Void> started(SqlConnection tx, Tenant tenant, StreamStarted started) {
        if (UNLISTED.equals(started.visibility())) {
            return Uni.createFrom().voidItem();
        }
        return ON_MEDIA.equals(started.notifyOn())
                ? awaited(tx, tenant, started.streamId(), started, false)
                : open(tx, tenant, started);
    }

    private Uni<Void> updated(SqlConnection tx, Tenant tenant, StreamUpdated updated) {
        return MEDIA_LIVE.equals(updated.status()) && MEDIA_LIVE.equals(updated.media())
                ? awaited(tx, tenant, updated.streamId(), null, true)
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> awaited(
            SqlConnection tx, Tenant tenant, UUID streamId, @Nullable StreamStarted started, boolean media) {
        var facts = started == null ? null : new JsonObject(String.valueOf(EventSerde.writeText(started)));
        return tx.preparedQuery("""
            insert into awaited_media as a (stream_id, started, media) values ($1, $2, $3)
            on conflict (stream_id) do update set started = coalesce(a.started, excluded.started),
                media = a.media or excluded.media
            returning started, media
            """)
                .execute(Tuple.of(streamId, facts, media))
                .map(rows -> rows.iterator().next())
                .chain(row -> {
                    JsonObject waiting = row.getJsonObject("started");
                    return waiting == null || !row.getBoolean("media")
                            ? Uni.createFrom().voidItem()
                            : open(
                                    tx,
                                    tenant,
                                    EventSerde.read(waiting.toBuffer().getBytes(), StreamStarted.class));
                });
    }

    private Uni<Void> open(SqlConnection tx, Tenant tenant, StreamStarted started) {
        return fanouts.open(tx, started, Clock.systemUTC().instant(), config.partSize())
                .invoke(isNew -> job.wake(tenant))
                .replaceWithVoid();
    }
}
