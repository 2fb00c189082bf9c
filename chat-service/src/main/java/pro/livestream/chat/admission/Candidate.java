package pro.livestream.chat.admission;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.chat.fanout.Connection;
import pro.livestream.chat.room.Role;
import pro.livestream.chat.room.RoomFacts;

/** A text of an author that wants into a room, with the ids of its files; {@code marks} say from where it comes. */
public record Candidate(
        RoomFacts facts,
        UUID userId,
        String username,
        Role role,
        List<ByteBuffer> marks,
        UUID id,
        String text,
        @Nullable UUID replyTo,
        List<UUID> attachments) {

    public Candidate {
        attachments = List.copyOf(attachments);
    }

    /** By the role that the author has now, which may have changed since the handshake. */
    public static Candidate of(
            RoomFacts facts,
            Connection.Member author,
            UUID id,
            String text,
            @Nullable UUID replyTo,
            List<UUID> attachments) {
        return new Candidate(
                facts,
                author.userId(),
                author.username(),
                facts.roleOf(author.caller()),
                author.marks(),
                id,
                text,
                replyTo,
                attachments);
    }
}
