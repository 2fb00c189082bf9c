package pro.livestream.gateway.identity;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An account as the table holds it. */
record User(
        UUID userId,
        String username,
        String email,
        String passwordHash,
        @Nullable String displayName,
        @Nullable String bio,
        @Nullable String avatarUrl,
        @Nullable String locale,
        Set<String> roles,
        @Nullable Instant emailVerifiedAt,
        @Nullable Ban ban,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    /** Kept from the whole site; {@code until} null means for good. */
    record Ban(
            Instant since,
            @Nullable Instant until,
            @Nullable String reason) {}

    User {
        roles = Set.copyOf(roles);
    }

    boolean isBanned(Instant now) {
        return ban != null && (ban.until() == null || ban.until().isAfter(now));
    }

    User withBan(@Nullable Ban newBan, Instant now) {
        return new User(
                userId,
                username,
                email,
                passwordHash,
                displayName,
                bio,
                avatarUrl,
                locale,
                roles,
                emailVerifiedAt,
                newBan,
                version + 1,
                createdAt,
                now);
    }

    User withRoles(Set<String> newRoles, Instant now) {
        return new User(
                userId,
                username,
                email,
                passwordHash,
                displayName,
                bio,
                avatarUrl,
                locale,
                newRoles,
                emailVerifiedAt,
                ban,
                version + 1,
                createdAt,
                now);
    }

    User withPasswordHash(String newHash, Instant now) {
        return new User(
                userId,
                username,
                email,
                newHash,
                displayName,
                bio,
                avatarUrl,
                locale,
                roles,
                emailVerifiedAt,
                ban,
                version + 1,
                createdAt,
                now);
    }

    User withEmailVerified(Instant now) {
        return new User(
                userId,
                username,
                email,
                passwordHash,
                displayName,
                bio,
                avatarUrl,
                locale,
                roles,
                now,
                ban,
                version + 1,
                createdAt,
                now);
    }
}
