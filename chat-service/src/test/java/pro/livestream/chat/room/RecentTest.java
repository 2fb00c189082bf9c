package pro.livestream.chat.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pro.livestream.chat.frame.Comment;
import pro.livestream.chat.frame.FrameJson;

class RecentTest {

    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
    private static final UUID ANN = new UUID(0, 1);
    private static final UUID BOB = new UUID(0, 2);

    private final AtomicReference<@Nullable Instant> oldest = new AtomicReference<>();
    private final Recent recent = new Recent(200, oldest::get);

    @Test
    void whatIsTooOldIsForgottenWithTheChangesUpToThere() {
        say(1, ANN, "{}");
        recent.change(new Recent.Change(2, "an edit of it"));
        say(3, ANN, "{}");
        say(600, BOB, "{}");

        oldest.set(START.plusSeconds(300));

        assertEquals(List.of(json(600, BOB, "{}")), recent.newest(10));
        assertEquals(List.of(), recent.changesAfter(0, 1000));
        assertEquals(3, recent.completeAfter());
        assertNull(recent.find(id(1)));
        assertNull(recent.speaker("ann"));
    }

    @Test
    void withoutABoundNothingIsTooOld() {
        say(1, ANN, "{}");

        assertEquals(1, recent.newest(10).size());
        assertNotNull(recent.find(id(1)));
    }

    @Test
    void clearingAUserTakesAwayQuotesOfTheWordsToo() {
        var quote = "{\"reply\":{\"id\":\"%s\",\"username\":\"ann\",\"excerpt\":\"SECRET\"}}";
        say(1, ANN, "{}");
        say(2, BOB, quote.formatted(id(1)));
        say(3, BOB, quote.formatted(id(9)));

        recent.clear(ANN);

        assertEquals(List.of(json(2, BOB, "{}"), json(3, BOB, quote.formatted(id(9)))), recent.newest(10));
    }

    private void say(long second, UUID user, String details) {
        recent.say(new Recent.Said(second, id(second), user, json(second, user, details)));
    }

    private static String json(long second, UUID user, String details) {
        var comment = new Comment(
                id(second),
                new UUID(0, 0),
                user,
                user.equals(ANN) ? "ann" : "bob",
                "text",
                START.plusSeconds(second),
                "message",
                null,
                details,
                null);
        return FrameJson.own(FrameJson.withOffset(comment.toJson(), second)).toString();
    }

    private static UUID id(long second) {
        return new UUID(1, second);
    }
}
