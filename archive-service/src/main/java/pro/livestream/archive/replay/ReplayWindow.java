package pro.livestream.archive.replay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import pro.livestream.archive.recording.Timeline;
import pro.livestream.platform.error.Refusal;

/** The moments that a stretch of the video stands for: from the first, before the second; null where there is no bound. */
record ReplayWindow(@Nullable Instant from, @Nullable Instant before, boolean empty) {

    /** Seconds of the video as a query writes them, the first inclusive, the second exclusive. */
    static ReplayWindow of(Timeline timeline, @Nullable String fromS, @Nullable String toS) {
        double from = fromS == null ? 0 : seconds("from_s", fromS);
        @Nullable Double to = toS == null ? null : Double.valueOf(seconds("to_s", toS));
        if (to != null && to < from) {
            throw Refusal.validation("to_s", "must not be less than from_s").refused();
        }
        var first = timeline.firstAt(from);
        if ((from > 0 && first.isEmpty()) || (to != null && to <= from)) {
            return new ReplayWindow(null, null, true);
        }
        return new ReplayWindow(
                from > 0 ? first.orElseThrow() : null,
                to == null ? null : timeline.firstAt(to).orElse(null),
                false);
    }

    private static double seconds(String field, String text) {
        try {
            double seconds = Double.parseDouble(text);
            if (seconds >= 0 && seconds < Integer.MAX_VALUE) {
                return seconds;
            }
        } catch (NumberFormatException e) {
            throw invalid(field);
        }
        throw invalid(field);
    }

    private static RuntimeException invalid(String field) {
        return Refusal.validation(field, "must be a number of seconds, 0 or more")
                .refused();
    }
}
