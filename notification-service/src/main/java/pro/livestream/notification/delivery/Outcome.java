package pro.livestream.notification.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How an attempt ended. */
public sealed interface Outcome {
    record Delivered() implements Outcome {}

    /** Worth another attempt, not before {@code pause} where the other side named one. */
    record Failed(String reason, @Nullable Duration pause) implements Outcome {}

    /** Will never succeed. */
    record Hopeless(String reason) implements Outcome {}
}
