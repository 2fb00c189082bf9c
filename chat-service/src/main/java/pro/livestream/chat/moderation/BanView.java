package pro.livestream.chat.moderation;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who may not speak, as moderators see it; {@code type} is {@code ban}, {@code timeout} or {@code mute}. */
public record BanView(
        UUID userId,
        @Nullable String username,
        String type,
        @Nullable String reason,
        @Nullable Instant until,
        Instant createdAt) {}
