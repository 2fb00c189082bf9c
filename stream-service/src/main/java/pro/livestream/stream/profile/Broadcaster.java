package pro.livestream.stream.profile;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is shown of the person behind a stream. */
public record Broadcaster(
        UUID userId,
        String username,
        @Nullable String displayName,
        @Nullable String avatarUrl) {}
