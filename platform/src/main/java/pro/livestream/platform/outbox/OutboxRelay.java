package pro.livestream.platform.outbox;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.config.ServiceConfig;
import pro.livestream.platform.event.EventSerde;
import pro.livestream.platform.kafka.ProducerBlockingAdapter;

/**
 * Sends the outbox in the order of its ids and deletes what the brokers have confirmed. Of all replicas one leads: it holds
 * an advisory lock on a connection of its own, and its producer's transactional id fences whoever led before and may wake up.
 */
@ApplicationScoped
public class OutboxRelay {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final long LEADER_LOCK = 0x6c69_7665_6f75_7462L;
    private static final int BATCH_MAX = 500;
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration RETRY = Duration.ofMillis(500);

    private static final String NEXT = """
            select id, event_id, topic, key, event_type, tenant, request_id, traceparent, value, created_at
            from platform.outbox order by id limit %d
            """.formatted(BATCH_MAX);

    private final Pool pool;
    private final Vertx vertx;
    private final ServiceConfig config;
    private final AtomicReference<@Nullable Runnable> sleeper = new AtomicReference<>();
    private volatile boolean stopped;

    OutboxRelay(Pool pool, Vertx vertx, ServiceConfig config) {
        this.pool = pool;
        this.vertx = vertx;
        this.config = config;
    }

    /** Relays until the service stops: leads, or waits for the leader's end. */
    public void start() {
        Multi.createBy()
                .repeating()
                .uni(() -> term().onFailure().invoke(this::report).onFailure().recoverWithNull())
                .withDelay(RETRY)
                .until(ended -> stopped)
                .subscribe()
                .with(ended -> {}, bug -> LOG.error("the outbox relay has stopped", bug));
    }

    /** Before the pool closes, so that the end is not taken for a database that went away. */
    void stop(@Observes ShutdownEvent event) {
        stopped = true;
        wake();
    }

    private void report(Throwable failure) {
        if (!stopped) {
            LOG.warnf("the outbox waits, trying again: %s", failure.toString());
        }
    }

    private Uni<Void> term() {
        return pool.getConnection()
                .chain(connection -> acquire(connection)
                        .chain(leads ->
                                leads ? lead(connection) : Uni.createFrom().voidItem())
                        .onTermination()
                        .call(() -> release(connection)));
    }

    private static Uni<Boolean> acquire(SqlConnection connection) {
        return connection
                .preparedQuery("select pg_try_advisory_lock($1) as leads")
                .execute(Tuple.of(LEADER_LOCK))
                .map(rows -> rows.iterator().next().getBoolean("leads"));
    }

    private static Uni<Void> release(SqlConnection connection) {
        return connection
                .query("unlisten *; select pg_advisory_unlock_all()")
                .execute()
                .replaceWithVoid()
                .onFailure()
                .recoverWithNull()
                .chain(connection::close);
    }

    private Uni<Void> lead(SqlConnection connection) {
        var producer = ProducerBlockingAdapter.transactional(
                config.kafka().brokers(), "livestream-outbox-" + config.database());
        PgConnection.cast(connection).notificationHandler(notification -> wake());
        return connection
                .query("listen " + Outbox.CHANNEL)
                .execute()
                .chain(producer::fence)
                .chain(() -> Multi.createBy()
                        .repeating()
                        .uni(() -> step(connection, producer))
                        .until(ended -> stopped)
                        .collect()
                        .last())
                .replaceWithVoid()
                .onTermination()
                .invoke(producer::close);
    }

    private Uni<Boolean> step(SqlConnection connection, ProducerBlockingAdapter producer) {
        return connection
                .query(NEXT)
                .execute()
                .chain(rows -> rows.size() == 0
                        ? sleep().replaceWith(true)
                        : relay(connection, producer, rows).replaceWith(true));
    }

    private Uni<Void> relay(SqlConnection connection, ProducerBlockingAdapter producer, RowSet<Row> rows) {
        var records = new ArrayList<ProducerRecord<String, byte[]>>();
        var ids = new ArrayList<Long>();
        for (var row : rows) {
            ids.add(row.getLong("id"));
            records.add(entry(row, row.getString("topic")));
            config.kafka().eventsTopic().ifPresent(copy -> records.add(entry(row, copy)));
        }
        return producer.sendTogether(records)
                .chain(() -> connection
                        .preparedQuery("delete from platform.outbox where id = any($1)")
                        .execute(Tuple.of(ids.toArray(Long[]::new))))
                .replaceWithVoid();
    }

    private ProducerRecord<String, byte[]> entry(Row row, String topic) {
        var value = row.getString("value");
        var headers = EventSerde.headers(
                row.getUUID("event_id").toString(),
                config.name(),
                row.getString("event_type"),
                row.getString("key"),
                row.getString("tenant"),
                row.getOffsetDateTime("created_at")
                        .withOffsetSameInstant(ZoneOffset.UTC)
                        .toInstant(),
                row.getString("request_id"),
                row.getString("traceparent"));
        return new ProducerRecord<>(
                topic,
                null,
                row.getString("key"),
                value == null ? null : value.getBytes(StandardCharsets.UTF_8),
                headers);
    }

    /** Until a commit wakes the relay; at most a second, lest a lost notification hold an event back. */
    private Uni<Void> sleep() {
        return Uni.createFrom().emitter(emitter -> {
            var timer = vertx.setTimer(IDLE.toMillis(), fired -> emitter.complete(null));
            sleeper.set(() -> {
                if (vertx.cancelTimer(timer)) {
                    emitter.complete(null);
                }
            });
        });
    }

    private void wake() {
        var sleeping = sleeper.getAndSet(null);
        if (sleeping != null) {
            sleeping.run();
        }
    }
}
