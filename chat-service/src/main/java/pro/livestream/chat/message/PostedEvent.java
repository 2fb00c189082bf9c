package pro.livestream.chat.message;

import pro.livestream.chat.frame.Comment;
import pro.livestream.chat.log.Position;
import pro.livestream.contracts.event.ChatMessagePosted;

/** How a stored comment is told on {@code streams.chat}: the same whether at once or again from its row. */
final class PostedEvent {

    private PostedEvent() {}

    static ChatMessagePosted of(String tenant, Comment comment, Position position) {
        var paid = comment.paid();
        return new ChatMessagePosted(
                        tenant,
                        comment.streamId(),
                        comment.userId(),
                        comment.username(),
                        comment.message(),
                        comment.createdAt(),
                        comment.id(),
                        comment.messageType(),
                        Long.toString(position.epoch()),
                        position.offset(),
                        comment.replyTo(),
                        paid == null ? null : paid.amount(),
                        paid == null ? null : paid.currency(),
                        paid == null ? null : paid.tier(),
                        position.offset())
                .mentioning(comment.mentions());
    }
}
