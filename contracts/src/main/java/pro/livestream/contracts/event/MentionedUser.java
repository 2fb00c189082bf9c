package pro.livestream.contracts.event;

import java.util.UUID;

/** A user whom a message calls by name. */
public record MentionedUser(UUID userId, String username) {}
