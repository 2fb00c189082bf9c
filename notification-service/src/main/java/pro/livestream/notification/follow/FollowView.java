package pro.livestream.notification.follow;

import java.time.Instant;
import java.util.UUID;
import pro.livestream.notification.profile.UserView;

/** A follow as its maker sees it. */
record FollowView(UUID followId, UUID followerId, UUID followingId, UserView user, Instant createdAt) {}
