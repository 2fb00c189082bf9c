package pro.livestream.chat;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pro.livestream.chat.log.CoreLoop;
import pro.livestream.chat.log.RoomEntry;
import pro.livestream.chat.log.RoomKey;
import pro.livestream.chat.log.RoomLog;
import pro.livestream.contracts.CloudEventHeaders;
import pro.livestream.contracts.event.ChatMessageDeleted;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.local.testing.TestIdentity;
import pro.livestream.platform.consumer.Erasures;
import pro.livestream.platform.kafka.EventSender;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.platform.tenant.Tenants;

@QuarkusTest
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(TestIdentity.class)
class ErasureComponentTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    EventSender events;

    @Inject
    Tenants tenants;

    @Inject
    TenantDatabase database;

    @Inject
    Erasures erasures;

    @Inject
    RedisDataSource redis;

    @Inject
    RoomLog log;

    @Inject
    CoreLoop loop;

    private OpenRoom room = new OpenRoom(new UUID(0, 0), "");
    private String ann = "";

    @BeforeEach
    void aLiveRoom() {
        room = OpenRoom.open(events, tenants);
        ann = "ann-" + UUID.randomUUID();
    }

    @Test
    void socketsNewcomersRedisAndPostgreSqlLoseWhatTheUserSaid() {
        try (var leaver = room.enter(ann);
                var bob = room.enter("bob")) {
            var said = OpenRoom.say(leaver, "my SECRET one").path("id").asText();
            var edited = OpenRoom.say(leaver, "other").path("id").asText();
            leaver.send("{\"type\":\"edit\",\"id\":\"" + edited + "\",\"text\":\"SECRET two\"}");
            bob.next("edited");
            bob.send("{\"type\":\"message\",\"text\":\"Really?\",\"client_id\":\"r\",\"reply_to\":\"" + said + "\"}");
            bob.next("ack");
            room.send(room.broadcaster(), "POST", "pin", "{\"id\":\"" + said + "\"}")
                    .then()
                    .statusCode(204);

            bury(ann);

            await("the log has it")
                    .atMost(PATIENCE)
                    .until(() -> lines().stream().anyMatch(line -> line.startsWith("x ")));
            assertEquals(
                    TestIdentity.userId(ann).toString(),
                    bob.next("cleared").path("user_id").asText());
            await().atMost(PATIENCE).until(() -> contents(ann).stream().allMatch("deleted| "::equals));
            await().atMost(PATIENCE).until(() -> frames().stream().noneMatch(frame -> frame.contains("SECRET")));
            try (var carol = room.join("carol")) {
                var welcome = carol.next("welcome");
                assertFalse(welcome.toString().contains("SECRET"));
                assertFalse(welcome.toString().contains(ann));
                assertTrue(welcome.path("pinned").isNull());
                assertEquals(List.of("Really?"), texts(welcome.path("recent")));
            }
            assertTrue(lines().stream().noneMatch(line -> line.contains("SECRET")));
            var page = room.get("bob", "messages").asString();
            assertFalse(page.contains("SECRET") || page.contains(ann));
            assertEquals(2, deleted(room.stream()).size());
        }
    }

    @Test
    void closedRoomsLoseItTooAndTellOfIt() {
        try (var leaver = room.enter(ann)) {
            OpenRoom.say(leaver, "SECRET");
        }
        Streams.end(events, room.stream(), room.broadcaster(), Instant.now().minus(Duration.ofMinutes(20)));
        await().atMost(PATIENCE).until(() -> isClosed());

        erase(ann);

        assertEquals(List.of("deleted| "), contents(ann));
        assertTrue(lines().stream().noneMatch(line -> line.contains("SECRET")));
        await().atMost(PATIENCE).until(() -> deleted(room.stream()).size() == 1);
    }

    @Test
    void whatWasHeldAndWhenceItCameIsGone() {
        room.configure("{\"links\":\"hold\"}");
        try (var leaver = room.enter(ann)) {
            leaver.say("see https://example.org", "held");
            leaver.next("held");
        }
        execute(
                "insert into chat_follow (channel_id, follower_id, since) values (gen_random_uuid(), $1, now())",
                TestIdentity.userId(ann));
        assertEquals(1, count("chat_held", ann));

        erase(ann);

        assertEquals(0, count("chat_held", ann));
        assertEquals(0, count("chat_visitor", ann));
        assertEquals(0, count("(select follower_id as user_id from chat_follow) f", ann));
    }

    @Test
    void bansModeratorsAndReactionsNameNobody() {
        try (var leaver = room.enter(ann);
                var bob = room.enter("bob")) {
            leaver.send("{\"type\":\"reaction\",\"stamp_id\":1}");
            bob.next("reactions");
            room.send(room.broadcaster(), "POST", "moderators", user(ann))
                    .then()
                    .statusCode(201);
            room.send(room.broadcaster(), "POST", "bans", user(ann)).then().statusCode(201);
            execute("update chat_ban set username = 'ann' where user_id = $1", TestIdentity.userId(ann));
            await().atMost(PATIENCE).until(() -> count("streaming_streamreaction", ann) == 1);
        }

        erase(ann);

        assertEquals(0, count("streaming_streamreaction", ann));
        assertEquals(0, count("chat_moderator", ann));
        assertEquals(1, count("chat_ban", ann));
        assertEquals(0, count("chat_ban where username is not null", ann));
        room.get(ann, "bans").then().statusCode(403);
    }

    @Test
    void aSecondErasureChangesNothing() {
        try (var leaver = room.enter(ann);
                var bob = room.enter("bob")) {
            OpenRoom.say(leaver, "SECRET");
            OpenRoom.say(bob, "Hello");
            erase(ann);
            bob.next("cleared");
            var told = deleted(room.stream());

            erase(ann);

            bob.send("{\"type\":\"ping\"}").next("pong");
            assertTrue(bob.rest().stream()
                    .noneMatch(frame -> frame.path("type").asText().equals("cleared")));
            assertEquals(told, deleted(room.stream()));
            assertEquals(List.of("bob|Hello"), contents("bob"));
        }
    }

    @Test
    void openSocketsLoseItAlsoWhenRedisHasLostTheRoom() {
        try (var leaver = room.enter(ann);
                var bob = room.enter("bob")) {
            OpenRoom.say(leaver, "SECRET");
            bob.nextComment();
            redis.execute("DEL", key("room"), key("log"));

            erase(ann);

            assertEquals(
                    TestIdentity.userId(ann).toString(),
                    bob.next("cleared").path("user_id").asText());
        }
    }

    @Test
    void aDisabledTenantLosesItToo() {
        var tenant = new Tenant("left" + (System.nanoTime() % 1_000_000));
        TestIdentity.announceTenant(tenant.name());
        await().atMost(PATIENCE).until(() -> tenants.isReady(tenant));
        var user = TestIdentity.userId(ann);
        database.inTransaction(
                        tenant,
                        tx -> tx.preparedQuery("insert into chat_chatroom (id, name, stream_id, channel_id)"
                                        + " values ($1, 'stream_x', $1, $1)")
                                .execute(Tuple.of(room.stream()))
                                .chain(() -> tx.preparedQuery("insert into chat_chatmessage (id, room_id, user_id,"
                                                + " username, content, message_type, epoch, \"offset\", confirmed_at,"
                                                + " created_at) values ($1, $1, $2, 'ann', 'SECRET', 'message', 1, 1,"
                                                + " now(), now())")
                                        .execute(Tuple.of(room.stream(), user))))
                .await()
                .atMost(PATIENCE);
        TestIdentity.disableTenant(tenant.name());
        await().atMost(PATIENCE).until(() -> !tenants.isReady(tenant));

        erase(tenant.name(), ann);

        assertEquals(List.of("deleted| "), contents(tenant, ann));
    }

    private String key(String name) {
        return "chat:" + TestIdentity.TENANT + ":{" + room.stream() + "}:" + name;
    }

    private static String user(String username) {
        return "{\"user_id\":\"" + TestIdentity.userId(username) + "\"}";
    }

    private void bury(String username) {
        var headers =
                new RecordHeaders().add(CloudEventHeaders.TENANT, TestIdentity.TENANT.getBytes(StandardCharsets.UTF_8));
        events.send(new ProducerRecord<>(
                        "users.profile", null, TestIdentity.userId(username).toString(), null, headers))
                .await()
                .atMost(PATIENCE);
    }

    private void erase(String username) {
        erase(TestIdentity.TENANT, username);
    }

    /** As the consumer does, but waited for. */
    private void erase(String tenant, String username) {
        var entry = new ConsumerRecord<String, byte[]>(
                "users.profile", 0, 0, TestIdentity.userId(username).toString(), null);
        entry.headers().add(CloudEventHeaders.TENANT, tenant.getBytes(StandardCharsets.UTF_8));
        erasures.consume(entry).await().atMost(PATIENCE);
    }

    private boolean isClosed() {
        return database.inTransaction(
                        OpenRoom.TENANT,
                        tx -> tx.preparedQuery("select 1 from chat_chatroom where id = $1 and closes_at < now()")
                                .execute(Tuple.of(room.stream()))
                                .map(rows -> rows.size() == 1))
                .await()
                .atMost(PATIENCE);
    }

    private List<ChatMessageDeleted> deleted(UUID stream) {
        return Topics.of("streams.chat", stream, ChatMessageDeleted.TYPE, ChatMessageDeleted.class);
    }

    private List<String> contents(String username) {
        return contents(OpenRoom.TENANT, username);
    }

    private List<String> contents(Tenant tenant, String username) {
        return database.inTransactionOfEvent(
                        tenant,
                        tx -> tx.preparedQuery("select username || '|' || case when content = '' then ' ' else content"
                                        + " end || coalesce(details, '') as row from chat_chatmessage"
                                        + " where user_id = $1 and room_id = $2 order by \"offset\"")
                                .execute(Tuple.of(TestIdentity.userId(username), room.stream()))
                                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                                        .map(row -> row.getString("row"))
                                        .toList()))
                .await()
                .atMost(PATIENCE);
    }

    private List<String> frames() {
        return database.inTransaction(
                        OpenRoom.TENANT,
                        tx -> tx.preparedQuery("select frame from chat_chatchange where room_id = $1")
                                .execute(Tuple.of(room.stream()))
                                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                                        .map(row -> row.getString("frame"))
                                        .toList()))
                .await()
                .atMost(PATIENCE);
    }

    private long count(String table, String username) {
        return database.inTransaction(
                        OpenRoom.TENANT,
                        tx -> tx.preparedQuery("select count(*) as n from " + table
                                        + (table.contains(" where ") ? " and" : " where") + " user_id = $1")
                                .execute(Tuple.of(TestIdentity.userId(username)))
                                .map(rows -> rows.iterator().next().getLong("n")))
                .await()
                .atMost(PATIENCE);
    }

    private void execute(String sql, UUID value) {
        database.inTransaction(
                        OpenRoom.TENANT,
                        tx -> tx.preparedQuery(sql).execute(Tuple.of(value)).replaceWithVoid())
                .await()
                .atMost(PATIENCE);
    }

    private List<String> lines() {
        return io.smallrye.mutiny.Uni.createFrom()
                .<List<String>>emitter(done -> loop.execute(() -> log.read(
                                new RoomKey(TestIdentity.TENANT, room.stream()))
                        .onSuccess(read -> done.complete(
                                read.entries().stream().map(RoomEntry::toLine).toList()))
                        .onFailure(done::fail)))
                .await()
                .atMost(PATIENCE);
    }

    private static List<String> texts(JsonNode comments) {
        return StreamSupport.stream(comments.spliterator(), false)
                .map(comment -> comment.path("message").asText())
                .collect(Collectors.toList());
    }
}
