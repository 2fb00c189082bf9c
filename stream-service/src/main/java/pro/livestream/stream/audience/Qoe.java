package pro.livestream.stream.audience;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.LowerCamelCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.error.Refusal;
import pro.livestream.platform.json.WireJson;

/** How playback goes, as the player sees it since its last heartbeat; what it does not know it leaves out. */
@JsonNaming(LowerCamelCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Qoe(
        @Nullable Integer bitrateKbps,
        @Nullable Integer rebufferMs,
        @Nullable Integer droppedFrames,
        @Nullable Integer latencyMs) {

    private static final ObjectMapper JSON = WireJson.mapper();

    void check() {
        notNegative("qoe.bitrateKbps", bitrateKbps);
        notNegative("qoe.rebufferMs", rebufferMs);
        notNegative("qoe.droppedFrames", droppedFrames);
        notNegative("qoe.latencyMs", latencyMs);
    }

    private static void notNegative(String field, @Nullable Integer value) {
        if (value != null && value < 0) {
            throw Refusal.validation(field, "must not be negative").refused();
        }
    }

    String text() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException(bug);
        }
    }

    static @Nullable Qoe read(String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            return JSON.readValue(text, Qoe.class);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("kept numbers of playback are not readable", bug);
        }
    }
}
