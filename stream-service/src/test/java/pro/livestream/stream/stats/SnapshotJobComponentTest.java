package pro.livestream.stream.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.platform.tenant.Tenants;
import pro.livestream.stream.RealPartsProfile;
import pro.livestream.stream.stage.Stages;

@QuarkusTest
@TestProfile(RealPartsProfile.class)
class SnapshotJobComponentTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @Inject
    SnapshotJob job;

    @Inject
    SnapshotStore store;

    @Inject
    StageStats stats;

    @Inject
    Stages stages;

    @Inject
    TenantDatabase database;

    @Inject
    Tenants tenants;

    private final Tenant tenant = new Tenant("other");

    @BeforeEach
    void ready() {
        await().atMost(Duration.ofSeconds(60)).until(() -> tenants.isReady(tenant));
    }

    private List<Instant> taken(String stageArn) {
        return database.inTransaction(
                        tenant,
                        tx -> tx.preparedQuery(
                                        "select taken_at from stage_snapshots where stage_arn = $1 order by taken_at")
                                .execute(io.vertx.mutiny.sqlclient.Tuple.of(stageArn))
                                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                                        .map(row -> row.getOffsetDateTime("taken_at")
                                                .toInstant())
                                        .toList()))
                .await()
                .atMost(SOON);
    }

    private void put(Instant at) {
        stats.load(tenant)
                .chain(load -> database.inTransaction(tenant, tx -> store.put(tx, load, at)))
                .await()
                .atMost(SOON);
    }

    @Test
    void forgets_what_is_older_than_ninety_days_and_nothing_else() {
        String master = stages.master(tenant).await().atMost(SOON).stageArn();
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Instant old = now.minus(Duration.ofDays(90)).minusSeconds(60);
        Instant young = now.minus(Duration.ofDays(90)).plusSeconds(600);
        put(old);
        put(young);
        assertThat(taken(master)).contains(old, young);

        job.forget().await().atMost(SOON);

        assertThat(taken(master)).contains(young).doesNotContain(old);
    }

    @Test
    void takes_one_snapshot_for_all_five_minutes() {
        String master = stages.master(tenant).await().atMost(SOON).stageArn();

        job.take().await().atMost(SOON);
        job.take().await().atMost(SOON);

        var minutes = taken(master).stream()
                .filter(at -> at.isAfter(Instant.now().minus(Duration.ofMinutes(11))))
                .map(at -> at.atOffset(ZoneOffset.UTC).getMinute())
                .toList();
        assertThat(minutes).isNotEmpty().doesNotHaveDuplicates().allMatch(minute -> minute % 5 == 0);
    }
}
