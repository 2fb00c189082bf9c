package pro.livestream.notification.fanout;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.notification.inbox.Kind;

/**
 * Something that users are to hear of. {@code words} fill the texts and {@code data} goes out with each notification;
 * {@code source} is what it is about: nobody hears of the same source twice. {@code at} is when it happened. {@code variant}
 * picks among the texts of the kind, {@code minutesBefore} is what a reminder's readers must have chosen.
 */
record Announcement(
        Kind kind,
        UUID source,
        @Nullable UUID broadcaster,
        Map<String, String> words,
        @Nullable Tip tip,
        @Nullable String variant,
        @Nullable Integer minutesBefore,
        Map<String, Object> data,
        Instant at) {

    /** An amount that each reader sees written as in the reader's language. */
    record Tip(long amount, String currency) {}

    /** The name of a text of this kind, {@code title} or {@code body}. */
    String textKey(String part) {
        return kind.wireName() + "." + part + (variant == null ? "" : "." + variant);
    }

    boolean isWantedBy(Recipient recipient) {
        return minutesBefore == null || recipient.preferences().wantsReminder(minutesBefore);
    }

    String dedupKey(UUID userId) {
        return kind.wireName() + ":" + source + ":" + userId;
    }
}
