package pro.livestream.notification.inbox;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of the inbox, and how much of the whole is unread. */
record InboxPage(List<Notification> items, @Nullable String nextCursor, long unreadCount) {
    InboxPage {
        items = List.copyOf(items);
    }
}
