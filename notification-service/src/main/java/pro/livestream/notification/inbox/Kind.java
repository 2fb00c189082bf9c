package pro.livestream.notification.inbox;

import java.util.Arrays;
import java.util.Optional;

/** What a notification is about; the wire name is public. */
public enum Kind {
    STREAM_STARTED("stream_started", true, true),
    STREAM_REMINDER("stream_reminder", false, true),
    ARCHIVE_READY("archive_ready", true, false),
    TIP_RECEIVED("tip_received", true, false),
    NEW_FOLLOWER("new_follower", false, false),
    MENTION("mention", false, true);

    private final String wireName;
    private final boolean mailedByDefault;
    private final boolean passing;

    Kind(String wireName, boolean mailedByDefault, boolean passing) {
        this.wireName = wireName;
        this.mailedByDefault = mailedByDefault;
        this.passing = passing;
    }

    public static Optional<Kind> named(String wireName) {
        return Arrays.stream(values())
                .filter(kind -> kind.wireName.equals(wireName))
                .findFirst();
    }

    public String wireName() {
        return wireName;
    }

    public boolean isMailedByDefault() {
        return mailedByDefault;
    }

    /** Worth nothing later: in quiet hours it is left out rather than put off. */
    public boolean isPassing() {
        return passing;
    }
}
