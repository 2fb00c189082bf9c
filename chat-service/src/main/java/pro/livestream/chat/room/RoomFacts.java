package pro.livestream.chat.room;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.log.RoomKey;
import pro.livestream.chat.rule.ChannelRules;
import pro.livestream.chat.rule.TextRules;
import pro.livestream.platform.identity.Caller;

/** What PostgreSQL knows of a room apart from what was said. */
public record RoomFacts(
        RoomKey key,
        UUID channelId,
        boolean active,
        @Nullable Instant closesAt,
        long epoch,
        RoomSettings settings,
        @Nullable String pinned,
        Map<UUID, Ban> bans,
        Set<UUID> moderators,
        ChannelRules rules) {

    public RoomFacts {
        bans = Map.copyOf(bans);
        moderators = Set.copyOf(moderators);
    }

    public boolean isClosedAt(Instant now) {
        return !active || (closesAt != null && !now.isBefore(closesAt));
    }

    public @Nullable Ban banOf(UUID userId, Instant now) {
        var ban = bans.get(userId);
        return ban != null && ban.holdsAt(now) ? ban : null;
    }

    public Role roleOf(Caller caller) {
        if (caller.isAdmin()) {
            return Role.ADMIN;
        }
        if (caller.isUser() && caller.userId().equals(channelId)) {
            return Role.BROADCASTER;
        }
        return caller.isTenantModerator() || (caller.isUser() && moderators.contains(caller.userId()))
                ? Role.MODERATOR
                : Role.VIEWER;
    }

    /** The rules that look at the text alone. */
    public TextRules textRules() {
        return new TextRules(rules.terms(), settings.links(), settings.linkHosts(), settings.emoteOnly());
    }

    RoomFacts withSettings(RoomSettings changed) {
        return new RoomFacts(key, channelId, active, closesAt, epoch, changed, pinned, bans, moderators, rules);
    }

    RoomFacts withRules(ChannelRules compiled) {
        return new RoomFacts(key, channelId, active, closesAt, epoch, settings, pinned, bans, moderators, compiled);
    }

    RoomFacts withPinned(@Nullable String comment) {
        return new RoomFacts(key, channelId, active, closesAt, epoch, settings, comment, bans, moderators, rules);
    }
}
