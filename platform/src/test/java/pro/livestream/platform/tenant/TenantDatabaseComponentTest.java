package pro.livestream.platform.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.local.testing.TestIdentity;
import pro.livestream.platform.error.RefusedException;
import pro.livestream.platform.id.Ids;

@QuarkusTest
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(TestIdentity.class)
class TenantDatabaseComponentTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Tenant ONE = new Tenant("localhost");
    private static final Tenant TWO = new Tenant("other");

    @Inject
    TenantDatabase database;

    @Inject
    Tenants tenants;

    @Inject
    Pool pool;

    @Test
    void keepsTenantsApartUnderConcurrencyOverSharedConnections() {
        await().atMost(PATIENCE).until(() -> tenants.isReady(ONE) && tenants.isReady(TWO));
        var before = count(ONE);
        var beforeOther = count(TWO);

        Multi.createFrom()
                .range(0, 80)
                .onItem()
                .transformToUni(i -> insert(i % 2 == 0 ? ONE : TWO))
                .merge(80)
                .collect()
                .last()
                .await()
                .atMost(PATIENCE);

        assertThat(count(ONE) - before).isEqualTo(40);
        assertThat(count(TWO) - beforeOther).isEqualTo(40);
    }

    @Test
    void leavesNoSchemaBehindOnThePooledConnection() {
        await().atMost(PATIENCE).until(() -> tenants.isReady(ONE));
        insert(ONE).await().atMost(PATIENCE);

        var failure = catchThrowableOfType(
                Exception.class,
                () -> pool.query("select count(*) from notes").execute().await().atMost(PATIENCE));

        assertThat(failure).hasMessageContaining("notes");
    }

    @Test
    void refusesATenantThatIsNotReadyHere() {
        var refused = catchThrowableOfType(
                RefusedException.class,
                () -> insert(new Tenant("nobody")).await().atMost(PATIENCE));

        assertThat(refused.refusal().code()).isEqualTo("TENANT_NOT_READY");
        assertThat(refused.refusal().status()).isEqualTo(503);
    }

    @Test
    void whatFailsForOneTenantIsDoneForTheOthers() {
        await().atMost(PATIENCE).until(() -> tenants.isReady(ONE) && tenants.isReady(TWO));

        assertThat(doneButFor(ONE)).contains(TWO).doesNotContain(ONE);
        assertThat(doneButFor(TWO)).contains(ONE).doesNotContain(TWO);
    }

    private Set<Tenant> doneButFor(Tenant broken) {
        var done = new HashSet<Tenant>();
        tenants.forEachReady("a test's work", tenant -> {
                    if (tenant.equals(broken)) {
                        throw new IllegalStateException("on purpose");
                    }
                    done.add(tenant);
                    return Uni.createFrom().voidItem();
                })
                .await()
                .atMost(PATIENCE);
        return done;
    }

    @Test
    void servesATenantThatIsAnnouncedLaterAndNoLongerOnceItIsDisabled() {
        var late = new Tenant("late" + (System.nanoTime() % 1_000_000));

        TestIdentity.announceTenant(late.name());
        await().atMost(Duration.ofSeconds(10)).until(() -> tenants.isReady(late));
        insert(late).await().atMost(PATIENCE);
        TestIdentity.disableTenant(late.name());

        await().atMost(Duration.ofSeconds(10)).until(() -> !tenants.isReady(late));
    }

    private Uni<Void> insert(Tenant tenant) {
        return database.inTransaction(
                tenant,
                tx -> tx.preparedQuery("insert into notes values ($1, $2)")
                        .execute(Tuple.of(Ids.next(), tenant.name()))
                        .replaceWithVoid());
    }

    private long count(Tenant tenant) {
        return database.inTransaction(
                        tenant,
                        tx -> tx.preparedQuery("select count(*) c from notes where text = $1")
                                .execute(Tuple.of(tenant.name()))
                                .map(rows -> rows.iterator().next().getLong("c")))
                .await()
                .atMost(PATIENCE);
    }
}
