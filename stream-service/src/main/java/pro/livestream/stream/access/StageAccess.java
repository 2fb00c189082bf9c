package pro.livestream.stream.access;

import org.jspecify.annotations.Nullable;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.identity.Caller;

/** Servers act for anybody within their key's scopes, admins for anybody, users for themselves. */
public final class StageAccess {

    /** Lists and shows stages, viewers and numbers. */
    public static final String READ = "stages:read";

    /** Makes, changes and deletes stages. */
    public static final String WRITE = "stages:write";

    /** Gets tokens for participants. */
    public static final String TOKENS = "tokens:write";

    /** Speaks for viewers: heartbeats, leaving, rejoining. */
    public static final String VIEWERS = "viewers:write";

    /** What only our own services and media servers may do. */
    public static final String INTERNAL = "internal";

    private static final int USER_ID_LENGTH_MAX = 128;

    private StageAccess() {}

    /** Refuses whoever is neither a server with this scope nor an admin. */
    public static Caller requireServer(Caller caller, String scope) {
        if (!isServer(caller, scope)) {
            throw Refusal.forbidden("This needs an API key with the scope " + scope + ", or an admin")
                    .refused();
        }
        return caller;
    }

    /** Refuses people, admins too. */
    public static Caller requireInternal(Caller caller) {
        boolean internal = caller.kind() == Caller.Kind.SERVICE
                || (caller.kind() == Caller.Kind.API_KEY && caller.hasScope(INTERNAL));
        if (!internal) {
            throw Refusal.forbidden("This needs the scope " + INTERNAL).refused();
        }
        return caller;
    }

    public static boolean isServer(Caller caller, String scope) {
        return switch (caller.kind()) {
            case SERVICE -> true;
            case API_KEY -> caller.hasScope(scope) || (READ.equals(scope) && caller.hasScope(WRITE));
            case USER -> caller.isAdmin();
            case ANONYMOUS -> false;
        };
    }

    /** Whom the caller speaks for: a user for its own id, which it may leave out; the others for the id that they name. */
    public static String subject(Caller caller, @Nullable String userId, String scope) {
        String own = caller.isUser() ? caller.subject() : null;
        if (userId == null && own != null) {
            return own;
        }
        String named = userId(userId);
        if (!named.equals(own) && !isServer(caller, scope)) {
            throw Refusal.forbidden("Users act for themselves: userId must be your own id")
                    .refused();
        }
        return named;
    }

    private static String userId(@Nullable String text) {
        if (text == null || text.isBlank()) {
            throw Refusal.validation("userId", "is required").refused();
        }
        if (text.length() > USER_ID_LENGTH_MAX || text.chars().anyMatch(Character::isISOControl)) {
            throw Refusal.validation(
                            "userId", "must have at most " + USER_ID_LENGTH_MAX + " characters, none of them a control")
                    .refused();
        }
        return text;
    }
}
