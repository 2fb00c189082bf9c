package pro.livestream.chat;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.local.testing.TestIdentity;
import pro.livestream.platform.kafka.EventSender;
import pro.livestream.platform.tenant.Tenant;
import pro.livestream.platform.tenant.Tenants;

/** Rooms that are full, fast or half dead, with the bounds set low. */
@QuarkusTest
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(TestIdentity.class)
@TestProfile(HotRoomComponentTest.LowBounds.class)
class HotRoomComponentTest {

    @Inject
    EventSender events;

    @Inject
    Tenants tenants;

    private UUID stream = new UUID(0, 0);
    private String bella = "";

    /** A viewer gets 5 ordinary messages a second; names are told up to 3 viewers; idle clients are pinged often. */
    public static final class LowBounds implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "livestream.chat.fanout.viewer-messages-per-second-max", "5",
                    "livestream.chat.room.notices-single-max", "3",
                    "livestream.chat.room.leave-after", "200ms",
                    "livestream.chat.room.ping-every", "500ms");
        }
    }

    @BeforeEach
    void aLiveStream() {
        await().atMost(Duration.ofSeconds(60)).until(() -> tenants.isReady(new Tenant(TestIdentity.TENANT)));
        bella = unique("bella");
        stream = Streams.start(events, bella);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> RestAssured.given()
                                .auth()
                                .oauth2(TestIdentity.userToken(bella))
                                .get("/api/streams/" + stream + "/chat/messages")
                                .statusCode()
                        == 200);
    }

    private static String unique(String name) {
        return name + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    private ChatClient join(String username) {
        return ChatClient.open(RestAssured.port, "/ws/streams/" + stream + "/chat", TestIdentity.userToken(username));
    }

    private ChatClient joinClassic(String username) {
        return ChatClient.open(RestAssured.port, "/ws/chat/stream_" + stream + "/", TestIdentity.userToken(username));
    }

    private List<ChatClient> speakers(int count) {
        var speakers = new ArrayList<ChatClient>();
        for (int i = 0; i < count; i++) {
            var speaker = join(unique("speaker"));
            speaker.next("welcome");
            speakers.add(speaker);
        }
        return speakers;
    }

    /** Everything up to the comment with that text. */
    private static List<JsonNode> until(ChatClient client, String text) {
        var frames = new ArrayList<JsonNode>();
        client.next(frame -> {
            frames.add(frame);
            return frame.path("comment")
                    .path("message")
                    .asText(frame.path("message").asText())
                    .equals(text);
        });
        return frames;
    }

    private static List<String> texts(List<JsonNode> frames) {
        return frames.stream()
                .filter(frame -> frame.has("comment"))
                .map(frame -> frame.path("comment").path("message").asText())
                .toList();
    }

    @Test
    void viewersOfAHotRoomGetAPartAndKnowItWhileTheirOwnMentionsAndModeratorsArrive() {
        var mentioned = unique("mia");
        var speakers = speakers(8);
        try (var mia = join(mentioned);
                var viewer = join(unique("viewer"));
                var classic = joinClassic(unique("classic"));
                var broadcaster = join(bella)) {
            var epoch = viewer.next("welcome").path("epoch").asText();
            mia.next("welcome");
            broadcaster.next("welcome");
            for (int round = 0; round < 8; round++) {
                for (int i = 0; i < speakers.size(); i++) {
                    speakers.get(i).say("s" + i + " " + round, "c" + round);
                }
            }
            var ofOne = new ArrayList<JsonNode>();
            for (var speaker : speakers) {
                for (int i = 0; i < 8; i++) {
                    speaker.next(frame -> {
                        if (speaker == speakers.get(3)) {
                            ofOne.add(frame);
                        }
                        return frame.path("type").asText().equals("ack");
                    });
                }
            }
            speakers.getFirst().say("for you @" + mentioned, "m");
            speakers.getFirst().next("ack");
            broadcaster.say("the end", "end");

            var seen = until(viewer, "the end");
            var texts = texts(seen);
            assertTrue(texts.size() >= 6 && texts.size() < 55, "the viewer got " + texts.size());
            var accounted = new HashSet<Long>();
            long last = 0;
            for (var frame : seen) {
                if (frame.has("comment")) {
                    last = frame.path("comment").path("offset").asLong();
                    accounted.add(last);
                } else if (frame.path("type").asText().equals("sampled")) {
                    assertTrue(frame.path("ratio").asDouble() < 1);
                    for (long i = frame.path("from").asLong();
                            i <= frame.path("to").asLong();
                            i++) {
                        accounted.add(i);
                    }
                }
            }
            assertEquals(66, accounted.size());
            assertTrue(texts(until(mia, "the end")).contains("for you @" + mentioned));
            ofOne.addAll(until(speakers.get(3), "the end"));
            assertEquals(
                    8,
                    texts(ofOne).stream().filter(text -> text.startsWith("s3 ")).count());
            assertTrue(until(classic, "the end").stream().noneMatch(frame -> frame.has("from")));

            viewer.send("{\"type\":\"resume\",\"epoch\":\"" + epoch + "\",\"offset\":1}");
            var resumed = viewer.next("resumed");
            assertTrue(resumed.path("recovered").asBoolean());
            assertEquals(65, resumed.path("comments").size());
            assertTrue(Metrics.value("chat_messages_sampled_total") > 0);
        } finally {
            speakers.forEach(ChatClient::close);
        }
    }

    @Test
    void comingsAndGoingsOfASmallRoomAreToldByNameOverBothProtocolsAndNeverKept() {
        var name = unique("ann");
        try (var bob = join(unique("bob"));
                var classic = joinClassic(unique("carol"))) {
            bob.next("welcome");
            var ann = join(name);
            ann.next("welcome");

            var joined = bob.next(frame -> frame.path("message").asText().equals(name + " joined"));
            assertEquals("notice", joined.path("type").asText());
            assertEquals("join", joined.path("message_type").asText());
            var forB = classic.next(frame -> frame.path("message_type").asText().equals("join")
                    && frame.path("username").asText().equals(name));
            assertFalse(forB.has("type"));

            ann.close();
            assertEquals(
                    "leave",
                    bob.next(frame -> frame.path("message").asText().equals(name + " left"))
                            .path("message_type")
                            .asText());
            try (var late = join(unique("dora"))) {
                var welcome = late.next("welcome");
                assertEquals(0, welcome.path("offset").asLong());
                assertEquals(0, welcome.path("recent").size());
            }
        }
    }

    @Test
    void comingsOfALargeRoomAreToldAsANumber() {
        try (var bob = join(unique("bob"))) {
            bob.next("welcome");
            var crowd = speakers(9);
            int told = 0;
            while (told < 9) {
                var notice =
                        bob.next(frame -> frame.path("message_type").asText().equals("join")
                                && frame.path("message").asText().matches("[0-9]+ joined"));
                told += Integer.parseInt(notice.path("message").asText().split(" ", -1)[0]);
            }
            crowd.forEach(ChatClient::close);

            bob.next(frame -> frame.path("message").asText().matches("[0-9]+ left"));
            assertTrue(told <= 10, "told " + told);
        }
    }

    @Test
    void moreReactionsThanCanBeShownAreSummedForProtocolB() {
        var crowd = speakers(6);
        try (var classic = joinClassic(unique("carol"))) {
            for (var one : crowd) {
                for (int i = 0; i < 10; i++) {
                    one.send("{\"type\":\"reaction\",\"stamp_id\":1}");
                }
            }
            int shown = 0;
            int frames = 0;
            while (shown < 60) {
                var reaction = classic.next("reaction");
                shown += reaction.path("count").asInt(1);
                frames++;
            }
            assertEquals(60, shown);
            assertTrue(frames <= 60);
        } finally {
            crowd.forEach(ChatClient::close);
        }
    }

    @Test
    void everyoneOfACrowdIsWelcomedBeforeAnythingElse() throws IOException {
        for (int i = 0; i < 150; i++) {
            try (var one = new RawClient(
                    RestAssured.port, "/ws/streams/" + stream + "/chat", TestIdentity.userToken("one-" + i), 0)) {
                assertEquals("welcome", one.next().json().path("type").asText());
            }
        }
    }

    @Test
    void whoAnswersNoPingsIsClosed() throws IOException {
        try (var halfOpen = new RawClient(
                        RestAssured.port,
                        "/ws/streams/" + stream + "/chat",
                        TestIdentity.userToken(unique("half")),
                        0);
                var alive = join(unique("alive"))) {
            alive.next("welcome");

            assertEquals(1001, halfOpen.closeCode());

            alive.send("{\"type\":\"ping\"}").next("pong");
            assertEquals(null, alive.closeCode());
        }
    }
}
