package pro.livestream.contracts.event;

import java.time.Instant;
import java.util.UUID;
import pro.livestream.contracts.Topic;

/** Somebody follows somebody; a tombstone when no longer. */
public record FollowChanged(
        String eventType,
        String tenant,
        UUID followerId,
        UUID followingId,
        boolean active,
        Instant createdAt,
        long version)
        implements Event {

    public static final String TYPE = "user_follow";

    public FollowChanged(
            String tenant, UUID followerId, UUID followingId, boolean active, Instant createdAt, long version) {
        this(TYPE, tenant, followerId, followingId, active, createdAt, version);
    }

    @Override
    public Topic topic() {
        return Topic.USERS_FOLLOWS;
    }

    @Override
    public String key() {
        return followerId + ":" + followingId;
    }

    @Override
    public Long aggregateVersion() {
        return version;
    }

    @Override
    public boolean tombstone() {
        return !active;
    }
}
