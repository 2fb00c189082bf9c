package pro.livestream.archive.attachment;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.error.Refusal;

/** What an upload is for. */
enum Purpose {
    /** Part of a message; taken away when no message bears it within a day, and with its message. */
    CHAT(4096),
    /** A user's picture. */
    AVATAR(512),
    /** A stream's picture. */
    THUMBNAIL(1280);

    private final int sideMax;

    Purpose(int sideMax) {
        this.sideMax = sideMax;
    }

    /** Larger images are made as small as this, in pixels of the longer side. */
    int sideMax() {
        return sideMax;
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Purpose named(@Nullable String wireName) {
        return switch (wireName) {
            case null -> CHAT;
            case "", "chat" -> CHAT;
            case "avatar" -> AVATAR;
            case "thumbnail" -> THUMBNAIL;
            default ->
                throw Refusal.validation("purpose", "must be chat, avatar or thumbnail")
                        .refused();
        };
    }
}
