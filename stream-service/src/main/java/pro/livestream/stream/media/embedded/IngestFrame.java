package pro.livestream.stream.media.embedded;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.json.WireJson;

/** The text frames of a browser ingest. */
final class IngestFrame {

    /** What a browser says. */
    record ClientFrame(@Nullable String type, @Nullable String mimeType) {}

    /** What it is told; only the fields of its type are there. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record ServerFrame(
            String type,
            @Nullable Long nextSeq,
            @Nullable Long seq,
            @Nullable String code,
            @Nullable String message) {}

    private IngestFrame() {}

    static @Nullable ClientFrame read(String text) {
        try {
            return WireJson.mapper().readValue(text, ClientFrame.class);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    static String ready(long nextSeq) {
        return text(new ServerFrame("ready", nextSeq, null, null, null));
    }

    static String ack(long seq) {
        return text(new ServerFrame("ack", null, seq, null, null));
    }

    static String error(String code, String message) {
        return text(new ServerFrame("error", null, null, code, message));
    }

    private static String text(ServerFrame frame) {
        try {
            return WireJson.mapper().writeValueAsString(frame);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
