package pro.livestream.chat.history;

import java.util.UUID;

/** A stored comment or change with its place; {@code json} is a comment object or a whole change frame. */
public record PastEntry(long offset, boolean isChange, UUID id, UUID userId, String username, String json) {}
