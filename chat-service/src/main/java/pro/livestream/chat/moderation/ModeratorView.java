package pro.livestream.chat.moderation;

import java.time.Instant;
import java.util.UUID;

/** A moderator of a channel. */
public record ModeratorView(UUID userId, Instant createdAt) {}
