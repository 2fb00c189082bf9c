package pro.livestream.stream.studio;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pro.livestream.contracts.event.RecordingGap;
import pro.livestream.stream.lifecycle.StreamPulse;
import pro.livestream.stream.media.IngestHealth;
import pro.livestream.stream.viewer.PlaybackQuality;

/** Everything at once: {@code ingest} as it is measured, {@code playback} as viewers' players tell. */
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
        List<Advice> advice) {

    public StudioView {
        gaps = List.copyOf(gaps);
        advice = List.copyOf(advice);
    }

    static StudioView of(StreamPulse.Pulse pulse, @Nullable PlaybackQuality playback) {
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
                AdvicePolicy.advise(pulse.ingest(), playback));
    }
}
