package pro.livestream.archive;

import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import pro.livestream.contracts.event.ChatMessagePosted;
import pro.livestream.local.testing.TestIdentity;
import pro.livestream.platform.id.Ids;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.platform.tenant.Tenants;

/** What a tenant's rooms still tell after it was disabled. */
@QuarkusTest
@TestProfile(RealPartsProfile.class)
class DisabledTenantComponentTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    Tenants tenants;

    @Inject
    TenantDatabase database;

    @Test
    void itsChatIsTakenAndHoldsUpNobodyElses() {
        var left = new Tenant("left" + (System.nanoTime() % 1_000_000));
        TestIdentity.announceTenant(left.name());
        await().atMost(SOON).until(() -> tenants.isReady(left));
        TestIdentity.disableTenant(left.name());
        await().atMost(SOON).until(() -> !tenants.isReady(left));
        var itsOwn = posted(left.name());
        var another = posted("localhost");

        Topics.send(itsOwn, another);

        await().atMost(SOON).until(() -> count(new Tenant("localhost"), another) == 1 && count(left, itsOwn) == 1);
    }

    private static ChatMessagePosted posted(String tenant) {
        var stream = UUID.randomUUID();
        return new ChatMessagePosted(
                tenant,
                stream,
                TestIdentity.userId("ann"),
                "ann",
                "the last word",
                Instant.now(),
                Ids.next(),
                "message",
                "1",
                1,
                null,
                null,
                null,
                null,
                1);
    }

    private long count(Tenant tenant, ChatMessagePosted message) {
        return database.inSchema(
                        tenant,
                        tx -> tx.preparedQuery("select count(*) as n from replay_comments where comment_id = $1")
                                .execute(Tuple.of(message.commentId()))
                                .map(rows -> rows.iterator().next().getLong("n")))
                .await()
                .atMost(SOON);
    }
}
