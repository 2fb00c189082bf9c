package pro.livestream.chat.room;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import pro.livestream.chat.frame.FrameJson;

/** The comments that stay on top until their {@code pinned_until}, oldest first; of too many, those that end first go. */
final class OnTop {

    private static final int COMMENTS_MAX = 20;
    /** Can't be part of a text, whose quotes are escaped. */
    private static final String MARK = "\"pinned_until\":";

    private final Deque<Kept> kept = new ArrayDeque<>();

    private record Kept(Recent.Said said, Instant until) {}

    /** Takes a comment that is to stay; passes over others and over what is here already. */
    void say(Recent.Said said) {
        if (!said.json.contains(MARK)
                || kept.stream().anyMatch(one -> one.said().id.equals(said.id))) {
            return;
        }
        kept.addLast(new Kept(
                said,
                Instant.parse(FrameJson.own(said.json).path("pinned_until").asText())));
        if (kept.size() > COMMENTS_MAX) {
            kept.stream().min(Comparator.comparing(Kept::until)).ifPresent(kept::remove);
        }
    }

    void delete(UUID id) {
        kept.removeIf(one -> one.said().id.equals(id));
    }

    void clear(UUID userId) {
        kept.removeIf(one -> one.said().userId.equals(userId));
    }

    List<String> at(Instant now) {
        kept.removeIf(one -> !now.isBefore(one.until()));
        return kept.stream().map(one -> one.said().json).toList();
    }
}
