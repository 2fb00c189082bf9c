package pro.livestream.notification.delivery.live;

import java.util.UUID;
import pro.livestream.platform.identity.Caller;

/** One open connection of one user. */
interface Listener {
    Caller caller();

    /** A notification as JSON; never waits for a slow reader. */
    void tell(UUID notificationId, String json);

    void close(Farewell reason);
}
