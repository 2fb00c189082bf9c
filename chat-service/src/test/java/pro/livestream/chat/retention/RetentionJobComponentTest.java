package pro.livestream.chat.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.local.testing.TestIdentity;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.platform.tenant.Tenants;

@QuarkusTest
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(TestIdentity.class)
class RetentionJobComponentTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private final Instant now = Clock.systemUTC().instant();
    private final YearMonth month = YearMonth.from(now.atOffset(ZoneOffset.UTC));
    private final YearMonth expired = month.minusMonths(14);

    @Inject
    Tenants tenants;

    @Inject
    TenantDatabase database;

    @Inject
    RetentionJob job;

    @Inject
    PartitionStore partitions;

    @Inject
    MeterRegistry metrics;

    private Tenant tenant = new Tenant("none");
    private final UUID room = UUID.randomUUID();

    @BeforeEach
    void aTenantOfItsOwn() {
        tenant = new Tenant("kept" + (System.nanoTime() % 1_000_000_000));
        TestIdentity.announceTenant(tenant.name());
        Awaitility.await().atMost(PATIENCE).until(() -> tenants.isReady(tenant));
    }

    @Test
    void monthsAheadGetTheirPartitionsAndTheRowsThatCameTooEarly() {
        insert("early", at(month.plusMonths(3)), true);
        assertEquals(1, count("chat_chatmessage_default"));

        var done = run();

        assertTrue(months().containsAll(Set.of(month, month.plusMonths(1), month.plusMonths(2), month.plusMonths(3))));
        assertEquals(1, done.created());
        assertEquals(0, count("chat_chatmessage_default"));
        assertEquals(1, count("chat_chatmessage where content = 'early'"));
        assertEquals(RetentionJob.Done.NOTHING, run());
    }

    @Test
    void aMonthWhoseTimeIsOverIsDroppedAndCounted() {
        get(partitions.create(tenant, expired));
        insert("old", at(expired), true);
        insert("young", now, true);
        var before = dropped();

        var done = run();

        assertEquals(1, done.dropped());
        assertFalse(months().contains(expired));
        assertEquals(0, count("chat_chatmessage where content = 'old'"));
        assertEquals(1, count("chat_chatmessage where content = 'young'"));
        assertEquals(before + 1, dropped());
    }

    @Test
    void whatTheBrokersHaveNotConfirmedIsNeverDropped() {
        get(partitions.create(tenant, expired));
        insert("unsent", at(expired), false);
        insert("unsent too", at(expired.minusMonths(12)), false);
        insert("sent", at(expired.minusMonths(12)), true);

        var done = run();

        assertEquals(0, done.dropped());
        assertEquals(1, done.kept());
        assertTrue(months().contains(expired));
        assertEquals(2, count("chat_chatmessage"));
        assertEquals(0, count("chat_chatmessage where content = 'sent'"));
    }

    @Test
    void aMonthIsKeptUntilItsLastDayIsOldEnough() {
        var almost = YearMonth.from(now.minus(Duration.ofDays(365)).atOffset(ZoneOffset.UTC));
        get(partitions.create(tenant, almost));

        run();

        assertTrue(months().contains(almost));
    }

    @Test
    void roomsThatKeepLessAreCleaned() {
        openRoom("recent");
        for (int i = 0; i < 203; i++) {
            insert("m" + i, now.minusSeconds(1000 - i), i, true);
        }

        var done = run();

        assertEquals(3, done.removed());
        assertEquals(200, count("chat_chatmessage"));
    }

    @Test
    void whatAnEphemeralRoomKeptBeforeIsRemovedExceptWhatIsUnsent() {
        openRoom("ephemeral");
        insert("sent", now, 1, true);
        insert("unsent", now, 2, false);

        run();

        assertEquals(0, count("chat_chatmessage where content = 'sent'"));
        assertEquals(1, count("chat_chatmessage where content = 'unsent'"));
    }

    @Test
    void theJobRunsForAllTenantsAndOneFailureIsItsOwn() {
        get(inTransaction(tx ->
                tx.query("alter table chat_chatmessage rename to elsewhere").execute()));
        var other = new Tenant("kept" + (System.nanoTime() % 1_000_000_000));
        TestIdentity.announceTenant(other.name());
        Awaitility.await().atMost(PATIENCE).until(() -> tenants.isReady(other));
        var before = metrics.counter("chat.retention.failures").count();

        get(job.run());

        assertEquals(before + 1, metrics.counter("chat.retention.failures").count());
        assertTrue(get(partitions.months(other)).contains(month.plusMonths(3)));
        get(inTransaction(tx ->
                tx.query("alter table elsewhere rename to chat_chatmessage").execute()));
    }

    private RetentionJob.Done run() {
        return get(job.run(tenant, now));
    }

    private Set<YearMonth> months() {
        return get(partitions.months(tenant));
    }

    private double dropped() {
        return metrics.counter("chat.retention.partitions", "act", "dropped").count();
    }

    private void openRoom(String retention) {
        get(inTransaction(tx -> tx.preparedQuery("insert into chat_chatroom (id, name, stream_id, channel_id, settings)"
                        + " values ($1, 'stream', $1, $1, jsonb_build_object('retention', $2::text))")
                .execute(Tuple.of(room, retention))));
    }

    private void insert(String content, Instant at, boolean confirmed) {
        insert(content, at, 1, confirmed);
    }

    private void insert(String content, Instant at, long offset, boolean confirmed) {
        var created = OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
        get(inTransaction(
                tx -> tx.preparedQuery("insert into chat_chatmessage (id, room_id, user_id, username, content,"
                                + " message_type, epoch, \"offset\", created_at, confirmed_at) values (gen_random_uuid(), $1, $1,"
                                + " 'ann', $2, 'message', 1, $3, $4, $5)")
                        .execute(Tuple.of(room, content, offset, created, confirmed ? created : null))));
    }

    private long count(String rows) {
        return get(inTransaction(tx -> tx.query("select count(*) as n from " + rows)
                .execute()
                .map(found -> found.iterator().next().getLong("n"))));
    }

    private <T> Uni<T> inTransaction(Function<SqlConnection, Uni<T>> work) {
        return database.inTransaction(tenant, work);
    }

    private static Instant at(YearMonth month) {
        return month.atDay(5).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    private static <T> T get(Uni<T> uni) {
        return uni.await().atMost(PATIENCE);
    }
}
