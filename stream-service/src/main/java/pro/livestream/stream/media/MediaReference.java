package pro.livestream.stream.media;

import java.util.HashMap;
import java.util.Map;

/** What a media server needs to find what it made for a stream again; may hold secrets, so that it is stored sealed and never shown. */
public record MediaReference(Map<String, String> values) {

    /** For servers that need no more than the stream's id. */
    public static final MediaReference NONE = new MediaReference(Map.of());

    public MediaReference {
        values = Map.copyOf(values);
    }

    /** With one value more, or another one. */
    public MediaReference with(String name, String value) {
        var more = new HashMap<>(values);
        more.put(name, value);
        return new MediaReference(more);
    }

    public String get(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("the media server's " + name + " of a stream is missing");
        }
        return value;
    }

    @Override
    public String toString() {
        return "MediaReference" + values.keySet();
    }
}
