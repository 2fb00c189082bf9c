package pro.livestream.notification.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.json.WireJson;

/** One thing that a user was told, in the user's language; over sockets, in lists and in events it looks the same. */
public record Notification(
        UUID notificationId,
        UUID userId,
        String kind,
        String title,
        String body,
        Map<String, Object> data,
        @Nullable Instant readAt,
        Instant createdAt) {

    /** The columns that {@link #of} reads; the table's alias is {@code n}. */
    public static final String COLUMNS =
            "n.notification_id, n.user_id, n.kind, n.title, n.body, n.data, n.read_at, n.created_at";

    public static Notification of(Row row) {
        OffsetDateTime readAt = row.getOffsetDateTime("read_at");
        JsonObject data = row.getJsonObject("data");
        return new Notification(
                row.getUUID("notification_id"),
                row.getUUID("user_id"),
                row.getString("kind"),
                row.getString("title"),
                row.getString("body"),
                data.getMap(),
                readAt == null ? null : readAt.toInstant(),
                row.getOffsetDateTime("created_at").toInstant());
    }

    public String json() {
        try {
            return WireJson.mapper().writeValueAsString(this);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException(bug);
        }
    }
}
