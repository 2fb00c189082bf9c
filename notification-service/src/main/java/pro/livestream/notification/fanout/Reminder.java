package pro.livestream.notification.fanout;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.json.WireJson;

/** A planned stream that begins so many minutes after {@code dueAt}. */
public record Reminder(
        UUID scheduleId,
        @Nullable UUID streamId,
        UUID broadcasterId,
        String broadcasterName,
        String title,
        Instant startsAt,
        int minutesBefore,
        Instant dueAt) {

    /** The same for the same occurrence and the same time before it, so that nobody is reminded twice of it. */
    UUID source() {
        var name = scheduleId + "|" + startsAt + "|" + minutesBefore;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    String json() {
        try {
            return WireJson.mapper().writeValueAsString(this);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException(bug);
        }
    }

    static Reminder of(byte[] json) {
        try {
            return WireJson.mapper().readValue(json, Reminder.class);
        } catch (IOException bug) {
            throw new IllegalStateException("a reminder that can't be read", bug);
        }
    }
}
