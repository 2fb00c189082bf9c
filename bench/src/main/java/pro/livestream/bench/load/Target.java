package pro.livestream.bench.load;

import java.net.URI;
import java.util.List;

/**
 * Where connections go and what they say: {@code %d} in the address is the room's number, {@code %r} its id; {@code {text}}
 * in the message is the text. Without tokens none is sent.
 */
public record Target(String url, List<String> rooms, List<String> tokens, String message) {
    public Target {
        rooms = List.copyOf(rooms);
        tokens = List.copyOf(tokens);
        if (!message.contains("{text}")) {
            throw new IllegalArgumentException("a message must contain {text}");
        }
    }

    URI uri(int room) {
        var id = rooms.isEmpty() ? Integer.toString(room) : rooms.get(room % rooms.size());
        return URI.create(url.replace("%d", Integer.toString(room)).replace("%r", id));
    }

    /** Sender {@code n} of all has a user of its own, as far as there are enough. */
    String token(int connection) {
        return tokens.isEmpty() ? "" : tokens.get(connection % tokens.size());
    }
}
