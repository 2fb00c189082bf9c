package pro.livestream.chat.room;

import java.util.Locale;

/** What somebody may do in a room, least first. */
public enum Role {
    VIEWER,
    MODERATOR,
    BROADCASTER,
    ADMIN;

    public boolean moderates() {
        return this != VIEWER;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Role named(String wireName) {
        return valueOf(wireName.toUpperCase(Locale.ROOT));
    }
}
