package pro.livestream.contracts.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.Topic;

/** The latest public profile of a user; a tombstone when the account is erased. */
public record UserProfileChanged(
        String eventType,
        String tenant,
        UUID userId,
        String username,
        @Nullable String displayName,
        @Nullable String bio,
        @Nullable String avatarUrl,
        @Nullable String locale,
        boolean banned,
        boolean deleted,
        Instant updatedAt,
        long version)
        implements Event {

    public static final String TYPE = "user_profile";

    public UserProfileChanged(
            String tenant,
            UUID userId,
            String username,
            @Nullable String displayName,
            @Nullable String bio,
            @Nullable String avatarUrl,
            @Nullable String locale,
            boolean banned,
            boolean deleted,
            Instant updatedAt,
            long version) {
        this(TYPE, tenant, userId, username, displayName, bio, avatarUrl, locale, banned, deleted, updatedAt, version);
    }

    @Override
    public Topic topic() {
        return Topic.USERS_PROFILE;
    }

    @Override
    public String key() {
        return userId.toString();
    }

    @Override
    public Long aggregateVersion() {
        return version;
    }

    @Override
    public boolean tombstone() {
        return deleted;
    }
}
