package pro.livestream.notification.preference;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.notification.inbox.Kind;

/** Which ways a notification takes, and when: quiet hours put mails and pushes off, or out where they would be stale. */
public final class DeliveryPolicy {
    private DeliveryPolicy() {}

    /** Null times: not at all. */
    public record Decision(
            boolean inApp,
            @Nullable Instant emailAt,
            @Nullable Instant pushAt) {

        public boolean isNothing() {
            return !inApp && emailAt == null && pushAt == null;
        }
    }

    public static Decision decide(Preferences wanted, Kind kind, @Nullable UUID broadcaster, Instant now) {
        var at = disturbAt(wanted, kind, now);
        return new Decision(
                wanted.isOn(Channel.IN_APP, kind, broadcaster),
                wanted.isOn(Channel.EMAIL, kind, broadcaster) ? at : null,
                wanted.isOn(Channel.PUSH, kind, broadcaster) ? at : null);
    }

    private static @Nullable Instant disturbAt(Preferences wanted, Kind kind, Instant now) {
        var quietHours = wanted.quietHours();
        var end = quietHours == null ? null : quietHours.endOfQuiet(now).orElse(null);
        if (end == null) {
            return now;
        }
        return kind.isPassing() ? null : end;
    }
}
