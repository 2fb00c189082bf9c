package pro.livestream.chat.history;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.local.testing.TestIdentity;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.platform.tenant.Tenants;

@QuarkusTest
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(TestIdentity.class)
class SearchIndexComponentTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Tenant TENANT = new Tenant(TestIdentity.TENANT);
    private static final int MESSAGES = 30_000;

    @Inject
    Tenants tenants;

    @Inject
    TenantDatabase database;

    @Inject
    SearchStore store;

    @Test
    void aRareWordOfALargeRoomIsFoundByItsIndex() {
        await().atMost(PATIENCE).until(() -> tenants.isReady(TENANT));
        var room = UUID.randomUUID();
        var search = new SearchStore.Search("らーめん", null, null, new TimeRange(null, null), null);

        String plan = inTransaction(tx -> fill(tx, room).chain(() -> store.explain(tx, room, search, 20)));

        assertTrue(plan.contains("search_idx"), plan);
        assertEquals(
                1, store.find(TENANT, room, search, 20).await().atMost(PATIENCE).size());
    }

    private Uni<Void> fill(SqlConnection tx, UUID room) {
        var common = RoomSearch.vector(room, "hello everybody");
        var rare = RoomSearch.vector(room, "おいしいらーめん");
        return tx.preparedQuery(
                        "insert into chat_chatroom (id, name, stream_id, channel_id)" + " values ($1, $2, $1, $1)")
                .execute(Tuple.of(room, "stream_" + room))
                .chain(() -> tx.preparedQuery("insert into chat_chatmessage (id, room_id, user_id, username, content,"
                                + " message_type, epoch, \"offset\", confirmed_at, created_at, search)"
                                + " select gen_random_uuid(), $1, $1, 'ann', 'hello', 'message', 1, n, now(), now(),"
                                + " case n when 777 then $2 else $3 end::tsvector from generate_series(1, $4) n")
                        .execute(Tuple.of(room, rare, common, MESSAGES)))
                .chain(() -> tx.query("analyze chat_chatmessage").execute())
                .replaceWithVoid();
    }

    private <T> T inTransaction(java.util.function.Function<SqlConnection, Uni<T>> work) {
        return database.inTransaction(TENANT, work).await().atMost(PATIENCE);
    }
}
