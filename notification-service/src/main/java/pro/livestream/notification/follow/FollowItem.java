package pro.livestream.notification.follow;

import java.time.Instant;
import java.util.UUID;
import pro.livestream.notification.profile.UserView;

/** One line of a list of followers or of followed users: the other one of the two. */
record FollowItem(UUID followId, UserView user, Instant createdAt) {}
