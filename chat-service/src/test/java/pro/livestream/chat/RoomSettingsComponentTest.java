package pro.livestream.chat;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pro.livestream.contracts.event.FollowChanged;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.local.testing.TestIdentity;
import pro.livestream.platform.kafka.EventSender;
import pro.livestream.platform.tenant.Tenants;

@QuarkusTest
@TestProfile(ModerationProfile.class)
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(TestIdentity.class)
class RoomSettingsComponentTest {

    @Inject
    EventSender events;

    @Inject
    Tenants tenants;

    private LiveRoom room = new LiveRoom(new UUID(0, 0), "");

    @BeforeEach
    void aRoom() {
        room = LiveRoom.open(events, tenants);
    }

    @Test
    void everyFieldIsCheckedByTypeAndBoundAndNothingChangesThen() {
        room.asBroadcaster()
                .body(
                        "{\"slow_mode_s\":\"10\",\"followers_only\":1,\"emote_only\":\"yes\",\"closed\":null,"
                                + "\"links\":\"maybe\",\"link_hosts\":[\"example.org\",\"https://x.org\",7],\"colour\":\"red\"}")
                .patch("/settings")
                .then()
                .statusCode(400)
                .body("code", equalTo("VALIDATION_FAILED"))
                .body(
                        "details.field",
                        hasItems(
                                "slow_mode_s",
                                "followers_only",
                                "emote_only",
                                "closed",
                                "links",
                                "link_hosts[1]",
                                "link_hosts[2]",
                                "colour"));
        for (var wrong : new String[] {
            "{\"slow_mode_s\":3601}",
            "{\"slow_mode_s\":-1}",
            "{\"slow_mode_s\":1.5}",
            "{\"slow_mode_s\":99999999999}",
            "{\"followers_min_age_s\":7776001}",
            "{\"links\":\"allow\",\"links_allowed\":false}",
            "{\"link_hosts\":\"example.org\"}"
        }) {
            room.asBroadcaster().body(wrong).patch("/settings").then().statusCode(400);
        }
        room.asBroadcaster().body("[]").patch("/settings").then().statusCode(400);
        room.asBroadcaster().body("{").patch("/settings").then().statusCode(400);
        room.asBroadcaster().patch("/settings").then().statusCode(400);
        room.asBroadcaster()
                .get("/settings")
                .then()
                .statusCode(200)
                .body("slow_mode_s", equalTo(0))
                .body("links", equalTo("allow"))
                .body("links_allowed", equalTo(true));
    }

    @Test
    void onlyModeratorsChangeSettingsAndOnlyOfStreamsThatAreThere() {
        room.as("ann").body("{\"closed\":true}").patch("/settings").then().statusCode(403);
        RestAssured.given()
                .auth()
                .oauth2(TestIdentity.adminToken("root"))
                .contentType(ContentType.JSON)
                .body("{\"closed\":true}")
                .patch("/api/streams/" + room.stream() + "/chat/settings")
                .then()
                .statusCode(200)
                .body("closed", equalTo(true));
        new LiveRoom(UUID.randomUUID(), "x")
                .as(room.broadcaster())
                .body("{\"closed\":true}")
                .patch("/settings")
                .then()
                .statusCode(404);
    }

    @Test
    void linksAllowedStillSaysWhatLinksDoes() {
        room.settings("{\"links_allowed\":false}");
        room.asBroadcaster().get("/settings").then().body("links", equalTo("block"));
        room.settings("{\"links\":\"hold\"}");
        room.asBroadcaster().get("/settings").then().body("links_allowed", equalTo(false));
        room.settings("{\"links_allowed\":true}");
        room.asBroadcaster().get("/settings").then().body("links", equalTo("allow"));
    }

    @Test
    void aClosedChatIsForModeratorsAndReadersOnly() {
        try (var ann = room.join("ann");
                var owner = room.join(room.broadcaster())) {
            room.settings("{\"closed\":true}");

            assertEquals("CHAT_CLOSED", LiveRoom.outcome(ann, "hello?"));
            assertEquals("ack", LiveRoom.outcome(owner, "closed"));
            assertEquals("closed", ann.nextComment().path("message").asText());
        }
    }

    @Test
    void slowModeSaysWhenToComeBackAndSparesModerators() {
        try (var ann = room.join(LiveRoom.somebody("ann"));
                var owner = room.join(room.broadcaster())) {
            room.settings("{\"slow_mode_s\":30}");

            assertEquals("ack", LiveRoom.outcome(ann, "one"));
            var refused = LiveRoom.answer(ann, "two");

            assertEquals("SLOW_MODE", refused.path("code").asText());
            assertTrue(refused.path("retry_after_ms").asLong() > 25_000);
            assertEquals("ack", LiveRoom.outcome(owner, "one"));
            assertEquals("ack", LiveRoom.outcome(owner, "two"));
        }
    }

    @Test
    void emoteOnlyLetsEmojiAndShortcodesThrough() {
        try (var ann = room.join(LiveRoom.somebody("ann"))) {
            room.settings("{\"emote_only\":true}");

            assertEquals("EMOTES_ONLY", LiveRoom.outcome(ann, "hello"));
            assertEquals("ack", LiveRoom.outcome(ann, "\uD83D\uDE00 :smile: ❤\uFE0F"));
        }
    }

    @Test
    void linksAreBlockedExceptToAllowedHostsInEditsToo() {
        try (var ann = room.join(LiveRoom.somebody("ann"))) {
            room.settings("{\"links\":\"block\",\"link_hosts\":[\"example.org\"]}");

            assertEquals("LINKS_NOT_ALLOWED", LiveRoom.outcome(ann, "HTTPS://evil.example/x"));
            assertEquals("LINKS_NOT_ALLOWED", LiveRoom.outcome(ann, "go to evil.com now"));
            assertEquals("ack", LiveRoom.outcome(ann, "https://www.example.org/x"));
            var id = LiveRoom.answer(ann, "fine").path("id").asText();
            ann.send("{\"type\":\"edit\",\"id\":\"" + id + "\",\"text\":\"https://evil.example\"}");
            assertEquals("LINKS_NOT_ALLOWED", ann.next("error").path("code").asText());
        }
    }

    @Test
    void onlyWhoFollowsForLongEnoughWritesInARoomForFollowers() {
        var name = LiveRoom.somebody("ann");
        try (var ann = room.join(name);
                var owner = room.join(room.broadcaster())) {
            room.settings("{\"followers_only\":true}");
            assertEquals("FOLLOWERS_ONLY", LiveRoom.outcome(ann, "hello"));
            assertEquals("ack", LiveRoom.outcome(owner, "hello"));

            follow(name, true, Instant.now());
            LiveRoom.awaitOutcome(ann, "now?", "ack");

            room.settings("{\"followers_min_age_s\":3600}");
            var early = LiveRoom.answer(ann, "still?");
            assertEquals("FOLLOWERS_ONLY", early.path("code").asText());
            assertTrue(early.path("retry_after_ms").asLong() > 3_000_000);

            follow(name, true, Instant.now().minus(Duration.ofHours(2)));
            room.settings("{\"followers_min_age_s\":1800}");
            await().atMost(Duration.ofSeconds(45))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> LiveRoom.outcome(ann, "now?").equals("ack"));
        }
    }

    @Test
    void whoFollowsNoLongerIsAStrangerAgain() {
        var name = LiveRoom.somebody("bob");
        room.settings("{\"followers_only\":true}");
        follow(name, true, Instant.now());
        follow(name, false, Instant.now());
        follow("other" + name, true, Instant.now());
        try (var other = room.join("other" + name);
                var bob = room.join(name)) {
            // Both follows have one consumer, but not one partition: the stranger's first answer may be early.
            LiveRoom.awaitOutcome(other, "hello", "ack");
            LiveRoom.awaitOutcome(bob, "hello", "FOLLOWERS_ONLY");
        }
    }

    private void follow(String follower, boolean active, Instant since) {
        Streams.send(
                events,
                new FollowChanged(
                        TestIdentity.TENANT,
                        TestIdentity.userId(follower),
                        TestIdentity.userId(room.broadcaster()),
                        active,
                        since,
                        System.nanoTime()));
    }

    @Test
    void aMutedUserReadsButDoesNotSpeakOrReact() {
        var name = LiveRoom.somebody("mia");
        try (var mia = room.join(name);
                var ann = room.join("ann")) {
            room.ban(name, "mute");

            LiveRoom.awaitOutcome(mia, "hello", "MUTED");
            mia.send("{\"type\":\"reaction\",\"stamp_id\":1}");
            assertEquals("MUTED", mia.next("error").path("code").asText());
            ann.say("can you hear me", "1");
            mia.next(frame -> frame.path("comment").path("message").asText().equals("can you hear me"));
            assertEquals(null, mia.closeCode());
            room.asBroadcaster().get("/bans").then().body("items.type", contains("mute"));

            room.asBroadcaster()
                    .delete("/bans/" + TestIdentity.userId(name))
                    .then()
                    .statusCode(204);
            LiveRoom.awaitOutcome(mia, "thanks", "ack");
        }
    }

    @Test
    void silencesAreCheckedBeforeTheyAreImposed() {
        var ann = TestIdentity.userId("ann").toString();
        room.asBroadcaster().body("{\"user_id\":\"x\"}").post("/bans").then().statusCode(400);
        room.asBroadcaster()
                .body(Map.of("user_id", ann, "type", "kick"))
                .post("/bans")
                .then()
                .statusCode(400)
                .body("details[0].field", equalTo("type"));
        room.asBroadcaster()
                .body(Map.of("user_id", ann, "type", "timeout"))
                .post("/bans")
                .then()
                .statusCode(400)
                .body("details[0].field", equalTo("duration_s"));
        room.asBroadcaster()
                .body(Map.of("user_id", ann, "reason", "x".repeat(501)))
                .post("/bans")
                .then()
                .statusCode(400)
                .body("details[0].field", equalTo("reason"));
        room.asBroadcaster()
                .body(Map.of("user_id", TestIdentity.userId(room.broadcaster()).toString()))
                .post("/bans")
                .then()
                .statusCode(403);
        room.as("ann").body(Map.of("user_id", ann)).post("/bans").then().statusCode(403);
    }

    @Test
    void aTimeoutSaysWhenItIsOver() {
        var name = LiveRoom.somebody("tom");
        try (var tom = room.join(name)) {
            room.asBroadcaster()
                    .body(Map.of("user_id", TestIdentity.userId(name).toString(), "duration_s", 600))
                    .post("/bans")
                    .then()
                    .statusCode(201)
                    .body("type", equalTo("timeout"));

            LiveRoom.awaitOutcome(tom, "hello", "TIMED_OUT");
            var refused = LiveRoom.answer(tom, "hello?");
            assertTrue(refused.path("retry_after_ms").asLong() > 500_000);
        }
    }

    @Test
    void whoIsNoModeratorAnyMoreModeratesNoMore() {
        var name = LiveRoom.somebody("mod");
        try (var ann = room.join(LiveRoom.somebody("ann"))) {
            var id = LiveRoom.answer(ann, "keep this").path("id").asText();
            room.asBroadcaster()
                    .body(Map.of("user_id", TestIdentity.userId(name).toString()))
                    .post("/moderators")
                    .then()
                    .statusCode(201);
            await().until(() -> room.as(name).get("/bans").statusCode() == 200);
            try (var mod = room.join(name)) {
                room.asBroadcaster()
                        .delete("/moderators/" + TestIdentity.userId(name))
                        .then()
                        .statusCode(204);
                await().until(() -> room.as(name).get("/bans").statusCode() == 403);

                mod.send("{\"type\":\"delete\",\"id\":\"" + id + "\"}");

                assertEquals("FORBIDDEN", mod.next("error").path("code").asText());
            }
        }
    }

    @Test
    void everyActIsWrittenDownAndFoundByActorTargetAndAction() {
        var name = LiveRoom.somebody("ann");
        var target = TestIdentity.userId(name).toString();
        room.settings("{\"slow_mode_s\":5}");
        room.settings("{\"slow_mode_s\":7}");
        room.ban(name, "mute");
        room.ban(name, null);

        room.asBroadcaster()
                .queryParam("action", "settings")
                .get("/audit")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(2))
                .body("items[0].details.before.slow_mode_s", equalTo(5))
                .body("items[0].details.after.slow_mode_s", equalTo(7))
                .body(
                        "items[0].actor_id",
                        equalTo(TestIdentity.userId(room.broadcaster()).toString()));
        room.asBroadcaster()
                .queryParam("target", target)
                .get("/audit")
                .then()
                .body("items.action", contains("ban", "mute"));
        String cursor = room.asBroadcaster()
                .queryParam("limit", 3)
                .queryParam("actor", TestIdentity.userId(room.broadcaster()).toString())
                .get("/audit")
                .then()
                .body("items.size()", equalTo(3))
                .extract()
                .path("next_cursor");
        room.asBroadcaster()
                .queryParam("cursor", cursor)
                .get("/audit")
                .then()
                .body("items.size()", equalTo(1))
                .body("next_cursor", equalTo(null));
        room.asBroadcaster()
                .queryParam("actor", UUID.randomUUID())
                .get("/audit")
                .then()
                .body("items.size()", equalTo(0));
        room.asBroadcaster().queryParam("action", "dance").get("/audit").then().statusCode(400);
        room.asBroadcaster().queryParam("actor", "x").get("/audit").then().statusCode(400);
        room.asBroadcaster().queryParam("cursor", "x").get("/audit").then().statusCode(400);
        assertFalse(room.as("ann").get("/audit").statusCode() == 200);
    }
}
