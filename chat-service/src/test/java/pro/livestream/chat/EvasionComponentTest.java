package pro.livestream.chat;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.local.testing.TestIdentity;
import pro.livestream.platform.kafka.EventSender;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.platform.tenant.Tenants;

@QuarkusTest
@TestProfile(ModerationProfile.class)
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(TestIdentity.class)
class EvasionComponentTest {

    private static final Map<String, String> HOME = Map.of("X-Forwarded-For", "203.0.113.7");
    private static final Map<String, String> ELSEWHERE = Map.of("X-Forwarded-For", "198.51.100.9");
    private static final Map<String, String> PHONE =
            Map.of("X-Forwarded-For", "198.51.100.20", "X-Device-Hint", "phone-1");
    private static final Map<String, String> PHONE_ELSEWHERE =
            Map.of("X-Forwarded-For", "192.0.2.44", "X-Device-Hint", "phone-1");

    @Inject
    EventSender events;

    @Inject
    Tenants tenants;

    @Inject
    TenantDatabase database;

    private LiveRoom room = new LiveRoom(new UUID(0, 0), "");

    @BeforeEach
    void aRoom() {
        room = LiveRoom.open(events, tenants);
    }

    private int marks(String table, String username) {
        return database.inTransaction(
                        new Tenant(TestIdentity.TENANT),
                        tx -> tx.preparedQuery("select mark from " + table + " where channel_id = $1 and user_id = $2")
                                .execute(Tuple.of(
                                        TestIdentity.userId(room.broadcaster()), TestIdentity.userId(username))))
                .await()
                .indefinitely()
                .size();
    }

    private void banned(String name, Map<String, String> from) {
        try (var troll = room.join(name, from)) {
            assertEquals("ack", LiveRoom.outcome(troll, "hello"));
            await().until(() -> marks("chat_visitor", name) > 0);
            room.ban(name, null);
            await().until(() -> Integer.valueOf(4003).equals(troll.closeCode()));
        }
    }

    @Test
    void aNewAccountFromABannedUsersAddressIsBlockedWhereThatIsWanted() {
        var name = LiveRoom.somebody("troll");
        banned(name, HOME);
        try (var again = room.join(LiveRoom.somebody("again"), HOME);
                var other = room.join(LiveRoom.somebody("other"), ELSEWHERE)) {
            assertEquals("ack", LiveRoom.outcome(again, "off by default"));
            room.policy("{\"evasion\":\"block\"}");

            LiveRoom.awaitOutcome(again, "it is me", "BANNED");
            assertEquals("ack", LiveRoom.outcome(other, "not me"));

            room.policy("{\"evasion\":\"hold\"}");
            LiveRoom.awaitOutcome(again, "it is me", "held");
            room.asBroadcaster().get("/held").then().body("items[0].reasons", contains("evasion"));

            room.asBroadcaster()
                    .delete("/bans/" + TestIdentity.userId(name))
                    .then()
                    .statusCode(204);
            LiveRoom.awaitOutcome(again, "forgiven", "ack");
            assertEquals(0, marks("chat_ban_mark", name));
        }
    }

    @Test
    void aDeviceIsKnownAtAnotherAddressUntilTheWindowIsOver() {
        var name = LiveRoom.somebody("troll");
        room.policy("{\"evasion\":\"block\",\"evasion_window_s\":3600}");
        banned(name, PHONE);
        try (var again = room.join(LiveRoom.somebody("again"), PHONE_ELSEWHERE)) {
            LiveRoom.awaitOutcome(again, "it is me", "BANNED");

            database.inTransaction(
                            new Tenant(TestIdentity.TENANT),
                            tx -> tx.preparedQuery("update chat_ban_mark set created_at = now() - interval '2 hours'"
                                            + " where user_id = $1")
                                    .execute(Tuple.of(TestIdentity.userId(name))))
                    .await()
                    .indefinitely();
            room.policy("{\"evasion_window_s\":3601}");

            LiveRoom.awaitOutcome(again, "long ago", "ack");
        }
    }

    @Test
    void whoOnlyWatchedIsKnownToo() {
        var name = LiveRoom.somebody("lurker");
        room.policy("{\"evasion\":\"block\"}");
        try (var lurker = room.join(name, HOME)) {
            assertEquals(null, lurker.closeCode());
            await().until(() -> marks("chat_visitor", name) > 0);
            room.ban(name, null);
        }
        try (var again = room.join(LiveRoom.somebody("again"), HOME)) {
            LiveRoom.awaitOutcome(again, "it is me", "BANNED");
        }
    }

    @Test
    void noAddressIsKeptAsItIs() {
        var name = LiveRoom.somebody("troll");
        banned(name, PHONE);

        var rows = database.inTransaction(
                        new Tenant(TestIdentity.TENANT),
                        tx -> tx.preparedQuery("select mark from chat_visitor where user_id = $1"
                                        + " union all select mark from chat_ban_mark where user_id = $1")
                                .execute(Tuple.of(TestIdentity.userId(name))))
                .await()
                .indefinitely();

        assertEquals(4, rows.size());
        assertTrue(StreamSupport.stream(rows.spliterator(), false).allMatch(row -> {
            var mark = row.getBuffer("mark").getBytes();
            var text = new String(mark, StandardCharsets.ISO_8859_1);
            return mark.length == 16 && !text.contains("198") && !text.contains("phone");
        }));
    }
}
