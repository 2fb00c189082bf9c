package pro.livestream.chat.room;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.frame.ChatError;

/** Who may not be here ({@code BAN}) or not speak ({@code TIMEOUT}, {@code MUTE}); without {@code until} for good. */
public record Ban(UUID userId, Kind kind, @Nullable Instant until) {

    /** How far it goes. */
    public enum Kind {
        BAN,
        TIMEOUT,
        MUTE
    }

    /** What somebody hears who tries to speak. */
    public ChatError error() {
        return switch (kind) {
            case BAN -> ChatError.BANNED;
            case TIMEOUT -> ChatError.TIMED_OUT;
            case MUTE -> ChatError.MUTED;
        };
    }

    /** How long it still holds; null for good. */
    public @Nullable Duration left(Instant now) {
        return until == null ? null : Duration.between(now, until);
    }

    public boolean holdsAt(Instant now) {
        return until == null || now.isBefore(until);
    }
}
