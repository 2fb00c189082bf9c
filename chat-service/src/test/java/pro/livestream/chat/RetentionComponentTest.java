package pro.livestream.chat;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pro.livestream.contracts.event.ChatMessagePosted;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.local.testing.TestIdentity;
import pro.livestream.platform.kafka.EventSender;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.platform.tenant.Tenants;

@QuarkusTest
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(TestIdentity.class)
class RetentionComponentTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    EventSender events;

    @Inject
    Tenants tenants;

    @Inject
    TenantDatabase database;

    @Inject
    Vertx vertx;

    @ConfigProperty(name = "quarkus.redis.hosts")
    String redisUrl = "";

    private OpenRoom room = new OpenRoom(new UUID(0, 0), "");

    @BeforeEach
    void aLiveRoom() {
        room = OpenRoom.open(events, tenants);
    }

    @Test
    void anEphemeralRoomsMessagesAreAcknowledgedFromMemoryAndReadFromThereOnly() {
        room.configure("{\"retention\":\"ephemeral\"}");
        try (var ann = room.enter("ann");
                var bob = room.enter("bob")) {
            var ack = OpenRoom.say(ann, "passing by");

            assertEquals("memory", ack.path("stored").asText());
            assertEquals("passing by", bob.nextComment().path("message").asText());
            room.get("bob", "messages")
                    .then()
                    .body("items.message", contains("passing by"))
                    .body("items[0].offset", equalTo(ack.path("offset").asInt()));
            room.get("bob", "search?q=pass").then().body("items.message", contains("passing by"));
            room.get("bob", "search?q=else").then().body("items", empty());
            assertEquals(
                    "passing by",
                    bob.send("{\"type\":\"history\",\"limit\":10}")
                            .next("history")
                            .path("comments")
                            .path(0)
                            .path("message")
                            .asText());
            long left = timeToLive();
            assertTrue(left > 0 && left <= Duration.ofMinutes(5).toMillis(), "time to live: " + left);
        }
    }

    @Test
    void ofAnEphemeralRoomNothingReachesPostgreSqlOrKafka() {
        var durable = OpenRoom.open(events, tenants);
        room.configure("{\"retention\":\"ephemeral\"}");
        try (var ann = room.enter("ann");
                var other = durable.enter("ann")) {
            var id = OpenRoom.say(ann, "SECRET").path("id").asText();
            ann.send("{\"type\":\"edit\",\"id\":\"" + id + "\",\"text\":\"SECRET too\"}");
            ann.next("edited");
            room.send(room.broadcaster(), "POST", "pin", "{\"id\":\"" + id + "\"}")
                    .then()
                    .statusCode(204);
            room.get("bob", "messages").then().body("items.message", contains("SECRET too"));
            ann.send("{\"type\":\"delete\",\"id\":\"" + id + "\"}");
            ann.next("deleted");
            room.get("bob", "messages").then().body("items", empty());
            OpenRoom.say(other, "kept");

            await().atMost(PATIENCE).until(() -> told(durable).size() == 1);
            assertEquals(List.of(), told(room));
            assertEquals(0, count("chat_chatmessage where true"));
            assertEquals(0, count("chat_chatchange where frame like '%SECRET%'"));
        }
    }

    @Test
    void anEphemeralRoomLaysNothingAside() {
        room.configure("{\"retention\":\"ephemeral\",\"links\":\"hold\"}");
        try (var ann = room.enter("ann")) {
            ann.say("see https://example.org", "l");
            assertEquals("MESSAGE_REJECTED", ann.next("error").path("code").asText());
            assertEquals(0, count("chat_held where true"));
        }
    }

    @Test
    void theSameClientIdIsAcknowledgedAgainInAnEphemeralRoom() {
        room.configure("{\"retention\":\"ephemeral\"}");
        try (var ann = room.enter("ann")) {
            ann.say("Once", "same");
            var first = ann.next("ack");

            ann.say("Once", "same");

            var second = ann.next("ack");
            assertEquals(first, second);
            assertEquals("memory", second.path("stored").asText());
        }
    }

    @Test
    void aDurableRoomsAcknowledgementSaysNothingOfMemory() {
        try (var ann = room.enter("ann")) {
            assertFalse(OpenRoom.say(ann, "for good").has("stored"));
            assertEquals(-1, timeToLive());
        }
    }

    @Test
    void aRoomThatBecomesEphemeralShowsNothingStoredAndOneThatBecomesDurableStoresFromThenOn() {
        try (var ann = room.enter("ann")) {
            OpenRoom.say(ann, "stored");
            room.configure("{\"retention\":\"ephemeral\"}");
            ann.next("settings");
            OpenRoom.say(ann, "fleeting");
            assertTrue(timeToLive() > 0);
            assertEquals(1, count("chat_chatmessage where true"));

            room.configure("{\"retention\":\"durable\"}");
            ann.next("settings");
            OpenRoom.say(ann, "stored again");

            assertEquals(-1, timeToLive());
            room.get("bob", "messages").then().body("items.message", contains("stored again", "stored"));
        }
    }

    @Test
    void aRecentRoomKeepsItsNewestTwoHundred() {
        room.configure("{\"retention\":\"recent\"}");
        try (var ann = room.enter("ann")) {
            long last = OpenRoom.say(ann, "first").path("offset").asLong();
            fill(250, last);

            OpenRoom.say(ann, "last");

            await().atMost(PATIENCE).until(() -> count("chat_chatmessage where true") == 200);
            assertEquals(198, count("chat_chatmessage where content = 'filler'"));
            assertEquals(1, count("chat_chatmessage where content = 'last'"));
        }
    }

    @Test
    void aRetentionThatThereIsNotIsRefused() {
        for (var wrong : List.of("\"forever\"", "7", "null", "\"\"")) {
            room.send(room.broadcaster(), "PATCH", "settings", "{\"retention\":" + wrong + "}")
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("VALIDATION_FAILED"))
                    .body("details[0].field", equalTo("retention"));
        }
        room.get("bob", "settings").then().body("retention", equalTo("durable"));
        room.send("bob", "PATCH", "settings", "{\"retention\":\"recent\"}")
                .then()
                .statusCode(403);
    }

    /** Places before the last one, which the room has not given away. */
    private void fill(int rows, long last) {
        database.inTransaction(
                        OpenRoom.TENANT,
                        tx -> tx.preparedQuery("insert into chat_chatmessage (id, room_id, user_id, username, content,"
                                        + " message_type, epoch, \"offset\", confirmed_at, created_at) select"
                                        + " gen_random_uuid(), $1, $1, 'ann', 'filler', 'message', 1, $2 - n, now(),"
                                        + " now() - interval '1 minute' from generate_series(1, $3) n")
                                .execute(Tuple.of(room.stream(), last, rows)))
                .await()
                .atMost(PATIENCE);
    }

    private List<ChatMessagePosted> told(OpenRoom of) {
        return Topics.of("streams.chat", of.stream(), ChatMessagePosted.TYPE, ChatMessagePosted.class);
    }

    private long count(String rows) {
        return database.inTransaction(
                        OpenRoom.TENANT,
                        tx -> tx.preparedQuery("select count(*) as n from " + rows + " and room_id = $1")
                                .execute(Tuple.of(room.stream()))
                                .map(found -> found.iterator().next().getLong("n")))
                .await()
                .atMost(PATIENCE);
    }

    /** Of the room's log in Redis, in milliseconds; -1 where it stays. */
    private long timeToLive() {
        var redis = Redis.createClient(vertx, redisUrl);
        try {
            return redis.send(Request.cmd(Command.PTTL)
                            .arg("chat:" + TestIdentity.TENANT + ":{" + room.stream() + "}:log"))
                    .map(answer -> Long.parseLong(answer.toString()))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException
                | java.util.concurrent.ExecutionException
                | java.util.concurrent.TimeoutException e) {
            throw new AssertionError(e);
        } finally {
            redis.close();
        }
    }
}
