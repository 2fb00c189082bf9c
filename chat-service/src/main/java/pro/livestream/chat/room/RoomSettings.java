package pro.livestream.chat.room;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import pro.livestream.chat.frame.FrameJson;
import pro.livestream.chat.rule.RuleAction;

/**
 * How a room may be used, as everybody in it may know. {@code links} says what becomes of messages with links to other hosts
 * than {@code linkHosts}.
 */
public record RoomSettings(
        int slowModeS,
        boolean followersOnly,
        int followersMinAgeS,
        boolean emoteOnly,
        boolean closed,
        RuleAction links,
        Set<String> linkHosts,
        Retention retention) {

    public static final RoomSettings DEFAULT =
            new RoomSettings(0, false, 0, false, false, RuleAction.ALLOW, Set.of(), Retention.DURABLE);
    public static final int SLOW_MODE_S_MAX = 3600;
    public static final int FOLLOWERS_MIN_AGE_S_MAX = 7_776_000;

    public RoomSettings {
        if (slowModeS < 0 || slowModeS > SLOW_MODE_S_MAX) {
            throw new IllegalArgumentException("slow_mode_s must be from 0 to " + SLOW_MODE_S_MAX);
        }
        if (followersMinAgeS < 0 || followersMinAgeS > FOLLOWERS_MIN_AGE_S_MAX) {
            throw new IllegalArgumentException("followers_min_age_s must be from 0 to " + FOLLOWERS_MIN_AGE_S_MAX);
        }
        linkHosts = Set.copyOf(linkHosts);
    }

    /** Reads what this service wrote; takes absent fields from {@code base}. */
    public static RoomSettings of(ObjectNode json, RoomSettings base) {
        return new RoomSettings(
                json.path("slow_mode_s").asInt(base.slowModeS),
                json.path("followers_only").asBoolean(base.followersOnly),
                json.path("followers_min_age_s").asInt(base.followersMinAgeS),
                json.path("emote_only").asBoolean(base.emoteOnly),
                json.path("closed").asBoolean(base.closed),
                links(json, base.links),
                json.has("link_hosts") ? hosts(json) : base.linkHosts,
                Retention.of(json, base.retention));
    }

    /** Rooms stored before there was {@code links} have only whether links are allowed. */
    private static RuleAction links(ObjectNode json, RuleAction base) {
        if (json.has("links")) {
            return RuleAction.named(json.path("links").asText()).orElse(base);
        }
        return json.has("links_allowed")
                ? (json.path("links_allowed").asBoolean() ? RuleAction.ALLOW : RuleAction.BLOCK)
                : base;
    }

    private static Set<String> hosts(ObjectNode json) {
        var hosts = new HashSet<String>();
        json.path("link_hosts").forEach(host -> hosts.add(host.asText()));
        return hosts;
    }

    public boolean linksAllowed() {
        return links == RuleAction.ALLOW;
    }

    public Duration slowMode() {
        return Duration.ofSeconds(slowModeS);
    }

    public Duration followersMinAge() {
        return Duration.ofSeconds(followersMinAgeS);
    }

    public String toJson() {
        return FrameJson.write(out -> {
            out.writeStartObject();
            out.writeNumberField("slow_mode_s", slowModeS);
            out.writeBooleanField("followers_only", followersOnly);
            out.writeNumberField("followers_min_age_s", followersMinAgeS);
            out.writeBooleanField("emote_only", emoteOnly);
            out.writeBooleanField("closed", closed);
            out.writeBooleanField("links_allowed", linksAllowed());
            out.writeStringField("links", links.wireName());
            out.writeArrayFieldStart("link_hosts");
            for (var host : new TreeSet<>(linkHosts)) {
                out.writeString(host);
            }
            out.writeEndArray();
            out.writeStringField("retention", retention.wireName());
            out.writeEndObject();
        });
    }
}
