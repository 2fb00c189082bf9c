package pro.livestream.chat.log;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is to be put at the end of a room's log, and under which conditions; {@code remembered} is how long the same thing
 * appended again is recognised, null for the usual time; {@code keeping} is what becomes of the log's own time to live.
 */
public record Appending(
        RoomKey room,
        RoomEntry.Kind kind,
        UUID id,
        UUID userId,
        String body,
        @Nullable String clientId,
        long createdAtMs,
        boolean rated,
        Duration slowMode,
        Position seen,
        @Nullable Duration remembered,
        Keeping keeping) {

    /** How long the log stays. */
    public enum Keeping {
        AS_IT_IS,
        SHORTLY,
        FOR_GOOD
    }

    /** One that leaves the log's time to live alone. */
    public Appending(
            RoomKey room,
            RoomEntry.Kind kind,
            UUID id,
            UUID userId,
            String body,
            @Nullable String clientId,
            long createdAtMs,
            boolean rated,
            Duration slowMode,
            Position seen,
            @Nullable Duration remembered) {
        this(room, kind, id, userId, body, clientId, createdAtMs, rated, slowMode, seen, remembered, Keeping.AS_IT_IS);
    }

    /** One that is remembered for the usual time. */
    public Appending(
            RoomKey room,
            RoomEntry.Kind kind,
            UUID id,
            UUID userId,
            String body,
            @Nullable String clientId,
            long createdAtMs,
            boolean rated,
            Duration slowMode,
            Position seen) {
        this(room, kind, id, userId, body, clientId, createdAtMs, rated, slowMode, seen, null);
    }

    /** The same in a log that is kept so. */
    public Appending keeping(Keeping kept) {
        return new Appending(
                room, kind, id, userId, body, clientId, createdAtMs, rated, slowMode, seen, remembered, kept);
    }

    /** How the log answered. */
    public sealed interface Outcome {}

    /** It stands in the log and was broadcast. */
    public record Appended(Position position) implements Outcome {}

    /** The same user sent the same client id before; this is what became of it. */
    public record Duplicate(UUID id, Position position, long createdAtMs) implements Outcome {}

    /** The user sends too fast. */
    public record TooFast(long retryAfterMs) implements Outcome {}

    /** The room's slow mode is not over for the user. */
    public record Slowed(long retryAfterMs) implements Outcome {}

    /** The sequence is missing or behind what was seen: a new epoch must begin first. */
    public record SequenceLost() implements Outcome {}
}
