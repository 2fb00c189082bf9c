package pro.livestream.chat.room;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import pro.livestream.chat.frame.FrameJson;
import pro.livestream.chat.log.RoomEntry;

/** Which messages may be left out for some viewers of a hot room, and for whom never. */
final class Ordinary {

    /** These can't be part of a text, whose quotes are escaped. */
    private static final String TYPE = "\"message_type\":\"message\"";

    private static final String BADGES = "\"badges\":[";
    private static final String MENTIONS = "\"mentions\":[";

    private Ordinary() {}

    /** Neither paid for nor by a moderator. */
    static boolean is(RoomEntry entry) {
        return entry.kind() == RoomEntry.Kind.COMMENTED
                && entry.body().contains(TYPE)
                && !entry.body().contains(BADGES);
    }

    /** Its author and who is mentioned. */
    static Set<UUID> concerned(RoomEntry entry) {
        var users = new HashSet<UUID>();
        users.add(entry.userId());
        if (entry.body().contains(MENTIONS)) {
            FrameJson.own(entry.body())
                    .path("mentions")
                    .forEach(
                            one -> users.add(UUID.fromString(one.path("user_id").asText())));
        }
        return users;
    }
}
