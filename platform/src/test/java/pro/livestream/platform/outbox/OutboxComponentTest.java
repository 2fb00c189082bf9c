package pro.livestream.platform.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pro.livestream.contracts.event.StreamStarted;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.local.testing.TestIdentity;
import pro.livestream.platform.Events;
import pro.livestream.platform.TopicReader;
import pro.livestream.platform.boot.Boot;
import pro.livestream.platform.event.EventSerde;
import pro.livestream.platform.id.Ids;

@QuarkusTest
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(TestIdentity.class)
class OutboxComponentTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    Boot boot;

    @Inject
    Outbox outbox;

    @Inject
    Pool pool;

    @BeforeEach
    void ready() {
        await().atMost(PATIENCE).until(boot::isReady);
    }

    @Test
    void sendsACommittedEventWithItsHeaders() {
        var stream = Ids.next();

        append(stream, 1).await().atMost(PATIENCE);

        var sent = sent(stream, 1, PATIENCE).getFirst();
        assertThat(sent.key()).isEqualTo(stream.toString());
        assertThat(EventSerde.read(sent.value(), StreamStarted.class).title()).isEqualTo("1");
        assertThat(EventSerde.header(sent.headers(), "ce_type")).contains("stream_started");
        assertThat(EventSerde.header(sent.headers(), "ce_specversion")).contains("1.0");
        assertThat(EventSerde.header(sent.headers(), "ce_source")).contains("/livestream/platform-test");
        assertThat(EventSerde.header(sent.headers(), "tenant")).contains("localhost");
        assertThat(EventSerde.header(sent.headers(), "ce_id")).isPresent();
    }

    @Test
    void sendsNothingOfARolledBackChange() {
        var rolledBack = Ids.next();
        var committed = Ids.next();

        assertThatThrownBy(() -> pool.withTransaction(
                                tx -> outbox.append(tx, Events.started("localhost", rolledBack, "never", 1))
                                        .chain(() -> Uni.createFrom().failure(new IllegalStateException("undo"))))
                        .await()
                        .atMost(PATIENCE))
                .hasMessage("undo");
        append(committed, 1).await().atMost(PATIENCE);

        assertThat(sent(committed, 1, PATIENCE)).hasSize(1);
        assertThat(sent(rolledBack, 1, Duration.ofSeconds(1))).isEmpty();
    }

    @Test
    void keepsTheOrderOfAKeyAndLosesNothingWhileItsLeaderIsKilledAgainAndAgain() {
        var stream = Ids.next();

        Multi.createFrom()
                .range(0, 200)
                .onItem()
                .transformToUniAndConcatenate(i -> append(stream, i)
                        .call(() ->
                                i % 40 == 20 ? killLeader() : Uni.createFrom().voidItem()))
                .collect()
                .last()
                .await()
                .atMost(PATIENCE);

        await().atMost(PATIENCE).until(() -> waiting() == 0);
        assertThat(titlesOnce(sent(stream, 1_000, Duration.ofSeconds(4))))
                .containsExactlyElementsOf(
                        IntStream.range(0, 200).mapToObj(String::valueOf).toList());
    }

    @Test
    void sendsWhatASilentLeaderLeftWhenThatLeaderIsGone() {
        var stream = Ids.next();
        var usurper = pool.getConnection().await().atMost(PATIENCE);
        killLeader()
                .chain(() -> usurper.query("select pg_advisory_lock(7811905206684578914)")
                        .execute())
                .await()
                .atMost(PATIENCE);
        try {
            append(stream, 1).await().atMost(PATIENCE);
            assertThat(sent(stream, 1, Duration.ofSeconds(3))).isEmpty();
        } finally {
            usurper.query("select pg_advisory_unlock_all()")
                    .execute()
                    .chain(usurper::close)
                    .await()
                    .atMost(PATIENCE);
        }

        assertThat(sent(stream, 1, PATIENCE)).hasSize(1);
    }

    private Uni<Void> append(UUID stream, int number) {
        return pool.withTransaction(
                tx -> outbox.append(tx, Events.started("localhost", stream, String.valueOf(number), number)));
    }

    /** Ends the leader's database session, whatever it is doing: what it sent and did not delete is sent again. */
    private Uni<Void> killLeader() {
        return pool.query("""
                        select pg_terminate_backend(l.pid) from pg_locks l join pg_database d on d.oid = l.database
                        where l.locktype = 'advisory' and l.granted and d.datname = current_database()
                        """).execute().replaceWithVoid();
    }

    private long waiting() {
        return pool.query("select count(*) c from platform.outbox")
                .execute()
                .map(rows -> rows.iterator().next().getLong("c"))
                .await()
                .atMost(PATIENCE);
    }

    private static List<ConsumerRecord<String, byte[]>> sent(UUID stream, int wanted, Duration patience) {
        return TopicReader.read(
                "stream.started", wanted, patience, entry -> stream.toString().equals(entry.key()));
    }

    /** As a consumer sees them that drops repeated {@code ce_id}s. */
    private static List<String> titlesOnce(List<ConsumerRecord<String, byte[]>> entries) {
        var seen = new java.util.HashSet<String>();
        return entries.stream()
                .filter(entry ->
                        seen.add(EventSerde.header(entry.headers(), "ce_id").orElseThrow()))
                .map(entry ->
                        EventSerde.read(entry.value(), StreamStarted.class).title())
                .toList();
    }
}
