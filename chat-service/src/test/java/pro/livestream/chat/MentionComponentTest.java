package pro.livestream.chat;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pro.livestream.contracts.event.ChatMessagePosted;
import pro.livestream.contracts.event.MentionedUser;
import pro.livestream.local.testing.EmbeddedParts;
import pro.livestream.local.testing.TestIdentity;
import pro.livestream.platform.kafka.EventSender;
import pro.livestream.platform.tenant.Tenants;

@QuarkusTest
@QuarkusTestResource(EmbeddedParts.class)
@QuarkusTestResource(TestIdentity.class)
class MentionComponentTest {

    @Inject
    EventSender events;

    @Inject
    Tenants tenants;

    private OpenRoom room = new OpenRoom(new UUID(0, 0), "");

    @BeforeEach
    void aLiveRoom() {
        room = OpenRoom.open(events, tenants);
    }

    @Test
    void whoIsHereIsMentionedAndTheEventTellsOfIt() {
        try (var ann = room.enter("ann");
                var bob = room.enter("Bob")) {
            OpenRoom.say(ann, "hello @bob and @nobody_here");

            var mentions = bob.nextComment().path("mentions");

            assertEquals(1, mentions.size());
            assertEquals("Bob", mentions.path(0).path("username").asText());
            await().atMost(Duration.ofSeconds(30)).until(() -> told().size() == 1);
            assertEquals(
                    List.of(new MentionedUser(TestIdentity.userId("Bob"), "Bob")),
                    told().getFirst().mentions());
        }
    }

    @Test
    void whoHasSpokenAndLeftIsStillKnown() {
        try (var bob = room.enter("Bob")) {
            OpenRoom.say(bob, "I must go");
        }
        try (var ann = room.enter("ann");
                var eve = room.enter("eve")) {
            OpenRoom.say(ann, "bye @bob");

            var mention = eve.nextComment().path("mentions").path(0);

            assertEquals(
                    TestIdentity.userId("Bob").toString(),
                    mention.path("user_id").asText());
            assertEquals("Bob", mention.path("username").asText());
        }
    }

    @Test
    void aNameInAnothersTextIsNobody() {
        try (var ann = room.enter("ann");
                var eve = room.enter("eve")) {
            OpenRoom.say(ann, "\\\"username\\\":\\\"carol\\\"");
            eve.nextComment();
            OpenRoom.say(ann, "hi @carol");

            assertFalse(eve.nextComment().has("mentions"));
        }
    }

    @Test
    void aMessageThatCallsNobodyTellsOfNoMentions() {
        try (var ann = room.enter("ann");
                var eve = room.enter("eve")) {
            OpenRoom.say(ann, "plain :smile:");

            assertEquals(":smile:", eve.nextComment().path("message").asText().substring(6));
            await().atMost(Duration.ofSeconds(30)).until(() -> told().size() == 1);
            assertNull(told().getFirst().mentions());
            assertNotNull(told().getFirst().message());
        }
    }

    private List<ChatMessagePosted> told() {
        return Topics.of("streams.chat", room.stream(), ChatMessagePosted.TYPE, ChatMessagePosted.class);
    }
}
