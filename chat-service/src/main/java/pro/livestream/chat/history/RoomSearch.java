package pro.livestream.chat.history;

import java.util.UUID;
import pro.livestream.platform.search.SearchText;

/** A message's text in the index, which holds those of all rooms. */
public final class RoomSearch {

    private static final String ROOM = "room:";

    private RoomSearch() {}

    /** The literal of the {@code tsvector} that a message in that room is found by. */
    public static String vector(UUID roomId, String text) {
        return SearchText.vector(text, ROOM + roomId);
    }

    /** The literal of the {@code tsquery} for all that is asked for; empty where nothing in it can be found. */
    public static String query(UUID roomId, String asked) {
        return SearchText.query(asked, ROOM + roomId);
    }
}
