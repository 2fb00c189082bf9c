package pro.livestream.chat.log;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One line of a room's log or broadcast: {@code kind epoch offset id user body}. */
public record RoomEntry(Kind kind, Position position, UUID id, UUID userId, String body) {

    /** What happened; the last ones take no offset and are not kept. */
    public enum Kind {
        COMMENTED('c', true),
        EDITED('e', true),
        DELETED('d', true),
        PINNED('p', true),
        UNPINNED('u', true),
        CLEARED('x', true),
        SETTINGS('s', true),
        REACTED('r', false),
        NOTICED('n', false),
        EPOCH('E', false);

        private final char code;
        private final boolean sequenced;

        Kind(char code, boolean sequenced) {
            this.code = code;
            this.sequenced = sequenced;
        }

        public String code() {
            return String.valueOf(code);
        }

        public boolean isSequenced() {
            return sequenced;
        }

        static @Nullable Kind of(char code) {
            for (var kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            return null;
        }
    }

    static final UUID NOBODY = new UUID(0, 0);

    public String toLine() {
        return kind.code() + " " + position.epoch() + " " + position.offset() + " " + id + " " + userId + " " + body;
    }

    /** Null for a line of a kind that this version does not know. */
    static @Nullable RoomEntry of(String line) {
        var kind = line.isEmpty() ? null : Kind.of(line.charAt(0));
        if (kind == null) {
            return null;
        }
        int epochEnd = line.indexOf(' ', 2);
        int offsetEnd = line.indexOf(' ', epochEnd + 1);
        int idEnd = line.indexOf(' ', offsetEnd + 1);
        int userEnd = line.indexOf(' ', idEnd + 1);
        return new RoomEntry(
                kind,
                new Position(Long.parseLong(line, 2, epochEnd, 10), Long.parseLong(line, epochEnd + 1, offsetEnd, 10)),
                UUID.fromString(line.substring(offsetEnd + 1, idEnd)),
                UUID.fromString(line.substring(idEnd + 1, userEnd)),
                line.substring(userEnd + 1));
    }
}
