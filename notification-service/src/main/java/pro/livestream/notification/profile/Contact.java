package pro.livestream.notification.profile;

import org.jspecify.annotations.Nullable;

/** How to reach a user; never stored here, since the account's owner is another service. */
public record Contact(
        @Nullable String email,
        boolean emailVerified,
        @Nullable String locale,
        String username) {}
