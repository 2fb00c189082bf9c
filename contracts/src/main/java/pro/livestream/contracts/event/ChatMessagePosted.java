package pro.livestream.contracts.event;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.Topic;

/**
 * A message was stored in a room; {@code offset} rises by one per room and act, within {@code epoch}. Of a super chat also
 * what was paid, {@code amount} in the minor unit of {@code currency} (ISO 4217). {@code mentions} only where there are some.
 */
public record ChatMessagePosted(
        String eventType,
        String tenant,
        UUID streamId,
        UUID userId,
        String username,
        String message,
        Instant createdAt,
        UUID commentId,
        String messageType,
        String epoch,
        long offset,
        @Nullable UUID replyTo,
        @Nullable Long amount,
        @Nullable String currency,
        @Nullable Integer tier,
        @Nullable List<MentionedUser> mentions,
        long version)
        implements Event {

    public static final String TYPE = "stream_chat_message";

    public ChatMessagePosted {
        mentions = mentions == null ? null : List.copyOf(mentions);
    }

    /** One that mentions nobody. */
    public ChatMessagePosted(
            String tenant,
            UUID streamId,
            UUID userId,
            String username,
            String message,
            Instant createdAt,
            UUID commentId,
            String messageType,
            String epoch,
            long offset,
            @Nullable UUID replyTo,
            @Nullable Long amount,
            @Nullable String currency,
            @Nullable Integer tier,
            long version) {
        this(
                TYPE,
                tenant,
                streamId,
                userId,
                username,
                message,
                createdAt,
                commentId,
                messageType,
                epoch,
                offset,
                replyTo,
                amount,
                currency,
                tier,
                null,
                version);
    }

    /** The same with those whom it calls by name. */
    public ChatMessagePosted mentioning(List<MentionedUser> users) {
        return users.isEmpty()
                ? this
                : new ChatMessagePosted(
                        eventType,
                        tenant,
                        streamId,
                        userId,
                        username,
                        message,
                        createdAt,
                        commentId,
                        messageType,
                        epoch,
                        offset,
                        replyTo,
                        amount,
                        currency,
                        tier,
                        users,
                        version);
    }

    @Override
    public Topic topic() {
        return Topic.STREAMS_CHAT;
    }

    @Override
    public String key() {
        return streamId.toString();
    }

    @Override
    public Long aggregateVersion() {
        return version;
    }
}
