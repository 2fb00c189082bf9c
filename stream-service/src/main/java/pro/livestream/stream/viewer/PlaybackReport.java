package pro.livestream.stream.viewer;

import org.jspecify.annotations.Nullable;
import pro.livestream.platform.error.Refusal;

/** How playback went since a player's last heartbeat; what it does not know it leaves out. */
public record PlaybackReport(
        @Nullable Integer bitrateKbps,
        @Nullable Integer rebufferMs,
        @Nullable Integer droppedFrames,
        @Nullable Integer latencyMs) {

    private static final int VALUE_MAX = 10_000_000;

    void check() {
        check("qoe.bitrate_kbps", bitrateKbps);
        check("qoe.rebuffer_ms", rebufferMs);
        check("qoe.dropped_frames", droppedFrames);
        check("qoe.latency_ms", latencyMs);
    }

    private static void check(String field, @Nullable Integer value) {
        if (value != null && (value < 0 || value > VALUE_MAX)) {
            throw Refusal.validation(field, "must be from 0 to " + VALUE_MAX).refused();
        }
    }
}
