package pro.livestream.notification.preference;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pro.livestream.notification.error.NotificationError;

/** When a user wants no mail and no push; {@code end} before {@code start} means the next day. */
public record QuietHours(
        @Nullable LocalTime start,
        @Nullable LocalTime end,
        @Nullable ZoneId timeZone) {

    void validate() {
        if (start == null) {
            throw new NotificationError.Invalid("quiet_hours.start", "is required").refused();
        }
        if (end == null) {
            throw new NotificationError.Invalid("quiet_hours.end", "is required").refused();
        }
        if (start.equals(end)) {
            throw new NotificationError.Invalid("quiet_hours.end", "must differ from start").refused();
        }
    }

    /** When the quiet ends, if it is quiet now. */
    Optional<Instant> endOfQuiet(Instant now) {
        if (start == null || end == null || start.equals(end)) {
            return Optional.empty();
        }
        var local = now.atZone(timeZone == null ? ZoneId.of("UTC") : timeZone);
        var time = local.toLocalTime();
        var overnight = end.isBefore(start);
        var quiet =
                overnight ? !time.isBefore(start) || time.isBefore(end) : !time.isBefore(start) && time.isBefore(end);
        if (!quiet) {
            return Optional.empty();
        }
        var day = overnight && !time.isBefore(start) ? local.toLocalDate().plusDays(1) : local.toLocalDate();
        return Optional.of(day.atTime(end).atZone(local.getZone()).toInstant());
    }
}
