package pro.livestream.notification.profile;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A user as lists show one. */
public record UserView(
        UUID userId,
        String username,
        @Nullable String displayName,
        @Nullable String avatarUrl) {

    /** The name for people. */
    public String name() {
        return displayName == null || displayName.isBlank() ? username : displayName;
    }
}
