package pro.livestream.chat.moderation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.page.PageRequest;

/** What the resources of moderation read from paths, queries and bodies, or refuse. */
final class Inputs {

    static final int REASON_LENGTH_MAX = 500;
    private static final UUID LAST_ID = new UUID(-1, -1);

    /** Where a page of a list, newest first, goes on. */
    record Place(Instant before, UUID beforeId) {}

    private Inputs() {}

    static <T> T present(@Nullable T body) {
        if (body == null) {
            throw Refusal.malformed("A JSON object is needed").refused();
        }
        return body;
    }

    static UUID streamId(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw Refusal.notFound("There is no such stream").refused();
        }
    }

    static UUID uuid(String field, @Nullable String id) {
        try {
            return UUID.fromString(id == null ? "" : id);
        } catch (IllegalArgumentException e) {
            throw Refusal.validation(field, "must be a UUID").refused();
        }
    }

    /** Of something below a stream's chat: what is no UUID is not there. */
    static UUID pathId(String id, String what) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw Refusal.notFound("There is no such " + what).refused();
        }
    }

    static @Nullable String reason(@Nullable String reason) {
        if (reason != null && reason.codePointCount(0, reason.length()) > REASON_LENGTH_MAX) {
            throw Refusal.validation("reason", "has at most " + REASON_LENGTH_MAX + " characters")
                    .refused();
        }
        return reason == null || reason.isBlank()
                ? null
                : reason.replace("\0", "").strip();
    }

    static @Nullable Duration duration(@Nullable Long seconds) {
        if (seconds == null) {
            return null;
        }
        if (seconds < 1 || seconds > ModerationService.TIMEOUT_MAX.toSeconds()) {
            throw Refusal.validation("duration_s", "must be from 1 to " + ModerationService.TIMEOUT_MAX.toSeconds())
                    .refused();
        }
        return Duration.ofSeconds(seconds);
    }

    static Place place(PageRequest page) {
        return page.after(2)
                .map(at -> new Place(at.instant(0), at.uuid(1)))
                .orElseGet(() -> new Place(Clock.systemUTC().instant().plusSeconds(60), LAST_ID));
    }
}
