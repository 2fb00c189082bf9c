package pro.livestream.chat.room;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import pro.livestream.platform.error.Refusal;

/** How long what is said in a room is kept. */
public enum Retention {
    /** In memory only, for some minutes: never in PostgreSQL or on Kafka. */
    EPHEMERAL,
    /** The newest 200. */
    RECENT,
    /** As long as the service keeps messages. */
    DURABLE;

    public boolean isMemoryOnly() {
        return this == EPHEMERAL;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Of settings that this service wrote; the other where it is absent. */
    static Retention of(JsonNode settings, Retention other) {
        for (var retention : values()) {
            if (retention.wireName().equals(settings.path("retention").asText())) {
                return retention;
            }
        }
        return other;
    }

    /** Refuses settings that a caller sent with a retention that there is not. */
    public static void check(JsonNode settings) {
        if (settings.has("retention") && of(settings, DURABLE) != of(settings, RECENT)) {
            throw Refusal.validation("retention", "must be ephemeral, recent or durable")
                    .refused();
        }
    }
}
