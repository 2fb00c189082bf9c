package pro.livestream.stream.studio;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.event.RecordingGap;
import pro.livestream.stream.activity.Activity;
import pro.livestream.stream.lifecycle.StreamPulse;
import pro.livestream.stream.media.IngestHealth;
import pro.livestream.stream.viewer.PlaybackQuality;

/**
 * Everything at once: {@code ingest} as it is measured, {@code playback} as viewers' players tell now; then the whole stream's
 * numbers, tips in minor units.
 */
public record StudioView(
        String type,
        UUID streamId,
        String status,
        String media,
        int viewerCount,
        int peakViewerCount,
        int totalViewers,
        @Nullable Instant asOf,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        List<RecordingGap> gaps,
        @Nullable IngestHealth ingest,
        @Nullable PlaybackQuality playback,
        long watchTimeS,
        long messages,
        long reactions,
        List<Activity.Money> tips,
        @Nullable Double rebufferRatio,
        List<Advice> advice) {

    public StudioView {
        gaps = List.copyOf(gaps);
        tips = List.copyOf(tips);
        advice = List.copyOf(advice);
    }

    static StudioView of(StreamPulse.Pulse pulse, @Nullable PlaybackQuality playback, Activity.Totals totals) {
        return new StudioView(
                "stats",
                pulse.streamId(),
                pulse.status(),
                pulse.media(),
                pulse.viewerCount(),
                pulse.peakViewerCount(),
                pulse.totalViewers(),
                pulse.asOf(),
                pulse.startedAt(),
                pulse.endedAt(),
                pulse.gaps(),
                pulse.ingest(),
                playback,
                totals.watchTimeS(),
                totals.messages(),
                totals.reactions(),
                totals.tips(),
                totals.rebufferRatio(),
                AdvicePolicy.advise(pulse.ingest(), playback));
    }
}
