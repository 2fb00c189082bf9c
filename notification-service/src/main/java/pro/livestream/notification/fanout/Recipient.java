package pro.livestream.notification.fanout;

import java.util.List;
import java.util.UUID;
import pro.livestream.notification.preference.Preferences;

/** A user who may be told, with what that takes. */
record Recipient(UUID userId, String language, Preferences preferences, List<UUID> pushSubscriptions) {
    Recipient {
        pushSubscriptions = List.copyOf(pushSubscriptions);
    }
}
