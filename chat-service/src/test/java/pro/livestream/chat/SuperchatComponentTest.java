package pro.livestream.chat;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pro.livestream.contracts.event.ChatMessagePosted;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.local.testing.TestIdentity;
import pro.livestream.platform.kafka.EventSender;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.TenantDatabase;
import pro.livestream.platform.tenant.Tenants;

@QuarkusTest
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(TestIdentity.class)
class SuperchatComponentTest {

    private static final Tenant TENANT = new Tenant(TestIdentity.TENANT);

    @Inject
    EventSender events;

    @Inject
    Tenants tenants;

    @Inject
    TenantDatabase database;

    @Inject
    MeterRegistry metrics;

    private UUID stream = new UUID(0, 0);
    private String path = "";
    private String bella = "";

    @BeforeEach
    void aLiveStream() {
        await().atMost(Duration.ofSeconds(60)).until(() -> tenants.isReady(TENANT));
        bella = "bella-" + UUID.randomUUID();
        stream = Streams.start(events, bella);
        path = "/ws/streams/" + stream + "/chat";
        await().atMost(Duration.ofSeconds(20)).until(() -> messages().statusCode() == 200);
    }

    private io.restassured.response.Response messages() {
        return RestAssured.given()
                .auth()
                .oauth2(TestIdentity.userToken(bella))
                .get("/api/streams/" + stream + "/chat/messages?limit=100");
    }

    private ChatClient join(String username) {
        return ChatClient.open(RestAssured.port, path, TestIdentity.userToken(username));
    }

    private static JsonNode superchat(ChatClient client) {
        return client.next(frame ->
                        frame.path("comment").path("message_type").asText().equals("superchat"))
                .path("comment");
    }

    private List<Row> stored(UUID id) {
        var rows = database.inTransaction(
                        TENANT,
                        tx -> tx.preparedQuery("select * from chat_chatmessage where id = $1")
                                .execute(Tuple.of(id)))
                .await()
                .indefinitely();
        return StreamSupport.stream(rows.spliterator(), false).toList();
    }

    @Test
    void showsATipToEverybodyAmongTheMessages() {
        try (var ann = join("ann");
                var classic = ChatClient.open(
                        RestAssured.port, "/ws/chat/stream_" + stream + "/", TestIdentity.userToken("bob"))) {
            ann.next("welcome");
            ann.say("before", "1").next("ack");
            var tip = Streams.tip(stream, "carol", "Look at https://example.org");

            Streams.send(events, tip);

            var shown = superchat(ann);
            assertEquals(tip.transactionId().toString(), shown.path("id").asText());
            assertEquals("carol", shown.path("username").asText());
            assertEquals(tip.senderId().toString(), shown.path("user_id").asText());
            assertEquals("Look at https://example.org", shown.path("message").asText());
            assertEquals(500, shown.path("amount").asLong());
            assertEquals("JPY", shown.path("currency").asText());
            assertEquals(3, shown.path("tier").asInt());
            assertEquals(2, shown.path("offset").asLong());
            assertEquals(1, shown.path("links").size());
            var said = Instant.parse(shown.path("created_at").asText());
            assertEquals(
                    said.plus(Duration.ofMinutes(2)),
                    Instant.parse(shown.path("pinned_until").asText()));
            classic.next(frame -> frame.path("message").asText().equals("500 JPY: Look at https://example.org"));
            await().until(() -> !stored(tip.transactionId()).isEmpty());
            messages()
                    .then()
                    .statusCode(200)
                    .body("items[0].id", equalTo(tip.transactionId().toString()))
                    .body("items[0].amount", equalTo(500))
                    .body("items[0].tier", equalTo(3));
            ann.say("after", "2");
            assertEquals(3, ann.next("ack").path("offset").asLong());
            await().untilAsserted(() -> {
                var told = Topics.of("streams.chat", stream, ChatMessagePosted.TYPE, ChatMessagePosted.class).stream()
                        .filter(event -> event.messageType().equals("superchat"))
                        .toList();
                assertEquals(1, told.size());
                assertEquals(tip.transactionId(), told.getFirst().commentId());
                assertEquals(500L, told.getFirst().amount());
                assertEquals("JPY", told.getFirst().currency());
                assertEquals(3, told.getFirst().tier());
            });
        }
    }

    @Test
    void showsATipOnceHoweverOftenItIsTold() {
        try (var ann = join("ann")) {
            ann.next("welcome");
            var tip = Streams.tip(stream, "carol", "Once");

            IntStream.range(0, 3).forEach(i -> Streams.send(events, tip));
            var next = Streams.tip(stream, "carol", "Another");
            Streams.send(events, next);

            assertEquals("Once", superchat(ann).path("message").asText());
            assertEquals("Another", superchat(ann).path("message").asText());
            ann.send("{\"type\":\"ping\"}").next("pong");
            assertTrue(ann.rest().stream().noneMatch(frame -> frame.has("comment")));
            assertEquals(1, stored(tip.transactionId()).size());
        }
    }

    @Test
    void aNodeThatDiedBetweenShowingAndStoringIsMadeGood() {
        try (var ann = join("ann")) {
            ann.next("welcome");
            var tip = Streams.tip(stream, "carol", "Twice tried");
            Streams.send(events, tip);
            var shown = superchat(ann);
            await().until(() -> !stored(tip.transactionId()).isEmpty());
            var first = stored(tip.transactionId()).getFirst();
            database.inTransaction(
                            TENANT,
                            tx -> tx.preparedQuery("delete from chat_chatmessage where id = $1")
                                    .execute(Tuple.of(tip.transactionId())))
                    .await()
                    .indefinitely();

            Streams.send(events, tip);

            await().until(() -> !stored(tip.transactionId()).isEmpty());
            var again = stored(tip.transactionId()).getFirst();
            assertEquals(first.getLong("offset"), again.getLong("offset"));
            assertEquals(first.getOffsetDateTime("created_at"), again.getOffsetDateTime("created_at"));
            assertEquals(first.getString("details"), again.getString("details"));
            assertEquals(shown.path("offset").asLong(), again.getLong("offset"));
            ann.send("{\"type\":\"ping\"}").next("pong");
            assertTrue(ann.rest().stream().noneMatch(frame -> frame.has("comment")));
        }
    }

    @Test
    void staysOnTopForNewcomersWhenTheRecentMessagesHaveGoneOnUntilItIsDeleted() {
        try (var owner = join(bella)) {
            owner.next("welcome");
            var tip = Streams.tip(stream, "carol", "On top");
            Streams.send(events, tip);
            superchat(owner);
            for (int speaker = 0; speaker < 6; speaker++) {
                try (var one = join("speaker-" + speaker + "-" + bella)) {
                    one.next("welcome");
                    IntStream.range(0, 10).forEach(i -> one.say("m" + i, "c" + i));
                    IntStream.range(0, 10).forEach(i -> assertEquals("ack", answer(one)));
                }
            }
            try (var late = join("late")) {
                var welcome = late.next("welcome");
                assertEquals(
                        tip.transactionId().toString(),
                        welcome.path("superchats").path(0).path("id").asText());
                assertTrue(texts(welcome.path("recent")).stream().noneMatch("On top"::equals));
                assertTrue(welcome.path("pinned").isNull());
            }

            owner.send("{\"type\":\"delete\",\"id\":\"" + tip.transactionId() + "\"}")
                    .next("deleted");

            try (var later = join("later")) {
                assertEquals(0, later.next("welcome").path("superchats").size());
            }
        }
    }

    /** What became of a message: its ack, or the code of its refusal. */
    private static String answer(ChatClient client) {
        var answer = client.next(frame -> frame.path("type").asText().equals("ack") || frame.has("code"));
        return answer.has("code") ? answer.path("code").asText() : "ack";
    }

    private static List<String> texts(JsonNode comments) {
        var texts = new ArrayList<String>();
        comments.forEach(comment -> texts.add(comment.path("message").asText()));
        return texts;
    }

    @Test
    void keepsItAsItWasPaidFor() {
        try (var carol = join("carol")) {
            carol.next("welcome");
            var tip = Streams.tip(stream, "carol", "As it is");
            Streams.send(events, tip);
            superchat(carol);

            carol.send("{\"type\":\"edit\",\"id\":\"" + tip.transactionId() + "\",\"text\":\"Other\"}");

            assertEquals("FORBIDDEN", carol.next("error").path("code").asText());
        }
    }

    @Test
    void aClosedRoomOrASilencedSenderShowsNothingAndHoldsNothingUp() {
        var closed = Streams.start(events, bella);
        var late = Streams.tip(closed, "carol", "Too late");
        Streams.end(events, closed, bella, Instant.now().minus(Duration.ofMinutes(20)));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertEquals(
                        410,
                        ChatClient.refusedAt(
                                        RestAssured.port,
                                        "/ws/streams/" + closed + "/chat",
                                        TestIdentity.userToken("ann"))
                                .status()));
        try (var ann = join("ann")) {
            ann.next("welcome");
            RestAssured.given()
                    .auth()
                    .oauth2(TestIdentity.userToken(bella))
                    .contentType(ContentType.JSON)
                    .body("{\"user_id\":\"" + TestIdentity.userId("mallory") + "\",\"duration_s\":60}")
                    .post("/api/streams/" + stream + "/chat/bans")
                    .then()
                    .statusCode(201);
            var silenced = Streams.tip(stream, "mallory", "Buy my things");
            var closedBefore = notShown("room_closed");
            var silencedBefore = notShown("sender_silenced");

            Streams.send(events, late);
            Streams.send(events, silenced);
            Streams.send(events, Streams.tip(stream, "carol", "In time"));

            assertEquals("In time", superchat(ann).path("message").asText());
            await().until(() -> notShown("room_closed") == closedBefore + 1);
            assertEquals(silencedBefore + 1, notShown("sender_silenced"));
            assertFalse(isRejected(closed));
            assertFalse(isRejected(stream));
            assertTrue(stored(late.transactionId()).isEmpty());
            assertTrue(stored(silenced.transactionId()).isEmpty());
        }
    }

    private double notShown(String outcome) {
        return metrics.counter("chat.superchats", "outcome", outcome).count();
    }

    private boolean isRejected(UUID key) {
        var rows = database.inTransaction(
                        TENANT,
                        tx -> tx.preparedQuery(
                                        "select 1 from platform.dead_letter_key where topic = 'payment.tips' and key = $1")
                                .execute(Tuple.of(key.toString())))
                .await()
                .indefinitely();
        return rows.size() > 0;
    }

    @Test
    void aTextWithUnwantedLinksIsLeftOutNotTheTip() {
        RestAssured.given()
                .auth()
                .oauth2(TestIdentity.userToken(bella))
                .contentType(ContentType.JSON)
                .body("{\"links_allowed\":false}")
                .patch("/api/streams/" + stream + "/chat/settings")
                .then()
                .statusCode(200);
        try (var ann = join("ann")) {
            ann.next("welcome");

            Streams.send(events, Streams.tip(stream, "carol", "https://spam.example"));

            var shown = superchat(ann);
            assertEquals("", shown.path("message").asText());
            assertEquals(500, shown.path("amount").asLong());
            assertFalse(shown.has("links"));
        }
    }
}
