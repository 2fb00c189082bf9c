package pro.livestream.stream.token;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.LowerCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.error.Refusal;

/** What a caller says of a participant. */
@JsonNaming(LowerCamelCaseStrategy.class)
public record TokenDraft(
        @Nullable String userId,
        @Nullable String stageArn,
        @Nullable String streamId,
        @Nullable Map<String, @Nullable String> attributes) {

    /** The bound that AWS IVS has. */
    private static final int ATTRIBUTES_BYTES_MAX = 1_024;

    static TokenDraft required(@Nullable TokenDraft draft) {
        if (draft == null) {
            throw Refusal.malformed("A JSON body is needed").refused();
        }
        return draft;
    }

    @Nullable UUID stream() {
        if (streamId == null) {
            return null;
        }
        try {
            return UUID.fromString(streamId);
        } catch (IllegalArgumentException e) {
            throw Refusal.validation("streamId", "must be a UUID").refused();
        }
    }

    Map<String, String> checkedAttributes() {
        var checked = new TreeMap<String, String>();
        if (attributes == null) {
            return checked;
        }
        int bytes = 0;
        for (var attribute : attributes.entrySet()) {
            String value = attribute.getValue();
            if (value == null) {
                throw wrong();
            }
            checked.put(attribute.getKey(), value);
            bytes += attribute.getKey().getBytes(StandardCharsets.UTF_8).length
                    + value.getBytes(StandardCharsets.UTF_8).length;
        }
        if (bytes > ATTRIBUTES_BYTES_MAX) {
            throw wrong();
        }
        return checked;
    }

    private static RuntimeException wrong() {
        return Refusal.validation("attributes", "must be texts, of " + ATTRIBUTES_BYTES_MAX + " bytes together")
                .refused();
    }
}
