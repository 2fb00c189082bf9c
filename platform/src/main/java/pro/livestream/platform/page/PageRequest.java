package pro.livestream.platform.page;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pro.livestream.platform.error.Refusal;

/** How many items a caller wants, and after which; {@code limit} is 1 to 100. */
public record PageRequest(int limit, @Nullable String cursor) {
    public static final int LIMIT_DEFAULT = 20;
    public static final int LIMIT_MAX = 100;

    /** From the query's {@code limit} and {@code cursor}; refuses a limit that is no number from 1 to 100. */
    public static PageRequest from(@Nullable String limit, @Nullable String cursor) {
        return new PageRequest(
                limit == null ? LIMIT_DEFAULT : parse(limit), cursor == null || cursor.isEmpty() ? null : cursor);
    }

    /** The decoded cursor, if there is one. */
    public Optional<Cursor> after(int parts) {
        return Optional.ofNullable(cursor).map(text -> Cursor.decode(text, parts));
    }

    private static int parse(String limit) {
        try {
            var number = Integer.parseInt(limit);
            if (number >= 1 && number <= LIMIT_MAX) {
                return number;
            }
        } catch (NumberFormatException wrong) {
            throw invalid();
        }
        throw invalid();
    }

    private static RuntimeException invalid() {
        return Refusal.validation("limit", "must be a number from 1 to " + LIMIT_MAX)
                .refused();
    }
}
