package pro.livestream.chat.room;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who may not be here ({@code BAN}) or not speak ({@code TIMEOUT}); without {@code until} for good. */
public record Ban(UUID userId, Kind kind, @Nullable Instant until) {

    /** How far it goes. */
    public enum Kind {
        BAN,
        TIMEOUT
    }

    public boolean holdsAt(Instant now) {
        return until == null || now.isBefore(until);
    }
}
