package pro.livestream.chat;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pro.livestream.contracts.event.ChatMessageDeleted;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.local.testing.TestIdentity;
import pro.livestream.platform.kafka.EventSender;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.Tenants;

@QuarkusTest
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(TestIdentity.class)
class ChatComponentTest {

    @Inject
    EventSender events;

    @Inject
    Tenants tenants;

    private UUID stream = new UUID(0, 0);
    private String path = "";
    private String bella = "";

    private static int port() {
        return RestAssured.port;
    }

    @BeforeEach
    void aLiveStream() {
        await().atMost(Duration.ofSeconds(60)).until(() -> tenants.isReady(new Tenant(TestIdentity.TENANT)));
        bella = "bella-" + UUID.randomUUID();
        stream = Streams.start(events, bella);
        path = "/ws/streams/" + stream + "/chat";
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            int status = RestAssured.given()
                    .auth()
                    .oauth2(TestIdentity.userToken(bella))
                    .get("/api/streams/" + stream + "/chat/messages")
                    .statusCode();
            return status == 200;
        });
    }

    private ChatClient join(String username) {
        return ChatClient.open(port(), path, TestIdentity.userToken(username));
    }

    @Test
    void welcomesWithWhereTheRoomStands() {
        try (var ann = join("ann")) {
            var welcome = ann.next("welcome");

            assertEquals(stream.toString(), welcome.path("stream_id").asText());
            assertEquals("viewer", welcome.path("role").asText());
            assertEquals("ann", welcome.path("user").path("username").asText());
            assertEquals(0, welcome.path("offset").asLong());
            assertTrue(welcome.path("recent").isArray());
            assertTrue(welcome.path("pinned").isNull());
        }
    }

    @Test
    void everybodyGetsAMessageAndItsSenderAnAckOfTheStoredOne() {
        try (var ann = join("ann");
                var bob = join("bob")) {
            ann.next("welcome");
            bob.next("welcome");

            ann.say("Hello", "c1");

            var own = ann.nextComment();
            var others = bob.nextComment();
            assertEquals("c1", own.path("client_id").asText());
            assertFalse(others.has("client_id"));
            assertEquals("Hello", others.path("message").asText());
            assertEquals(own.path("offset"), others.path("offset"));
            var ack = ann.next("ack");
            assertEquals("c1", ack.path("client_id").asText());
            assertEquals(own.path("id"), ack.path("id"));
            RestAssured.given()
                    .auth()
                    .oauth2(TestIdentity.userToken("bob"))
                    .get("/api/streams/" + stream + "/chat/messages")
                    .then()
                    .statusCode(200)
                    .body("items[0].id", equalTo(ack.path("id").asText()));
        }
    }

    @Test
    void offsetsRiseByOneInTheOrderOfAll() {
        try (var ann = join("ann");
                var bob = join("bob")) {
            ann.next("welcome");
            bob.next("welcome");

            IntStream.range(0, 10).forEach(i -> (i % 2 == 0 ? ann : bob).say("m" + i, "c" + i));

            var seen = new ArrayList<Long>();
            IntStream.range(0, 10)
                    .forEach(i -> seen.add(bob.nextComment().path("offset").asLong()));
            assertEquals(IntStream.rangeClosed(1, 10).mapToObj(i -> (long) i).toList(), seen);
        }
    }

    @Test
    void theSameClientIdIsStoredOnceAndAcknowledgedAgain() {
        try (var ann = join("ann")) {
            ann.next("welcome");
            ann.say("Once", "same");
            var first = ann.next("ack");

            ann.say("Once", "same");

            var second = ann.next("ack");
            assertEquals(first.path("id"), second.path("id"));
            assertEquals(first.path("offset"), second.path("offset"));
            RestAssured.given()
                    .auth()
                    .oauth2(TestIdentity.userToken("ann"))
                    .get("/api/streams/" + stream + "/chat/messages")
                    .then()
                    .statusCode(200)
                    .body("items.id", equalTo(List.of(first.path("id").asText())));
            ann.send("{\"type\":\"ping\"}").next("pong");
            assertTrue(ann.rest().stream().noneMatch(frame -> frame.has("comment")));
        }
    }

    @Test
    void moreThanTenMessagesASecondAreRefused() {
        try (var ann = join("hasty");
                var alsoAnn = join("hasty")) {
            ann.next("welcome");
            alsoAnn.next("welcome");

            IntStream.range(0, 60).forEach(i -> (i % 2 == 0 ? ann : alsoAnn).say("m" + i, "r" + i));

            var refused = alsoAnn.next("error");
            assertEquals("RATE_LIMITED", refused.path("code").asText());
            assertTrue(refused.path("client_id").asText().startsWith("r"));
            assertTrue(refused.path("retry_after_ms").asLong() > 0);
        }
    }

    @Test
    void resumeGivesExactlyWhatWasMissed() {
        String epoch;
        try (var ann = join("ann");
                var bob = join("bob")) {
            epoch = ann.next("welcome").path("epoch").asText();
            bob.next("welcome");
            bob.say("one", "1").next("ack");
            ann.nextComment();
            ann.leave();
            bob.say("two", "2").next("ack");
            var id = bob.say("three", "3").next("ack").path("id").asText();
            bob.send("{\"type\":\"edit\",\"id\":\"" + id + "\",\"text\":\"three!\"}")
                    .next("edited");
        }
        try (var ann = join("ann")) {
            ann.next("welcome");

            var resumed = ann.send("{\"type\":\"resume\",\"epoch\":\"" + epoch + "\",\"offset\":1}")
                    .next("resumed");

            assertTrue(resumed.path("recovered").asBoolean());
            assertEquals(2, resumed.path("comments").size());
            assertEquals("two", resumed.path("comments").get(0).path("message").asText());
            assertEquals(
                    "three!", resumed.path("comments").get(1).path("message").asText());
            assertEquals("edited", resumed.path("changes").get(0).path("type").asText());
            assertEquals(4, resumed.path("offset").asLong());

            var foreign = ann.send("{\"type\":\"resume\",\"epoch\":\"999\",\"offset\":1}")
                    .next("resumed");
            assertFalse(foreign.path("recovered").asBoolean());
        }
    }

    @Test
    void whatIsToldSinceTheReturnIsNotToldAgain() {
        try (var bob = join("bob-" + bella);
                var ann = join("ann-" + bella)) {
            bob.next("welcome");
            bob.say("one", "1").next("ack");
            bob.say("two", "2").next("ack");
            ann.next("welcome");
            ann.leave();
            try (var back = join("ann-" + bella)) {
                var welcome = back.next("welcome");
                bob.say("three", "3").next("ack");
                assertEquals("three", back.nextComment().path("message").asText());

                var resumed = back.send("{\"type\":\"resume\",\"epoch\":\""
                                + welcome.path("epoch").asText() + "\",\"offset\":2}")
                        .next("resumed");

                assertTrue(resumed.path("recovered").asBoolean());
                assertEquals(0, resumed.path("comments").size());
                assertEquals(2, resumed.path("offset").asLong());
            }
        }
    }

    @Test
    void whatMemoryHasForgottenComesFromTheDatabase() {
        String epoch;
        try (var watcher = join("watcher")) {
            epoch = watcher.next("welcome").path("epoch").asText();
            for (int speaker = 0; speaker < 26; speaker++) {
                try (var one = join("speaker-" + speaker + "-" + bella)) {
                    one.next("welcome");
                    for (int i = 0; i < 10; i++) {
                        one.say("m" + i, "c" + i);
                    }
                    for (int i = 0; i < 10; i++) {
                        one.next("ack");
                    }
                }
            }
            for (long offset = 1; offset <= 260; offset++) {
                assertEquals(offset, watcher.nextComment().path("offset").asLong());
            }
        }
        try (var back = join("watcher");
                var later = join("later");
                var earlier = join("earlier")) {
            var welcome = back.next("welcome");
            assertEquals(50, welcome.path("recent").size());
            assertEquals(260, welcome.path("recent").get(49).path("offset").asLong());

            var resumed = back.send("{\"type\":\"resume\",\"epoch\":\"" + epoch + "\",\"offset\":5}")
                    .next("resumed");

            assertTrue(resumed.path("recovered").asBoolean());
            assertEquals(255, resumed.path("comments").size());
            assertEquals(6, resumed.path("comments").get(0).path("offset").asLong());
            // others who come back with them want less, and more
            var less = later.send("{\"type\":\"resume\",\"epoch\":\"" + epoch + "\",\"offset\":30}")
                    .next("resumed");
            var more = earlier.send("{\"type\":\"resume\",\"epoch\":\"" + epoch + "\",\"offset\":0}")
                    .next("resumed");
            assertEquals(offsets(31, 260), offsets(less));
            assertEquals(offsets(1, 260), offsets(more));
            var past = back.send("{\"type\":\"history\",\"before\":\"4\",\"limit\":50}")
                    .next("history");
            assertEquals(3, past.path("comments").size());
            assertFalse(past.path("more").asBoolean());
        }
    }

    private static List<Long> offsets(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    private static List<Long> offsets(JsonNode resumed) {
        var offsets = new ArrayList<Long>();
        resumed.path("comments")
                .forEach(comment -> offsets.add(comment.path("offset").asLong()));
        return offsets;
    }

    @Test
    void badFramesAreAnsweredAndCloseTheirConnectionAfterFive() {
        try (var ann = join("ann");
                var bob = join("bob")) {
            ann.next("welcome");
            bob.next("welcome");

            ann.send("{");
            assertEquals("MALFORMED_REQUEST", ann.next("error").path("code").asText());
            ann.send("{\"type\":\"dance\"}");
            assertEquals("UNKNOWN_TYPE", ann.next("error").path("code").asText());
            ann.sendBinary(3);
            assertEquals("BINARY_NOT_SUPPORTED", ann.next("error").path("code").asText());
            ann.send("{\"type\":\"message\",\"text\":\"" + "x".repeat(20_000) + "\"}");
            assertEquals("FRAME_TOO_LARGE", ann.next("error").path("code").asText());
            ann.send("\"" + "y".repeat(1_000_000) + "\"");
            assertEquals("FRAME_TOO_LARGE", ann.next("error").path("code").asText());

            await().until(() -> Integer.valueOf(1008).equals(ann.closeCode()));
            bob.send("{\"type\":\"ping\"}").next("pong");
        }
    }

    @Test
    void tooLongIsRefusedBlankIsIgnored() {
        try (var ann = join("ann")) {
            ann.next("welcome");

            ann.say("x".repeat(501), "long");
            ann.say("   ", "blank");
            ann.say("\uD83D\uDE00".repeat(500), "emoji");

            assertEquals("MESSAGE_TOO_LONG", ann.next("error").path("code").asText());
            assertEquals("emoji", ann.next("ack").path("client_id").asText());
        }
    }

    @Test
    void handshakesAreRefusedWithTheEnvelope() {
        var none = ChatClient.refusedAt(port(), path, null);
        var forged = ChatClient.refusedAt(port(), path, TestIdentity.forgedToken("ann"));
        var anonymous = ChatClient.refusedAt(port(), path, TestIdentity.anonymousToken("somebody"));

        assertEquals(401, none.status());
        assertEquals("UNAUTHENTICATED", none.body().path("code").asText());
        assertTrue(none.body().has("request_id"));
        assertEquals(401, forged.status());
        assertEquals(401, anonymous.status());
    }

    @Test
    void anotherTenantsTokenIsWorthNothing() {
        try (var ann = join("ann")) {
            ann.next("welcome");

            var refused = ChatClient.refusedAt(
                    port(), path, TestIdentity.userToken("eve", TestIdentity.OTHER_TENANT, "user"));

            assertEquals(403, refused.status());
            assertEquals("WRONG_TENANT", refused.body().path("code").asText());
        }
    }

    @Test
    void subprotocolsCarryTheTokenToo() {
        try (var ann = ChatClient.openBySubprotocol(port(), path, TestIdentity.userToken("ann"))) {
            ann.next("welcome");

            assertEquals("livestream.v1", ann.subprotocol());
        }
    }

    @Test
    void aBanClosesOpenConnectionsAndRefusesNewOnes() {
        try (var ann = join("ann")) {
            ann.next("welcome");

            RestAssured.given()
                    .auth()
                    .oauth2(TestIdentity.userToken(bella))
                    .contentType(ContentType.JSON)
                    .body("{\"user_id\":\"" + TestIdentity.userId("ann") + "\",\"reason\":\"spam\"}")
                    .post("/api/streams/" + stream + "/chat/bans")
                    .then()
                    .statusCode(201);

            await().atMost(Duration.ofSeconds(1))
                    .until(() -> Integer.valueOf(4003).equals(ann.closeCode()));
            var refused = ChatClient.refusedAt(port(), path, TestIdentity.userToken("ann"));
            assertEquals(403, refused.status());
            assertEquals("BANNED", refused.body().path("code").asText());
        }
    }

    @Test
    void viewersMayNotModerate() {
        try (var ann = join("ann");
                var bob = join("bob")) {
            ann.next("welcome");
            bob.next("welcome");
            var id = bob.say("mine", "m").next("ack").path("id").asText();

            ann.send("{\"type\":\"delete\",\"id\":\"" + id + "\"}");

            assertEquals("FORBIDDEN", ann.next("error").path("code").asText());
            RestAssured.given()
                    .auth()
                    .oauth2(TestIdentity.userToken("ann"))
                    .contentType(ContentType.JSON)
                    .body("{\"user_id\":\"" + TestIdentity.userId("bob") + "\"}")
                    .post("/api/streams/" + stream + "/chat/bans")
                    .then()
                    .statusCode(403);
        }
    }

    @Test
    void theBroadcasterPinsAndDeletes() {
        try (var owner = join(bella);
                var bob = join("bob")) {
            assertEquals("broadcaster", owner.next("welcome").path("role").asText());
            bob.next("welcome");
            var id = bob.say("mine", "m").next("ack").path("id").asText();

            owner.send("{\"type\":\"pin\",\"id\":\"" + id + "\"}");
            assertEquals(id, bob.next("pinned").path("pinned").path("id").asText());
            try (var late = join("late")) {
                assertEquals(id, late.next("welcome").path("pinned").path("id").asText());
            }
            owner.send("{\"type\":\"delete\",\"id\":\"" + id + "\"}");
            assertEquals(id, bob.next("deleted").path("id").asText());
            try (var late = join("late")) {
                assertEquals(0, late.next("welcome").path("recent").size());
            }
        }
    }

    @Test
    void aClearedUsersMessagesAreToldAsDeletedSoThatNoReplayShowsThem() {
        try (var ann = join("ann");
                var bob = join("bob")) {
            ann.next("welcome");
            bob.next("welcome");
            var first = bob.say("spam", "1").next("ack").path("id").asText();
            var second = bob.say("more spam", "2").next("ack").path("id").asText();
            ann.say("fine", "3").next("ack");

            RestAssured.given()
                    .auth()
                    .oauth2(TestIdentity.userToken(bella))
                    .contentType(ContentType.JSON)
                    .body("{\"user_id\":\"" + TestIdentity.userId("bob") + "\"}")
                    .post("/api/streams/" + stream + "/chat/clear")
                    .then()
                    .statusCode(204);

            ann.next("cleared");
            await().untilAsserted(() -> assertEquals(
                    Set.of(UUID.fromString(first), UUID.fromString(second)),
                    Topics.of("streams.chat", stream, ChatMessageDeleted.TYPE, ChatMessageDeleted.class).stream()
                            .map(ChatMessageDeleted::commentId)
                            .collect(Collectors.toSet())));
        }
    }

    @Test
    void reactionsAreSummedForAAndShownOneByOneForB() {
        try (var ann = join("ann");
                var classic =
                        ChatClient.open(port(), "/ws/chat/stream_" + stream + "/", TestIdentity.userToken("bob"))) {
            ann.next("welcome");

            classic.send("{\"type\":\"reaction\",\"stamp_id\":1,\"stamp_name\":\"x\",\"stamp_image_url\":\"y\"}");
            var shown = classic.next("reaction");
            assertEquals(":smile:", shown.path("stamp_name").asText());
            assertEquals(
                    "/media/stamps/01_smile.svg", shown.path("stamp_image_url").asText());
            assertEquals("bob", shown.path("username").asText());
            var summed = ann.next("reactions");
            assertEquals(1, summed.path("items").get(0).path("stamp_id").asInt());
            assertEquals(1, summed.path("items").get(0).path("count").asInt());
            ann.send("{\"type\":\"reaction\",\"stamp_id\":77}");
            assertEquals("UNKNOWN_STAMP", ann.next("error").path("code").asText());
        }
    }

    @Test
    void bothProtocolsShareARoom() {
        try (var ann = join("ann");
                var classic =
                        ChatClient.open(port(), "/ws/chat/stream_" + stream + "/", TestIdentity.userToken("bob"))) {
            ann.next("welcome");

            classic.send("{\"message\":\"Hi from B\"}");
            assertEquals("Hi from B", ann.nextComment().path("message").asText());
            var own = classic.next(frame -> frame.path("message_type").asText().equals("message"));
            assertEquals("bob", own.path("username").asText());
            assertTrue(own.path("timestamp").isNull());
        }
    }

    @Test
    void slowModeHoldsViewersBackAndBansAreOnRecord() {
        try (var ann = join("ann")) {
            ann.next("welcome");
            RestAssured.given()
                    .auth()
                    .oauth2(TestIdentity.userToken(bella))
                    .contentType(ContentType.JSON)
                    .body("{\"slow_mode_s\":60}")
                    .patch("/api/streams/" + stream + "/chat/settings")
                    .then()
                    .statusCode(200)
                    .body("slow_mode_s", equalTo(60));
            assertEquals(
                    60,
                    ann.next("settings").path("settings").path("slow_mode_s").asInt());

            ann.say("first", "1").next("ack");
            ann.say("second", "2");

            assertEquals("SLOW_MODE", ann.next("error").path("code").asText());
            RestAssured.given()
                    .auth()
                    .oauth2(TestIdentity.userToken(bella))
                    .get("/api/streams/" + stream + "/chat/audit")
                    .then()
                    .statusCode(200)
                    .body("items[0].action", equalTo("settings"));
        }
    }

    @Test
    void aTimeoutSilencesWithoutClosing() {
        try (var ann = join("ann")) {
            ann.next("welcome");
            RestAssured.given()
                    .auth()
                    .oauth2(TestIdentity.userToken(bella))
                    .contentType(ContentType.JSON)
                    .body("{\"user_id\":\"" + TestIdentity.userId("ann") + "\",\"duration_s\":60}")
                    .post("/api/streams/" + stream + "/chat/bans")
                    .then()
                    .statusCode(201)
                    .body("type", equalTo("timeout"));

            await().atMost(Duration.ofSeconds(5)).until(() -> {
                ann.say("may I?", UUID.randomUUID().toString());
                return ann.next(frame ->
                                frame.has("code") || frame.path("type").asText().equals("ack"))
                        .path("code")
                        .asText()
                        .equals("TIMED_OUT");
            });
            assertEquals(null, ann.closeCode());
        }
    }

    @Test
    void stampsAreListedAndServed() {
        RestAssured.get("/api/stamps").then().statusCode(200).body("items.size()", equalTo(6));
        RestAssured.get("/media/stamps/06_angry.svg").then().statusCode(200).contentType("image/svg+xml");
    }

    @Test
    void anEndedStreamsChatIsClosedAfterAWhile() {
        try (var ann = join("ann")) {
            ann.next("welcome");

            Streams.end(events, stream, bella, Instant.now().minus(Duration.ofMinutes(10)));

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> Integer.valueOf(4004).equals(ann.closeCode()));
            assertEquals(
                    410,
                    ChatClient.refusedAt(port(), path, TestIdentity.userToken("ann"))
                            .status());
        }
    }
}
