package pro.livestream.chat;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pro.livestream.contracts.event.ChatMessagePosted;
import pro.livestream.contracts.event.ModerationActed;
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
class HeldComponentTest {

    private static final Tenant TENANT = new Tenant(TestIdentity.TENANT);

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

    private int sql(String statement, Object... values) {
        return database.inTransaction(TENANT, tx -> tx.preparedQuery(statement).execute(Tuple.from(values)))
                .await()
                .indefinitely()
                .rowCount();
    }

    private int countOf(String query, Object... values) {
        return database.inTransaction(TENANT, tx -> tx.preparedQuery(query).execute(Tuple.from(values)))
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getInteger(0);
    }

    private void holdWords() {
        room.term("word", "hold", "maybe");
        try (var probe = room.join(LiveRoom.somebody("probe"))) {
            LiveRoom.awaitOutcome(probe, "maybe", "held");
        }
        sql("delete from chat_held where room_id = $1", room.stream());
    }

    @Test
    void termsAreSharedByTheChannelsStreamsAndCanBeChanged() {
        var second = LiveRoom.open(events, room.broadcaster());
        try (var ann = room.join(LiveRoom.somebody("ann"));
                var bob = second.join(LiveRoom.somebody("bob"))) {
            var id = room.term("word", "block", "spam");

            LiveRoom.awaitOutcome(ann, "buy ＳＰＡＭ!", "BLOCKED_TERM");
            LiveRoom.awaitOutcome(bob, "spam", "BLOCKED_TERM");
            assertEquals("ack", LiveRoom.outcome(ann, "spammer"));
            second.asBroadcaster().get("/terms").then().body("items.id", contains(id));

            second.asBroadcaster()
                    .body(Map.of("kind", "regex", "term", "sp+am"))
                    .patch("/terms/" + id)
                    .then()
                    .statusCode(200)
                    .body("action", equalTo("block"));
            LiveRoom.awaitOutcome(ann, "sppppam", "BLOCKED_TERM");

            room.asBroadcaster().delete("/terms/" + id).then().statusCode(204);
            LiveRoom.awaitOutcome(ann, "spam again", "ack");
            room.asBroadcaster()
                    .get("/audit")
                    .then()
                    .body("items.action", contains("term_remove", "term_change", "term_add"))
                    .body("items[1].details.before.kind", equalTo("word"))
                    .body("items[1].details.after.kind", equalTo("regex"));
        }
    }

    @Test
    void badTermsAreRefused() {
        room.term("word", "block", "twice");
        for (var wrong : new String[] {
            "{\"term\":\"\"}",
            "{}",
            "{\"term\":7}",
            "{\"term\":\"x\",\"kind\":\"glob\"}",
            "{\"term\":\"x\",\"action\":\"delete\"}",
            "{\"term\":\"x\",\"extra\":1}",
            "{\"term\":\"(\",\"kind\":\"regex\"}",
            "{\"term\":\"((a{100}){100}){100}\",\"kind\":\"regex\"}",
            "{\"term\":\"" + "x".repeat(201) + "\"}"
        }) {
            room.asBroadcaster()
                    .body(wrong)
                    .post("/terms")
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("VALIDATION_FAILED"));
        }
        room.asBroadcaster().body("{").post("/terms").then().statusCode(400);
        room.asBroadcaster()
                .body(Map.of("term", "twice"))
                .post("/terms")
                .then()
                .statusCode(409)
                .body("code", equalTo("TERM_EXISTS"));
        room.as("ann").body(Map.of("term", "x")).post("/terms").then().statusCode(403);
        room.as("ann").get("/terms").then().statusCode(403);
        room.asBroadcaster()
                .body("{}")
                .patch("/terms/" + UUID.randomUUID())
                .then()
                .statusCode(404);
        room.asBroadcaster().delete("/terms/x").then().statusCode(404);
        new LiveRoom(UUID.randomUUID(), "x")
                .as(room.broadcaster())
                .get("/terms")
                .then()
                .statusCode(404);
    }

    @Test
    void aChannelHasSoManyTermsAndNoMore() {
        sql(
                "insert into chat_term (id, channel_id, kind, action, term, created_by)"
                        + " select gen_random_uuid(), $1, 'word', 'block', 'word' || n, $1 from generate_series(1, 1000) n",
                TestIdentity.userId(room.broadcaster()));

        room.asBroadcaster()
                .body(Map.of("term", "onemore"))
                .post("/terms")
                .then()
                .statusCode(409)
                .body("code", equalTo("TOO_MANY_TERMS"));
        String cursor = room.asBroadcaster()
                .queryParam("limit", 100)
                .get("/terms")
                .then()
                .body("items", hasSize(100))
                .extract()
                .path("next_cursor");
        room.asBroadcaster()
                .queryParam("limit", 100)
                .queryParam("cursor", cursor)
                .get("/terms")
                .then()
                .body("items", hasSize(100));
    }

    @Test
    void expressionsThatMustBeTriedOnEveryTextAreFew() {
        for (int i = 1; i <= 10; i++) {
            room.term("regex", "block", "(a|b)\\d{" + i + "}");
        }
        room.asBroadcaster()
                .body(Map.of("term", "(a|b)!", "kind", "regex"))
                .post("/terms")
                .then()
                .statusCode(409)
                .body("code", equalTo("TOO_MANY_TERMS"));
        room.term("regex", "block", "casino(a|b)!");
    }

    @Test
    void aHeldMessageIsShownByApprovalAsItsAuthorsOwnAndNotBefore() {
        holdWords();
        var name = LiveRoom.somebody("ann");
        try (var owner = room.join(room.broadcaster());
                var ann = room.join(name);
                var bob = room.join("bob");
                var classic = ChatClient.open(
                        RestAssured.port,
                        "/ws/chat/stream_" + room.stream() + "/",
                        TestIdentity.userToken(room.broadcaster()))) {
            var held = LiveRoom.answer(ann, "maybe this", "c-1");

            assertEquals("held", held.path("type").asText());
            var id = held.path("id").asText();
            var toReview = owner.next("to_review").path("held");
            assertEquals(id, toReview.path("id").asText());
            assertEquals("maybe this", toReview.path("message").asText());
            assertEquals("term", toReview.path("reasons").get(0).asText());
            classic.next(frame -> frame.path("message_type").asText().equals("moderation"));
            assertEquals(
                    "held",
                    LiveRoom.answer(ann, "maybe this", "c-1").path("type").asText());
            bob.say("between", "b");
            assertEquals("between", bob.nextComment().path("message").asText());
            room.asBroadcaster()
                    .get("/held")
                    .then()
                    .body("items.id", contains(id))
                    .body("items[0].username", equalTo(name))
                    .body("items[0].state", equalTo("pending"));

            room.asBroadcaster()
                    .post("/held/" + id + "/approve")
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("approved"))
                    .body("offset", equalTo(2));

            var shown = bob.nextComment();
            assertEquals("maybe this", shown.path("message").asText());
            assertEquals(id, shown.path("id").asText());
            assertEquals(name, shown.path("username").asText());
            assertEquals(2, shown.path("offset").asLong());
            var ack = ann.next("ack");
            assertEquals("c-1", ack.path("client_id").asText());
            assertEquals(2, ack.path("offset").asLong());
            assertTrue(bob.rest().stream().noneMatch(frame -> frame.has("comment")));
            assertEquals(
                    "ack",
                    LiveRoom.answer(ann, "maybe this", "c-1").path("type").asText());
            room.asBroadcaster().get("/messages").then().body("items[0].id", equalTo(id));
            await().untilAsserted(() -> assertEquals(
                    1,
                    Topics.of("streams.chat", room.stream(), ChatMessagePosted.TYPE, ChatMessagePosted.class).stream()
                            .filter(event -> event.commentId().toString().equals(id))
                            .count()));
            room.asBroadcaster()
                    .queryParam("action", "held_approve")
                    .get("/audit")
                    .then()
                    .body("items[0].comment_id", equalTo(id))
                    .body("items[0].details.message", equalTo("maybe this"));
        }
    }

    @Test
    void ofManyWhoDecideAtOnceOneDoesAndTheMessageIsSaidOnce() {
        holdWords();
        try (var ann = room.join(LiveRoom.somebody("ann"));
                var bob = room.join("bob")) {
            var id = LiveRoom.answer(ann, "maybe once").path("id").asText();

            var statuses = IntStream.range(0, 8)
                    .parallel()
                    .mapToObj(i -> room.asBroadcaster().post("/held/" + id + (i == 7 ? "/reject" : "/approve")))
                    .map(Response::statusCode)
                    .sorted()
                    .toList();

            assertEquals(200, statuses.getFirst());
            assertTrue(statuses.stream().skip(1).allMatch(status -> status == 409), statuses.toString());
            bob.say("marker", "m");
            var comments = Stream.generate(bob::nextComment)
                    .map(comment -> comment.path("message").asText())
                    .takeWhile(text -> !text.equals("marker"))
                    .toList();
            int approved = countOf(
                    "select count(*)::int from chat_held where room_id = $1 and state = 'approved'", room.stream());
            assertEquals(approved, comments.size());
            assertEquals(
                    1,
                    countOf(
                            "select count(*)::int from chat_audit where stream_id = $1 and action like 'held%'",
                            room.stream()));
        }
    }

    @Test
    void aRejectedMessageIsNeverShownAndItsSenderIsTold() {
        holdWords();
        try (var ann = room.join(LiveRoom.somebody("ann"))) {
            var id = LiveRoom.answer(ann, "maybe not", "r-1").path("id").asText();

            room.asBroadcaster()
                    .body("{\"reason\":\"rude\"}")
                    .post("/held/" + id + "/reject")
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("rejected"))
                    .body("decision_reason", equalTo("rude"));

            var told = ann.next("error");
            assertEquals("MESSAGE_REJECTED", told.path("code").asText());
            assertEquals("r-1", told.path("client_id").asText());
            room.asBroadcaster()
                    .post("/held/" + id + "/approve")
                    .then()
                    .statusCode(409)
                    .body("code", equalTo("ALREADY_DECIDED"));
            room.asBroadcaster().get("/held").then().body("items", hasSize(0));
            room.asBroadcaster()
                    .queryParam("state", "rejected")
                    .get("/held")
                    .then()
                    .body("items.id", contains(id));
            await().untilAsserted(() -> assertTrue(
                    Topics.of("streams.moderation", room.stream(), ModerationActed.TYPE, ModerationActed.class).stream()
                            .anyMatch(event -> event.action().equals("held_reject") && "rude".equals(event.reason()))));
        }
    }

    @Test
    void heldOnesAreForModeratorsAndBadAsksAreRefused() {
        var id = UUID.randomUUID();
        room.as("ann").get("/held").then().statusCode(403);
        room.as("ann").post("/held/" + id + "/approve").then().statusCode(403);
        room.asBroadcaster().post("/held/" + id + "/approve").then().statusCode(404);
        room.asBroadcaster().post("/held/" + id + "/reject").then().statusCode(404);
        room.asBroadcaster().post("/held/x/approve").then().statusCode(404);
        room.asBroadcaster().queryParam("state", "odd").get("/held").then().statusCode(400);
        room.asBroadcaster()
                .body(Map.of("reason", "x".repeat(501)))
                .post("/held/" + id + "/reject")
                .then()
                .statusCode(400);
        new LiveRoom(UUID.randomUUID(), "x")
                .as(room.broadcaster())
                .get("/held")
                .then()
                .statusCode(404);
    }

    @Test
    void anApprovalWhoseNodeDiedIsBroughtHomeOnce() {
        holdWords();
        try (var ann = room.join(LiveRoom.somebody("ann"))) {
            var id = UUID.fromString(
                    LiveRoom.answer(ann, "maybe later", "d-1").path("id").asText());

            sql(
                    "update chat_held set state = 'approved', decided_by = user_id,"
                            + " decided_at = now() - interval '1 minute' where id = $1",
                    id);

            assertEquals("maybe later", ann.nextComment().path("message").asText());
            assertEquals("d-1", ann.next("ack").path("client_id").asText());
            await().until(() ->
                    countOf("select count(*)::int from chat_held where id = $1 and published_at is not null", id) == 1);
            sql("update chat_held set published_at = null where id = $1", id);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> countOf(
                                    "select count(*)::int from chat_held where id = $1 and published_at is not null",
                                    id)
                            == 1);
            ann.say("marker", "m");
            assertEquals("marker", ann.nextComment().path("message").asText());
        }
    }

    @Test
    void whatNobodyDecidedAboutExpires() {
        holdWords();
        try (var ann = room.join(LiveRoom.somebody("ann"))) {
            var id =
                    UUID.fromString(LiveRoom.answer(ann, "maybe old").path("id").asText());

            sql("update chat_held set created_at = now() - interval '25 hours' where id = $1", id);

            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> room.asBroadcaster()
                            .queryParam("state", "expired")
                            .get("/held")
                            .then()
                            .body("items.id", contains(id.toString())));
            room.asBroadcaster().post("/held/" + id + "/approve").then().statusCode(409);
        }
    }

    @Test
    void heldMessagesCountForRatesAndTheQueueIsBounded() {
        holdWords();
        for (int sender = 0; sender < 2; sender++) {
            try (var ann = room.join(LiveRoom.somebody("ann"))) {
                for (int i = 0; i < 7; i++) {
                    var outcome = LiveRoom.outcome(ann, "maybe " + i);
                    assertEquals(sender * 7 + i < 12 ? "held" : "HOLD_QUEUE_FULL", outcome);
                }
            }
        }
        try (var hasty = room.join(LiveRoom.somebody("hasty"))) {
            IntStream.range(0, 40).forEach(i -> hasty.say("maybe " + i, "h" + i));
            assertTrue(hasty.next(frame -> frame.path("code").asText().equals("RATE_LIMITED"))
                            .path("retry_after_ms")
                            .asLong()
                    > 0);
        }
        room.settings("{\"slow_mode_s\":60}");
        try (var slow = room.join(LiveRoom.somebody("slow"))) {
            assertEquals("HOLD_QUEUE_FULL", LiveRoom.outcome(slow, "maybe a"));
            assertEquals("SLOW_MODE", LiveRoom.outcome(slow, "maybe b"));
        }
    }

    @Test
    void linksCanBeHeld() {
        room.settings("{\"links\":\"hold\"}");
        try (var ann = room.join(LiveRoom.somebody("ann"))) {
            assertEquals("held", LiveRoom.outcome(ann, "https://example.org"));
            room.asBroadcaster().get("/held").then().body("items[0].reasons", contains("link"));
        }
    }

    @Test
    void spamIsScoredWhereTheChannelWantsIt() {
        try (var ann = room.join(LiveRoom.somebody("ann"))) {
            for (int i = 0; i < 4; i++) {
                assertEquals("ack", LiveRoom.outcome(ann, "buy coins"));
            }
            room.policy("{\"spam\":\"block\",\"spam_threshold\":60}");
            LiveRoom.awaitOutcome(ann, "buy coins", "SPAM");
            assertEquals("ack", LiveRoom.outcome(ann, "something else"));
            room.policy("{\"spam\":\"hold\"}");
            LiveRoom.awaitOutcome(ann, "buy coins", "held");
        }
        for (var wrong : new String[] {
            "{\"spam\":\"maybe\"}",
            "{\"spam_threshold\":0}",
            "{\"evasion_window_s\":1}",
            "{\"odd\":1}",
            "{\"evasion\":true}"
        }) {
            room.asBroadcaster().body(wrong).patch("/policy").then().statusCode(400);
        }
        room.as("ann").get("/policy").then().statusCode(403);
        room.as("ann").body("{\"spam\":\"off\"}").patch("/policy").then().statusCode(403);
    }

    @Test
    void aDryRunSaysWhatARuleWouldHaveDoneAndChangesNothing() {
        try (var ann = room.join(LiveRoom.somebody("ann"))) {
            for (var text : new String[] {"good", "bad things", "https://example.org", "BAD", "fine"}) {
                assertEquals("ack", LiveRoom.outcome(ann, text));
            }
        }
        room.asBroadcaster()
                .body("{\"term\":{\"kind\":\"word\",\"term\":\"bad\",\"action\":\"hold\"},"
                        + "\"settings\":{\"links\":\"block\"}}")
                .post("/terms/dry-run")
                .then()
                .statusCode(200)
                .body("checked", equalTo(5))
                .body("counts.allow", equalTo(2))
                .body("counts.hold", equalTo(2))
                .body("counts.block", equalTo(1))
                .body("samples.message", contains("bad things", "https://example.org", "BAD"))
                .body("samples.reason", contains("term", "link", "term"))
                .body("truncated", equalTo(false))
                .body("took_ms", lessThan(5000));
        room.asBroadcaster()
                .body("{\"spam\":\"block\",\"spam_threshold\":30,\"limit\":2}")
                .post("/terms/dry-run")
                .then()
                .statusCode(200)
                .body("checked", equalTo(2));
        room.asBroadcaster().get("/terms").then().body("items", hasSize(0));
        room.asBroadcaster().get("/held").then().body("items", hasSize(0));
        for (var wrong : new String[] {
            "{}",
            "{\"term\":{\"term\":\"(\",\"kind\":\"regex\"}}",
            "{\"spam\":\"hold\",\"limit\":10001}",
            "{\"term\":\"x\"}"
        }) {
            room.asBroadcaster().body(wrong).post("/terms/dry-run").then().statusCode(400);
        }
        room.as("ann").body("{\"spam\":\"hold\"}").post("/terms/dry-run").then().statusCode(403);
    }
}
