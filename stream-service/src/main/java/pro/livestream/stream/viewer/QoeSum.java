package pro.livestream.stream.viewer;

import org.jspecify.annotations.Nullable;

/** Sums over players' reports. */
final class QoeSum {

    long reports;
    long bitrateKbps;
    long bitrateReports;
    long rebufferMs;
    long droppedFrames;
    long latencyMs;
    long latencyReports;

    void add(PlaybackReport report) {
        reports++;
        Integer bitrate = report.bitrateKbps();
        if (bitrate != null) {
            bitrateKbps += bitrate;
            bitrateReports++;
        }
        Integer latency = report.latencyMs();
        if (latency != null) {
            latencyMs += latency;
            latencyReports++;
        }
        rebufferMs += orZero(report.rebufferMs());
        droppedFrames += orZero(report.droppedFrames());
    }

    private static int orZero(@Nullable Integer value) {
        return value == null ? 0 : value;
    }
}
