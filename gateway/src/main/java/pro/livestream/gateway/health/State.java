package pro.livestream.gateway.health;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How something fares. */
enum State {
    OK,
    DEGRADED,
    DOWN,
    /** Nobody told. */
    UNKNOWN;

    @JsonValue
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
