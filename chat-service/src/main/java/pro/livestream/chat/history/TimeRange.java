package pro.livestream.chat.history;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.ErrorBody.FieldError;

/** From a moment on and before another; null is open. */
public record TimeRange(@Nullable Instant from, @Nullable Instant to) {

    /** Of the query's {@code from} and {@code to}; what is wrong with them is added to the errors. */
    public static TimeRange read(@Nullable String from, @Nullable String to, List<FieldError> errors) {
        var range = new TimeRange(instant("from", from, errors), instant("to", to, errors));
        if (range.from != null && range.to != null && !range.from.isBefore(range.to)) {
            errors.add(new FieldError("from", "must be before to"));
        }
        return range;
    }

    public boolean holds(Instant at) {
        return (from == null || !at.isBefore(from)) && (to == null || at.isBefore(to));
    }

    private static @Nullable Instant instant(String field, @Nullable String text, List<FieldError> errors) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException malformed) {
            errors.add(new FieldError(field, "must be a time like 2026-01-31T12:34:56Z"));
            return null;
        }
    }
}
