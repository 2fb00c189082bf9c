package pro.livestream.archive;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.event.ChatMessageDeleted;
import pro.livestream.contracts.event.ChatMessageEdited;
import pro.livestream.contracts.event.ChatMessagePosted;
import pro.livestream.local.testing.TestIdentity;
import pro.livestream.platform.id.Ids;

/** What chat-service tells of one stream's room. */
final class Chat {

    private final UUID streamId;
    private long offset;

    Chat(UUID streamId) {
        this.streamId = streamId;
    }

    ChatMessagePosted posted(String username, String text, Instant at) {
        return posted(username, text, at, "message", null, null, null);
    }

    /** A tip of 500 JPY. */
    ChatMessagePosted superchat(String username, String text, Instant at) {
        return posted(username, text, at, "superchat", 500L, "JPY", 3);
    }

    private ChatMessagePosted posted(
            String username,
            String text,
            Instant at,
            String type,
            @Nullable Long amount,
            @Nullable String currency,
            @Nullable Integer tier) {
        offset++;
        return new ChatMessagePosted(
                "localhost",
                streamId,
                TestIdentity.userId(username),
                username,
                text,
                at,
                Ids.next(),
                type,
                "1",
                offset,
                null,
                amount,
                currency,
                tier,
                offset);
    }

    ChatMessageEdited edited(ChatMessagePosted message, String text) {
        offset++;
        return new ChatMessageEdited(
                "localhost", streamId, message.userId(), message.commentId(), text, Instant.now(), "1", offset, offset);
    }

    ChatMessageDeleted deleted(ChatMessagePosted message) {
        offset++;
        return new ChatMessageDeleted(
                "localhost", streamId, message.userId(), message.commentId(), Instant.now(), "1", offset, offset);
    }
}
