package pro.livestream.chat.room;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import pro.livestream.chat.frame.FrameJson;

/** How a room may be used. */
public record RoomSettings(
        int slowModeS,
        boolean followersOnly,
        boolean emoteOnly,
        boolean closed,
        boolean linksAllowed,
        Retention retention) {

    public static final RoomSettings DEFAULT = new RoomSettings(0, false, false, false, true, Retention.DURABLE);
    public static final int SLOW_MODE_S_MAX = 3600;

    public RoomSettings {
        if (slowModeS < 0 || slowModeS > SLOW_MODE_S_MAX) {
            throw new IllegalArgumentException("slow_mode_s must be from 0 to " + SLOW_MODE_S_MAX);
        }
    }

    /** Takes absent fields from {@code base}. */
    public static RoomSettings of(ObjectNode json, RoomSettings base) {
        return new RoomSettings(
                json.path("slow_mode_s").asInt(base.slowModeS),
                json.path("followers_only").asBoolean(base.followersOnly),
                json.path("emote_only").asBoolean(base.emoteOnly),
                json.path("closed").asBoolean(base.closed),
                json.path("links_allowed").asBoolean(base.linksAllowed),
                Retention.of(json, base.retention));
    }

    public Duration slowMode() {
        return Duration.ofSeconds(slowModeS);
    }

    public String toJson() {
        return FrameJson.write(out -> {
            out.writeStartObject();
            out.writeNumberField("slow_mode_s", slowModeS);
            out.writeBooleanField("followers_only", followersOnly);
            out.writeBooleanField("emote_only", emoteOnly);
            out.writeBooleanField("closed", closed);
            out.writeBooleanField("links_allowed", linksAllowed);
            out.writeStringField("retention", retention.wireName());
            out.writeEndObject();
        });
    }
}
