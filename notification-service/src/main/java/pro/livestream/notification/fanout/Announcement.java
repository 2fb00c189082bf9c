package pro.livestream.notification.fanout;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.notification.inbox.Kind;

/**
 * Something that users are to hear of. {@code words} fill the texts and {@code data} goes out with each notification;
 * {@code source} is what it is about: nobody hears of the same source twice. {@code at} is when it happened.
 */
record Announcement(
        Kind kind,
        UUID source,
        @Nullable UUID broadcaster,
        Map<String, String> words,
        @Nullable Tip tip,
        Map<String, Object> data,
        Instant at) {

    /** An amount that each reader sees written as in the reader's language. */
    record Tip(long amount, String currency) {}

    String dedupKey(UUID userId) {
        return kind.wireName() + ":" + source + ":" + userId;
    }
}
