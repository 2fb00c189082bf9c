package pro.livestream.chat;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.local.testing.TestIdentity;
import pro.livestream.platform.kafka.EventSender;
import pro.livestream.platform.tenant.Tenants;

/** Messages with files. */
@QuarkusTest
@TestProfile(ModerationProfile.class)
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(TestIdentity.class)
class AttachmentComponentTest {

    @Inject
    EventSender events;

    @Inject
    Tenants tenants;

    private OpenRoom room = new OpenRoom(new UUID(0, 0), "");
    private String ann = "";
    private UUID file = new UUID(0, 0);

    @BeforeEach
    void aLiveRoomAndAFile() {
        room = OpenRoom.open(events, tenants);
        ann = "ann-" + UUID.randomUUID();
        file = ArchiveForTests.uploadedBy(TestIdentity.userId(ann));
    }

    @AfterEach
    void back() {
        ArchiveForTests.isAway = false;
    }

    private static ChatClient say(ChatClient client, String text, String clientId, UUID... files) {
        var ids = Arrays.stream(files).map(id -> "\"" + id + "\"").collect(Collectors.joining(","));
        return client.send("{\"type\":\"message\",\"text\":\"" + text + "\",\"client_id\":\"" + clientId
                + "\",\"attachments\":[" + ids + "]}");
    }

    private static String refusal(ChatClient client) {
        return client.next("error").path("code").asText();
    }

    @Test
    void aMessageShowsItsFilesToTheRoomAndInItsHistoryAlsoWithoutWords() {
        try (var client = room.enter(ann);
                var bob = room.enter("bob")) {
            say(client, "", "c1", file);

            var shown = bob.nextComment();
            var ack = client.next("ack");

            assertFile(shown);
            assertEquals("", shown.path("message").asText());
            room.get("bob", "messages").then().statusCode(200);
            assertEquals(
                    file.toString(), room.get("bob", "messages").jsonPath().getString("items[0].attachments[0].id"));
            assertTrue(ArchiveForTests.CLAIMS.stream()
                    .anyMatch(claim -> claim.path("comment_id")
                            .asText()
                            .equals(ack.path("id").asText())));
        }
    }

    private void assertFile(JsonNode comment) {
        var shown = comment.path("attachments").path(0);
        assertEquals(file.toString(), shown.path("id").asText());
        assertEquals("image/png", shown.path("mime_type").asText());
        assertEquals("https://media.example.org/" + file, shown.path("url").asText());
        assertEquals(1234, shown.path("size").asInt());
    }

    @Test
    void anEditKeepsTheFilesAndWhatTheMessageAnswers() {
        try (var client = room.enter(ann);
                var bob = room.enter("bob")) {
            var question = OpenRoom.say(bob, "What do you see?").path("id").asText();
            client.send("{\"type\":\"message\",\"text\":\"a cat\",\"client_id\":\"c\",\"reply_to\":\"" + question
                    + "\",\"attachments\":[\"" + file + "\"]}");
            var id = client.next("ack").path("id").asText();

            client.send("{\"type\":\"edit\",\"id\":\"" + id + "\",\"text\":\"a black cat\"}");
            bob.next("edited");

            var stored = room.get("bob", "messages").jsonPath();
            assertEquals("a black cat", stored.getString("items[0].message"));
            assertEquals(file.toString(), stored.getString("items[0].attachments[0].id"));
            assertEquals("What do you see?", stored.getString("items[0].reply.excerpt"));
        }
    }

    @Test
    void aRepeatedMessageIsAcknowledgedAndItsFilesStayWithTheFirst() {
        try (var client = room.enter(ann)) {
            say(client, "once", "same", file);
            var first = client.next("ack").path("id").asText();
            say(client, "once", "same", file);
            assertEquals(first, client.next("ack").path("id").asText());
            await().atMost(Duration.ofSeconds(5)).until(() -> lastClaim().equals(first));
        }
    }

    private String lastClaim() {
        return ArchiveForTests.CLAIMS.stream()
                .filter(claim -> claim.path("ids").path(0).asText().equals(file.toString()))
                .map(claim -> claim.path("comment_id").asText())
                .reduce((earlier, later) -> later)
                .orElse("");
    }

    @Test
    void filesOfOthersAreUnknownAndAreNotShown() {
        try (var mallory = room.enter("mallory-" + UUID.randomUUID())) {
            say(mallory, "mine", "c1", file);
            assertEquals("UNKNOWN_ATTACHMENT", refusal(mallory));
        }
    }

    @Test
    void whileArchiveServiceIsAwayTheMessageCanBeSentAgain() {
        try (var client = room.enter(ann)) {
            ArchiveForTests.isAway = true;
            say(client, "look", "c1", file);
            assertEquals("UNAVAILABLE", refusal(client));

            ArchiveForTests.isAway = false;
            say(client, "look", "c1", file);
            client.next("ack");
        }
    }

    @Test
    void messagesKeepTheirOrderWhileOneAsksForItsFiles() {
        try (var client = room.enter(ann);
                var bob = room.enter("bob")) {
            say(client, "first", "c1", file);
            client.say("second", "c2");

            assertEquals("first", bob.nextComment().path("message").asText());
            assertEquals("second", bob.nextComment().path("message").asText());
        }
    }

    @Test
    void roomsThatKeepNothingOrTakeEmojiOnlyTakeNoFiles() {
        try (var client = room.enter(ann)) {
            for (var settings :
                    new String[] {"{\"emote_only\":true}", "{\"emote_only\":false,\"retention\":\"ephemeral\"}"}) {
                room.configure(settings);
                client.next("settings");
                say(client, "", "c" + settings.length(), file);
                assertEquals("ATTACHMENTS_NOT_ALLOWED", refusal(client));
            }
        }
    }

    @Test
    void tooManyFilesAndWrongIdsAreMalformed() {
        try (var client = room.enter(ann)) {
            say(client, "", "c1", file, UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
            assertEquals("MALFORMED_REQUEST", refusal(client));
            client.send("{\"type\":\"message\",\"text\":\"\",\"attachments\":[\"no\"]}");
            assertEquals("MALFORMED_REQUEST", refusal(client));
        }
    }
}
