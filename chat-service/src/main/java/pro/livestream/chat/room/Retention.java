package pro.livestream.chat.room;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

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

    public static Optional<Retention> named(String name) {
        return Arrays.stream(values())
                .filter(retention -> retention.wireName().equals(name))
                .findFirst();
    }

    /** Of settings that this service wrote; the other where it is absent. */
    static Retention of(JsonNode settings, Retention other) {
        return named(settings.path("retention").asText()).orElse(other);
    }
}
