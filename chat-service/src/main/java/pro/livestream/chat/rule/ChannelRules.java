package pro.livestream.chat.rule;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All that a channel decided about texts, at one version; {@code secret} is the sealed one of its review. */
public record ChannelRules(
        long version,
        Policy policy,
        TermMatcher terms,
        UUID salt,
        Map<ByteBuffer, Marked> marks,
        @Nullable Buffer secret) {

    public static final ChannelRules NONE =
            new ChannelRules(0, Policy.DEFAULT, TermMatcher.NONE, new UUID(0, 0), Map.of(), null);

    /** A banned user spoke from here; since when the ban holds. */
    public record Marked(UUID userId, Instant since) {}

    public ChannelRules {
        marks = Map.copyOf(marks);
    }

    /** Whether one of these marks is of a user banned within the channel's window, other than this user. */
    public boolean isMarked(List<ByteBuffer> theirs, UUID userId, Instant now) {
        if (policy.evasion() == Policy.Reaction.OFF || marks.isEmpty()) {
            return false;
        }
        var oldest = now.minus(policy.evasionWindow());
        return theirs.stream()
                .map(marks::get)
                .anyMatch(found -> found != null
                        && found.since().isAfter(oldest)
                        && !found.userId().equals(userId));
    }
}
