package pro.livestream.notification.follow;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.page.Page;

/** A page of follows with the user's counts of both directions. */
record FollowPage(List<FollowItem> items, @Nullable String nextCursor, long followersCount, long followingCount) {
    FollowPage {
        items = List.copyOf(items);
    }

    /** How many follow the user, and how many the user follows. */
    record Counts(long followers, long following) {}

    static FollowPage of(Page<FollowItem> page, Counts counts) {
        return new FollowPage(page.items(), page.nextCursor(), counts.followers(), counts.following());
    }
}
