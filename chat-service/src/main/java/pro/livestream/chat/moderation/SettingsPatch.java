package pro.livestream.chat.moderation;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.room.Retention;
import pro.livestream.chat.room.RoomSettings;
import pro.livestream.chat.rule.LinkPolicy;
import pro.livestream.chat.rule.RuleAction;

/** A change of a room's settings as its moderators send it. */
final class SettingsPatch {

    private SettingsPatch() {}

    static RoomSettings apply(Fields fields, RoomSettings base) {
        int slowModeS = fields.integer("slow_mode_s", 0, RoomSettings.SLOW_MODE_S_MAX, base.slowModeS());
        boolean followersOnly = fields.bool("followers_only", base.followersOnly());
        int minAgeS =
                fields.integer("followers_min_age_s", 0, RoomSettings.FOLLOWERS_MIN_AGE_S_MAX, base.followersMinAgeS());
        boolean emoteOnly = fields.bool("emote_only", base.emoteOnly());
        boolean closed = fields.bool("closed", base.closed());
        var links = links(fields, base);
        Set<String> hosts =
                fields.texts("link_hosts", LinkPolicy.HOSTS_MAX, SettingsPatch::hostProblem, base.linkHosts());
        var retention = fields.choice("retention", Retention::named, "ephemeral, recent, durable", base.retention());
        fields.noOthers();
        return new RoomSettings(slowModeS, followersOnly, minAgeS, emoteOnly, closed, links, hosts, retention);
    }

    /** {@code links_allowed} is the older, shorter word for {@code links}: allow or block. */
    private static RuleAction links(Fields fields, RoomSettings base) {
        var links = fields.choice("links", RuleAction::named, "allow, hold, block", base.links());
        if (!fields.has("links_allowed")) {
            return links;
        }
        boolean allowed = fields.bool("links_allowed", links == RuleAction.ALLOW);
        if (!fields.has("links")) {
            return allowed == base.linksAllowed() ? base.links() : allowed ? RuleAction.ALLOW : RuleAction.BLOCK;
        }
        if (allowed != (links == RuleAction.ALLOW)) {
            fields.wrong("links_allowed", "contradicts links");
        }
        return links;
    }

    private static @Nullable String hostProblem(String host) {
        return host.equals(host.toLowerCase(Locale.ROOT)) && LinkPolicy.isHost(host)
                ? null
                : "must be a host name in lower case, such as example.org";
    }
}
