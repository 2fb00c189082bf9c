package pro.livestream.gateway.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A user on the wire: the last fields only for the user itself. */
record UserView(
        UUID userId,
        String username,
        @Nullable String displayName,
        @Nullable String bio,
        @Nullable String avatarUrl,
        @Nullable String locale,
        Instant createdAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String email,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean emailVerified,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> roles,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant updatedAt) {

    static UserView ofItself(User user) {
        return new UserView(
                user.userId(),
                user.username(),
                user.displayName(),
                user.bio(),
                user.avatarUrl(),
                user.locale(),
                user.createdAt(),
                user.email(),
                user.emailVerifiedAt() != null,
                user.roles().stream().sorted().toList(),
                user.updatedAt());
    }

    static UserView ofPublic(User user) {
        return new UserView(
                user.userId(),
                user.username(),
                user.displayName(),
                user.bio(),
                user.avatarUrl(),
                user.locale(),
                user.createdAt(),
                null,
                null,
                null,
                null);
    }
}
